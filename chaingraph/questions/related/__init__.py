"""Which products that a region lacks are close to those that it has."""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.judge,
    position=3,
    example="[bold]chaingraph related --region 220200 --matrix sizes.csv[/bold]",
)

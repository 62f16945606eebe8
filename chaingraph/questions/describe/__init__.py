"""The description of a dataset as tables of words, for the terminal and the pages alike."""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.look,
    position=1,
    example="[bold]chaingraph describe data/jilin --region 220200[/bold]",
    products=False,
    forms={"turtle": ""},
)

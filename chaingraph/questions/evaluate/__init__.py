"""The whole self-evaluation as one result."""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.judge,
    position=5,
    example="[bold]chaingraph evaluate --repeats 2 --sizes 60,200[/bold]",
)

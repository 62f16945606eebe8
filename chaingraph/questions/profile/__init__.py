"""The structure of a region: how complete its chains are, what its parts specialise in, where they overlap."""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.look,
    position=2,
    example="[bold]chaingraph profile --region 220000[/bold]",
)

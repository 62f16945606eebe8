"""How far a ranking rests on its weights and on single records."""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.judge,
    position=2,
    example="[bold]chaingraph stability --chain auto[/bold]",
)

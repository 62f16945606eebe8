"""The proof card of one finding: every fact and source it rests on, and what would change it."""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.most_used,
    position=2,
    example="[bold]chaingraph explain --product steel-wheel[/bold]",
)

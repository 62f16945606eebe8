"""Which parts of a region make or build the same, and what could they do instead?"""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.judge,
    position=4,
    example="[bold]chaingraph duplication --chain auto[/bold]",
)

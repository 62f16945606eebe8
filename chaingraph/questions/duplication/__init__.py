"""Which parts of a region make or build the same, and what could they do instead?"""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.judge,
    position=4,
    zh="哪些市州在生产或建设同样的产品，可以怎样错开。",
    en="Parts that make or build the same, and complements instead.",
    example="[bold]chaingraph duplication --chain auto[/bold]",
)

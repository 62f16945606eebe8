"""The policy's own checks: its targets, the tiers of its clusters, and how many lead industries its parks have."""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.look,
    position=3,
    example="[bold]chaingraph targets[/bold]",
    products=False,
)

"""The policy's own checks: its targets, the tiers of its clusters, and how many lead industries its parks have."""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.look,
    position=3,
    zh="政策目标进展、集群规模档次、主导产业过多的园区。",
    en="Progress of targets, tiers of clusters, parks with too many lead industries.",
    example="[bold]chaingraph targets[/bold]",
    products=False,
)

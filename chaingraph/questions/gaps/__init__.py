"""The findings of a region: every analysis put together, worst first."""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.most_used,
    position=1,
    example="[bold]chaingraph gaps --region 220000 --chain auto --top 10[/bold]",
    engines=True,
)

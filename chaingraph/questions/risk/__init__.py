"""What falls with a product, a firm, a pair of them: along the chain, and along known deliveries."""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.judge,
    position=1,
    example="[bold]chaingraph risk --chain auto[/bold], [bold]chaingraph risk --enterprise E0001[/bold]",
)

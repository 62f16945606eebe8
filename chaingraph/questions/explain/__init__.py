"""The proof card of one finding: every fact and source it rests on, and what would change it."""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.most_used,
    position=2,
    zh="一项结论的全部事实、来源与改变条件。",
    en="One finding with its facts and sources, and what would change it.",
    example="[bold]chaingraph explain --product steel-wheel[/bold]",
)

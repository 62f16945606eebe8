"""How far a ranking rests on its weights and on single records."""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.judge,
    position=2,
    zh="名次有多稳：权重浮动、隐去部分企业后还在不在前列。",
    en="How firm the ranking is under other weights and without part of the records.",
    example="[bold]chaingraph stability --chain auto[/bold]",
)

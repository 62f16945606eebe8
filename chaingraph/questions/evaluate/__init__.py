"""The whole self-evaluation as one result."""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.judge,
    position=5,
    zh="自我检验：埋下的缺口能否找到、缺记录时误报多少、证据等级准不准。",
    en="Does it find planted gaps, what do missing records do, is the evidence calibrated.",
    example="[bold]chaingraph evaluate --repeats 2 --sizes 60,200[/bold]",
)

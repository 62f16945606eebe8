"""The structure of a region: how complete its chains are, what its parts specialise in, where they overlap."""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.look,
    position=2,
    zh="地区结构：产业链完备度、各地专业化、结构相似、同产品重叠。",
    en="How complete the chains are, what each part specialises in, where they overlap.",
    example="[bold]chaingraph profile --region 220000[/bold]",
)

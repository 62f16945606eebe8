"""Whom to invite, or to encourage here, for a product?"""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.most_used,
    position=4,
    zh="一个环节可以请谁来补：区域外生产企业与本地相近企业，附理由。",
    en="Whom to invite for a product, with reasons.",
    example="[bold]chaingraph candidates --product automotive-mcu --region 220100[/bold]",
)

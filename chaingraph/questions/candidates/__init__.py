"""Whom to invite, or to encourage here, for a product?"""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.most_used,
    position=4,
    example="[bold]chaingraph candidates --product automotive-mcu --region 220100[/bold]",
)

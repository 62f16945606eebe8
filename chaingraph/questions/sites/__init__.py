"""In which park or cluster would a maker of a product stand best?"""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.act,
    position=1,
    zh="一个环节的项目落在哪个园区：客户、供应商、主导产业与重叠。",
    en="Which park for a maker of a product.",
    example="[bold]chaingraph sites --product automotive-mcu[/bold]",
)

"""Does a project fill, strengthen, extend or secure a chain, and who else makes the same?"""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.act,
    position=4,
    zh="手上的项目属于补链、强链、延链还是稳链，与谁重叠。",
    en="Which projects fill, strengthen, extend or secure a chain.",
    example="[bold]chaingraph classify 在谈项目.xlsx --data data/jilin[/bold]；省略文件则归类项目库。",
)

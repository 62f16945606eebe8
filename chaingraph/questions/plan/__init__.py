"""Which projects of the library and which fills to choose, and in which order?"""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.act,
    position=2,
    zh="预算内上哪些项目、补哪些环节，先后怎样（精确求解）。",
    en="The best set of projects and fills, exactly, and their order.",
    example="[bold]chaingraph plan --region 220000 --projects 8[/bold]；[bold]chaingraph plan --budget 50 --fill-cost 5[/bold]；[bold]chaingraph plan --target auto[/bold]",
)

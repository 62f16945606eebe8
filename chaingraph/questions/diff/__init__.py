"""What changed between two datasets, in facts and in findings?"""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.look,
    position=4,
    zh="两次数据相比：事实与结论变了什么（缺口补上、项目后移…）。",
    en="What changed between two datasets, in facts and in findings.",
    example="[bold]chaingraph diff 2025年/ 2026年/ --region 220100[/bold]",
)

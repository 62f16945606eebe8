"""What changes when makers come, enterprises go, or projects are built?"""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.act,
    position=3,
    zh="假如引进、退出或项目建成，什么会变：前后对比。",
    en="What changes when makers come, enterprises go or projects are built.",
    example="[bold]chaingraph whatif --add automotive-mcu@220100 --html 推演.html[/bold]",
    page=True,
)

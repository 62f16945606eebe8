"""What changes when makers come, enterprises go, or projects are built?"""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.act,
    position=3,
    example="[bold]chaingraph whatif --add automotive-mcu@220100 --html whatif.html[/bold]",
    page=True,
)

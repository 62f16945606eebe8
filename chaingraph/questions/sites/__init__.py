"""In which park or cluster would a maker of a product stand best?"""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.act,
    position=1,
    example="[bold]chaingraph sites --product automotive-mcu[/bold]",
)

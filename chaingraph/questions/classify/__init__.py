"""Does a project fill, strengthen, extend or secure a chain, and who else makes the same?"""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.act,
    position=4,
    example="[bold]chaingraph classify projects.xlsx --data data/jilin[/bold]",
)

"""Which projects of the library and which fills to choose, and in which order?"""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.act,
    position=2,
    example=(
        "[bold]chaingraph plan --region 220000 --projects 8[/bold]; "
        "[bold]chaingraph plan --budget 50 --fill-cost 5[/bold]; "
        "[bold]chaingraph plan --target auto[/bold]"
    ),
)

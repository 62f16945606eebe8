"""What should be verified first, and whom to ask?"""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.act,
    position=6,
    example="[bold]chaingraph survey --region 220100 --top 20 --format xlsx --out survey.xlsx[/bold]",
)

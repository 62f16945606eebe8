"""What changed between two datasets, in facts and in findings?"""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.look,
    position=4,
    example="[bold]chaingraph diff 2025/ 2026/ --region 220100[/bold]",
)

"""The description of a dataset as tables of words, for the terminal and the pages alike."""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.look,
    position=1,
    zh="数据里有什么、有多可靠：数量、来源、可信度、年份。",
    en="What the data hold and how well it is known.",
    example="[bold]chaingraph describe data/jilin --region 220200[/bold]",
    products=False,
    forms={"turtle": "turtle 为 VoID/DCAT 描述。turtle for VoID and DCAT."},
)

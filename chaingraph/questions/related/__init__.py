"""Which products that a region lacks are close to those that it has."""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.judge,
    position=3,
    zh="本地还没有、但与现有产品相近的产品（关联密度）。",
    en="Products that a region lacks and that are close to those it has.",
    example="[bold]chaingraph related --region 220200 --matrix 全国.csv[/bold]",
)

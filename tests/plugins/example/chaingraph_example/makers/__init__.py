"""A question: the products with their number of makers in a region."""

from chaingraph.questions.question import Question

QUESTION = Question(
    package=__name__,
    zh="各产品有几家生产企业。",
    en="How many make each product.",
    example="[bold]chaingraph makers --region 220000[/bold]",
)

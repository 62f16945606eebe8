"""A page that stands alone: no script, nothing loaded from outside."""

from __future__ import annotations

from base64 import b64encode
from functools import cache

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from chaingraph.catalogue import text
from chaingraph.document.model import Cell, Chart, Document, Figure, Graph, Paragraph, Picture, SourceList, Style
from chaingraph.document.svg import bars, graph
from chaingraph.escape import clean, contained

BINARY = False
_PAGE = """\
<!DOCTYPE html>
<html lang="{{ tag }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ document.title | safely }}</title>
<link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark; --line: #c9ced6; --head: #eef2f7; --soft: #5b6470 }
@media (prefers-color-scheme: dark) { :root { --line: #444c56; --head: #262c34; --soft: #9aa4b0 } }
body { font: 16px/1.6 "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "Source Han Sans SC", sans-serif; margin: 0 }
main { max-width: 82rem; margin: 0 auto; padding: 1.5rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin-top: 2rem } caption { font-weight: 600; text-align: left }
caption, th, td { padding: .35rem .6rem } .wide { overflow-x: auto; margin: 1rem 0 }
table { border-collapse: collapse; font-size: .92rem }
th, td { border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; white-space: pre-line;
unicode-bidi: isolate; overflow-wrap: break-word; min-width: 3.5em }
td.long { min-width: 18em } thead th { background: var(--head); overflow-wrap: normal }
.num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
p, li { max-width: 60rem; unicode-bidi: isolate; white-space: pre-line } .aside { color: var(--soft) }
figure { margin: 1rem 0 } figcaption { font-weight: 600 } svg text { font-size: 13px; fill: currentColor }
.full { fill: #2f6db5 } .pale { fill: #2f6db5; fill-opacity: .3 } .box { fill: var(--head); stroke: var(--line) }
.marked { stroke: #2f6db5; stroke-width: 2 } .edge { fill: none; stroke: var(--soft) }
@media print { main { padding: 0 } thead { display: table-header-group } tr { break-inside: avoid } }
</style>
</head>
<body>
<main>
<h1>{{ document.title | safely }}</h1>
{% for section in document.sections %}
<section>
{% if section.title %}<h2>{{ section.title | safely }}</h2>{% endif %}
{% for block in section.blocks %}
{% if block is item %}
{% if loop.first or loop.previtem is not item %}<ul>{% endif %}
<li>{{ block.text | safely }}</li>
{% if loop.last or loop.nextitem is not item %}</ul>{% endif %}
{% elif block is paragraph %}
<p{% if block.style == "aside" %} class="aside"{% endif %}>{{ block.text | safely }}</p>
{% elif block is image %}
<figure><figcaption>{{ block.title | safely }}</figcaption>
<img alt="{{ block.title | safely }}" src="data:image/png;base64,{{ block | encoded }}">
<p>{{ block.note | safely }}</p></figure>
{% elif block is picture %}
<figure><figcaption>{{ block.title | safely }}</figcaption>
<div class="wide">{{ block | drawn }}</div></figure>
{% elif block is sources %}
{% if block.title %}<h2>{{ block.title | safely }}</h2>{% endif %}

<ul>
{% for one in block.sources %}<li>{{ one.line(document.lang) | safely }}</li>
{% endfor %}</ul>
{% else %}{% set table = block.brief() %}
{% if table.rows %}
<div class="wide"><table>{% if table.title %}<caption>{{ table.title | safely }}</caption>{% endif %}

<thead><tr>{% for column in table.columns -%}
<th scope="col"{% if column.numeric %} class="num"{% endif %}>{{ column.heading(document.lang) | safely }}</th>
{%- endfor %}</tr></thead>
<tbody>
{% for row in table.rows %}<tr>{% for cell in row %}{% set column = table.columns[loop.index0] -%}
<td{% if column.numeric %} class="num"{% elif column.wide %} class="long"{% endif %}
{%- if cell | basis %} title="{{ cell | basis | safely }}"{% endif %}>{{ column.told(cell) | safely }}</td>
{%- endfor %}</tr>
{% endfor %}</tbody></table></div>
{% else %}{% if table.title %}<h2>{{ table.title | safely }}</h2>{% endif %}

<p>{{ (table.empty or "—") | safely }}</p>{% endif %}
{% endif %}
{% endfor %}
</section>
{% endfor %}
</main>
</body>
</html>
"""


def render(document: Document) -> str:
    """The page; names are text, whatever they hold."""
    return _page().render(document=document, tag=text("language.tag", document.lang)) + "\n"


@cache
def _page() -> Template:
    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters.update(
        safely=_safely, basis=_basis, drawn=_drawn, encoded=lambda block: b64encode(block.png).decode("ascii")
    )
    made.tests.update(
        item=lambda block: isinstance(block, Paragraph) and block.style is Style.item,
        paragraph=lambda block: isinstance(block, Paragraph),
        image=lambda block: isinstance(block, Picture),
        picture=lambda block: isinstance(block, Chart | Graph),
        sources=lambda block: isinstance(block, SourceList),
    )
    return made.from_string(_PAGE)


def _drawn(block: Chart | Graph) -> Markup:
    return bars(block) if isinstance(block, Chart) else graph(block)


def _safely(text: str) -> str:
    return contained(clean(text))


def _basis(cell: Cell) -> str:
    return cell.basis.text() if isinstance(cell, Figure) and cell.basis is not None else ""

"""``chaingraph describe``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from chaingraph.cli.options import Data, Language, Region
from chaingraph.cli.output import as_json, progress, to_stdout
from chaingraph.cli.output import sheets as show_sheets
from chaingraph.findings import holdings, world
from chaingraph.graph import load

EPILOG = "例 Example: [bold]chaingraph describe data/jilin --region 220200[/bold]"


class DescribeForm(StrEnum):
    """Form of the description."""

    text = "text"
    json = "json"
    turtle = "turtle"


def command(
    data: Data = None,
    region: Region = None,
    form: Annotated[
        DescribeForm,
        typer.Option(
            "--format",
            help="text 给人看，json 给程序用，turtle 为 VoID/DCAT 描述。text for people, json for programs, turtle for VoID and DCAT.",
        ),
    ] = DescribeForm.text,
    *,
    lang: Language,
) -> None:
    """数据概况。"""
    from chaingraph.views import void_text  # slow to import, needed for turtle only

    with progress(lang) as step:
        known = world(load(data, step), products=False)
        if form is DescribeForm.turtle:
            to_stdout(void_text(known))
            return
        told, sheets = holdings(known, region)
    if form is DescribeForm.json:
        as_json(told.as_json())
        return
    show_sheets(sheets, lang)
    newest = "—" if told.as_of is None else told.as_of
    linked = told.linked_sources
    to_stdout(
        f"数据最新年份 {newest}；{linked.of} 个来源中 {linked.known} 个有发布者自己的网址。收录为抽样时，没有记录不等于没有。"
        if lang == "zh"
        else f"Newest year {newest}; {linked.known} of {linked.of} sources have the publisher's own address. Where the coverage is a sample, no record is no proof of absence."
    )

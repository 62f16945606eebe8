"""The templates with what all of them know, and how data stand in a page."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chaingraph.enumerations import Action
from chaingraph.findings.finding import Finding, Findings
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.views.site.cards import chain_name
from chaingraph.views.site.style import FINAL, LOOKS
from chaingraph.views.site.text import text

HERE = Path(__file__).resolve().parent


def packed(value: Any) -> str:
    """``value`` as JSON, deflated (zlib's format) and in base64: letters that stand in a script element as they are."""
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return b64encode(zlib.compress(told.encode("utf-8"), 9)).decode("ascii")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        w=_pair_of(word), t=_pair_of(text), looks=LOOKS, actions=tuple(Action), star=FINAL, shown=_shown
    )
    return made


def _pair_of(tell: Callable[..., str]) -> Callable[..., tuple[str, str]]:
    return lambda key, **values: (tell(key, "zh", **values), tell(key, "en", **values))


def _shown(value: float | None, digits: int = 3) -> str:
    return "—" if value is None else f"{value:.{digits}f}"


def rendered(template: str, lang: str, **values: Any) -> str:
    """A template filled in."""
    return _environment().get_template(template).render(lang=lang, packed=packed, **values)


def titles(key: str, findings: Findings) -> list[str]:
    """The title of a page in Chinese and English."""
    return [text(key, lang, region=findings.region_name(lang)) for lang in ("zh", "en")]


def count(items: Iterable[Finding], field: str, keys: Iterable[str]) -> dict[str, int]:
    """How many of the findings have each value of ``field``, of those that there are."""
    told = [getattr(item, field) for item in items]
    return {key: told.count(key) for key in keys if key in told}


def weak_row(world: World, item: Finding, pages: dict[str, str]) -> tuple[Finding, str | None, list[tuple[str, str]]]:
    """A finding with the page of its card and the names of its chains."""
    file = next((pages[one] for one in item.chain if one in pages), None)
    return item, file, [chain_name(world, one) for one in item.chain]

"""Which charts and lists a set such as 四图五清单 holds: read from a small TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from chaingraph.errors import UsageError
from chaingraph.guard import Unreadable, read
from chaingraph.hints import near
from chaingraph.questions.report.lists import LISTS

CHARTS: dict[str, tuple[str, str]] = {
    "chain-map": ("产业链图", "Chain map"),
    "technology-route": ("技术路线图", "Technology route"),
    "applications": ("应用领域图", "Applications"),
    "region-map": ("区域分布图", "Distribution over the region"),
    "targets": ("目标进度图", "Progress of the targets"),
    "invitations": ("招商目标图", "Whom to invite for what"),
}
BUNDLED = Path(__file__).resolve().parent / "sets.toml"


@dataclass(frozen=True)
class PaperSet:
    """A set by its names; ``charts`` and ``lists`` are keys of :data:`CHARTS` and ``LISTS``, in the order of the report."""

    name: str
    name_en: str
    charts: tuple[str, ...]
    lists: tuple[str, ...]

    def title(self, lang: str) -> str:
        """Its name in ``zh`` or ``en``."""
        return self.name_en if lang == "en" else self.name


def read_sets(path: Path | None = None) -> tuple[PaperSet, ...]:
    """The sets of a TOML file (the bundled one when None). Raises UsageError that names every fault of it."""
    file = path or BUNDLED
    if file.exists() and not file.is_file():
        raise UsageError(f"{file} 不是普通文件", f"{file} is no regular file")
    try:
        told = read(tomllib.loads, read(file.read_text, "utf-8-sig"))
    except Unreadable as error:
        raise UsageError(f"{file} 读不出来：{error.zh}", f"{file} cannot be read: {error.en}") from error
    given = told.get("set")
    if not isinstance(given, list) or not given:
        raise UsageError(f"{file} 中没有 [[set]]", f"{file} has no [[set]]")
    sets, zh, en = [], list[str](), list[str]()
    for number, one in enumerate(given, start=1):
        name = one.get("name") if isinstance(one, dict) else None
        if not isinstance(name, str) or not name.strip():
            zh.append(f"第 {number} 个 [[set]] 没有 name")
            en.append(f"[[set]] number {number} has no name")
            continue
        keys = dict[str, tuple[str, ...]]()
        for field, known in (("charts", tuple(CHARTS)), ("lists", tuple(LISTS))):
            values = one.get(field, [])
            if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
                zh.append(f'{name} 的 {field} 应为文字的列表，如 ["{known[0]}"]')
                en.append(f'{field} of {name} should be a list of words such as ["{known[0]}"]')
                continue
            for value in values:
                if value not in known:
                    zh.append(f"{name} 的 {field} 中没有名为 {value} 的项，可用：{'、'.join(known)}")
                    en.append(f"{field} of {name} has the unknown {value}; known are {', '.join(known)}")
            keys[field] = tuple(dict.fromkeys(values))
        sets.append(PaperSet(name, str(one.get("name_en") or name), keys.get("charts", ()), keys.get("lists", ())))
    if zh:
        raise UsageError(f"{file}：" + "；".join(zh), f"{file}: " + "; ".join(en))
    return tuple(sets)


def chosen_set(name: str, path: Path | None = None) -> PaperSet:
    """The set of that name, in Chinese or English. Raises UsageError that tells which there are."""
    sets = read_sets(path)
    for one in sets:
        if name in (one.name, one.name_en):
            return one
    known = [one.name for one in sets]
    meant = near(name, known)
    raise UsageError(
        f"没有名为 {name} 的图单" + (f"，是否为 {meant}？" if meant else f"；现有：{'、'.join(known)}"),
        f"there is no set {name}" + (f"; did you mean {meant}?" if meant else f"; there are {', '.join(known)}"),
    )

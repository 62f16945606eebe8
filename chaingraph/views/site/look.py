"""How statuses look: colours of Okabe and Ito with a sign for each, so that no meaning rests on colour alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """``sign`` stands before the label; ``corner``: radius of the box; ``dashed``: a border for what is not on record."""

    sign: str
    fill: str
    border: str
    ink: str = "#14202b"
    corner: int = 3
    dashed: bool = False


# worst first; the order of legends, bars and filters
LOOKS: dict[str, Look] = {
    "missing": Look("×", "#D55E00", "#8F3F00", "#ffffff", corner=0),
    "unseen": Look("?", "#ffffff", "#B85200", corner=0, dashed=True),
    "single": Look("▲", "#F3C65B", "#8A5A00"),
    "concentrated": Look("◆", "#BFE0F5", "#0072B2", corner=8),
    "adequate": Look("●", "#A6DCC9", "#00745A", corner=13),
    "common": Look("○", "#E9ECEF", "#7B8794", corner=13),
}
ACTIONS = ("fill", "strengthen", "extend", "secure", "defer", "none")
FINAL = "★"
FACE = "Microsoft YaHei, PingFang SC, Noto Sans CJK SC, Noto Sans SC, sans-serif"
FONT_PX = 14
_UNITS = 22  # half widths of a label in its box


def short(text: str, room: int = _UNITS) -> str:
    """``text`` on one line, cut to ``room`` half widths with an ellipsis."""
    text = " ".join(text.split())
    wide = 0
    for place, letter in enumerate(text):
        wide += 2 if ord(letter) > 0x2E7F else 1
        if wide > room and len(text) > place:
            kept, used = "", 0
            for one in text:
                used += 2 if ord(one) > 0x2E7F else 1
                if used > room - 1:
                    break
                kept += one
            return kept.rstrip() + "…"
    return text

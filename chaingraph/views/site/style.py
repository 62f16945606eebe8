"""How statuses look: colours of Okabe and Ito with a sign for each, so that no meaning rests on colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from chaingraph.enumerations import Status


@dataclass(frozen=True)
class Look:
    """``sign`` stands before the label; ``corner``: radius of the box; ``dashed``: border of what is not on record."""

    sign: str
    fill: str
    border: str
    ink: str = "#14202b"
    corner: int = 3
    dashed: bool = False


# worst first; the order of legends, bars and filters
LOOKS: dict[str, Look] = {
    Status.MISSING: Look("×", "#D55E00", "#8F3F00", "#ffffff", corner=0),
    Status.UNSEEN: Look("?", "#ffffff", "#B85200", corner=0, dashed=True),
    Status.ELSEWHERE: Look("◇", "#ffffff", "#6B4E9B", corner=4, dashed=True),
    Status.SINGLE: Look("▲", "#F3C65B", "#8A5A00"),
    Status.CONCENTRATED: Look("◆", "#BFE0F5", "#0072B2", corner=8),
    Status.ADEQUATE: Look("●", "#A6DCC9", "#00745A", corner=13),
    Status.COMMON: Look("○", "#E9ECEF", "#7B8794", corner=13),
}
FINAL = "★"
FACE = "Microsoft YaHei, PingFang SC, Noto Sans CJK SC, Noto Sans SC, sans-serif"
FONT_PX, SMALLER_PX, SMALL_PX = 14, 12, 11
_ROOM = 17.0  # half widths on a line of FONT_PX, after the sign


def fitted(text: str, sign: str) -> tuple[str, int]:
    """A label and the size of its letters: on one line, on one of smaller letters, or on two of small ones.

    An ellipsis stands for what does not fit.
    """
    text = " ".join(text.split())
    room = _ROOM - 2 * (len(sign) - 1)
    for size in (FONT_PX, SMALLER_PX):
        if _wide(text) <= room * FONT_PX / size:
            return f"{sign} {text}", size
    room *= FONT_PX / SMALL_PX
    first = _cut(text, room)
    space = first.rfind(" ")
    if space > 0 and not text[len(first) :].startswith(" "):
        first = first[:space]
    rest, room = text[len(first) :].strip(), _ROOM * FONT_PX / SMALL_PX
    second = rest if _wide(rest) <= room else _cut(rest, room - 2).rstrip() + "…"
    return f"{sign} {first.strip()}\n{second}", SMALL_PX


def _wide(text: str) -> float:
    return sum(2 if ord(letter) > 0x2E7F else 1.35 if letter.isupper() or letter in "mw@%" else 1 for letter in text)


def _cut(text: str, room: float) -> str:
    return next(text[:end] for end in range(len(text), -1, -1) if _wide(text[:end]) <= room)

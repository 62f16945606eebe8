"""How a Chinese name is typed: in pinyin and by initials, for the search of the pages."""

from __future__ import annotations


def sounds(name: str) -> list[str]:
    """The name in pinyin without tones, and its initials, in small letters; nothing for a name without Chinese
    characters.

    What is not Chinese stays as it is. A character with several readings has the one that its word asks for.

    >>> sounds("车规级MCU芯片")
    ['cheguijimcuxinpian', 'cgjmcuxp']
    """
    from pypinyin import Style, lazy_pinyin  # slow to import, needed for pages only

    full = "".join(lazy_pinyin(name)).lower()
    if full == name.lower():
        return []
    return [full, "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()]

"""The catalogue of words: every sentence and label of the program, one file a language.

A sentence has a key and named arguments; ``zh.po`` and ``en.po`` beside this file say what it is in each language.
They are gettext catalogues, which translators' tools read; ``python -m chaingraph.catalogue.compile`` makes the ``.mo``
files that the program loads. A language is one more ``.po`` file: what is said names no language elsewhere.

>>> text("list.and-more", "en", n=2)
'and 2 more'
>>> message("list.and-more", n=1).text("zh")
'另有 1 项'
"""

from chaingraph.catalogue.catalogue import (
    FALLBACK,
    LANGUAGES,
    Listed,
    Message,
    Names,
    Say,
    Spoken,
    both,
    chinese_letters,
    forms,
    joined,
    message,
    speaker,
    spoken,
    text,
    texts,
)

__all__ = [
    "FALLBACK",
    "LANGUAGES",
    "Listed",
    "Message",
    "Names",
    "Say",
    "Spoken",
    "both",
    "chinese_letters",
    "forms",
    "joined",
    "message",
    "speaker",
    "spoken",
    "text",
    "texts",
]

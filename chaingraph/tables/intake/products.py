"""Which products the words of a list mean: a cell cut into its items, each found by name, synonym, kind or likeness.

Sure: the name, a synonym, the English name or the id; a compound whose head is the name of a product (a Chinese
compound is a kind of its last part) of three letters or more; a person's decision. Doubtful, for a person: a name that
the word holds or is part of, and names that are alike by ``fuzz.ratio`` of rapidfuzz (0-100). What is neither stays as
the enterprise's own words. docs/en/matching.md has the measured precision and recall.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from chaingraph.errors import UsageError
from chaingraph.tables.checks.cells import split
from chaingraph.tables.foreign import ENCODINGS, csv_rows, look_csv
from chaingraph.tables.intake.values import narrow
from chaingraph.tables.marks import BRACKETED, DIFFERENT, FILLERS, ITEMS, JOINED, NO_MAKER, SAME, STOPS
from chaingraph.tables.names import plain_name
from chaingraph.tables.raw import Raw, insert, quoted

ALIKE = 60.0  # least likeness of a word and a name that is shown to a person
_HEAD = 3  # letters of a product's name that make it the head of a compound
_SHOWN = 3  # candidates shown for one word
_SLASH = re.compile(r"\s*[/\uff0f]\s*")
_FILLERS = re.compile(f"^(?:{'|'.join(FILLERS['before'])})+|(?:{'|'.join(FILLERS['after'])})+$")
FIELDS = ("word", "product", "name", "score", "decision")
FILE = "product-matches.csv"


class How(StrEnum):
    """By what a word was found to be a product, or why it was not."""

    NAME = "name"
    SYNONYM = "synonym"
    KIND = "kind"
    DECIDED = "decided"
    DOUBTFUL = "doubtful"
    OWN_WORDS = "own-words"


@dataclass(frozen=True)
class Meaning:
    """What a word of a list means: the ids of products, none where a person is asked or nothing is like it."""

    word: str
    how: How
    products: tuple[str, ...] = ()
    candidates: tuple[tuple[str, str, float], ...] = ()  # id, name and likeness of what it may be


@dataclass
class Catalogue:
    """The products that a word may mean. ``names``: plain text to ids; ``spelt``: id to its names as they are written, ``titles``:
    to the one that it goes by; ``heads``: plain text of those to ids; ``chains``: id to its chains, with what a list may call them.
    """

    names: dict[str, set[str]] = field(default_factory=dict)
    spelt: dict[str, set[str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    heads: dict[str, set[str]] = field(default_factory=dict)
    chains: dict[str, set[str]] = field(default_factory=dict)


def items_of(text: str, known: Iterable[str]) -> list[str]:
    """The items of a cell; one that is a name as a whole, or of which only the whole is one, is not cut.

    >>> items_of("面料、坯布，染整布", ())
    ['面料', '坯布', '染整布']
    >>> items_of("苯/甲苯；PVC", ("苯/甲苯",))
    ['苯/甲苯', 'PVC']
    """
    names = known if isinstance(known, frozenset) else frozenset(known)
    whole = text.strip()
    if whole in names:
        return [whole]
    found: list[str] = []
    for piece in filter(None, (part.strip() for part in _outside_brackets(ITEMS, whole))):
        if piece in names:
            found.append(piece)
            continue
        for part in filter(None, _outside_brackets(_SLASH, piece)):
            joined = [word for word in JOINED.split(part) if word]
            found += joined if len(joined) > 1 and all(cleaned(word) in names for word in joined) else [part]
    return list(dict.fromkeys(found))


def _outside_brackets(divider: re.Pattern[str], text: str) -> list[str]:
    """A text cut where ``divider`` stands outside of brackets."""
    inside = [(found.start(), found.end()) for found in BRACKETED.finditer(text)]
    cuts = [cut for cut in divider.finditer(text) if not any(a <= cut.start() < b for a, b in inside)]
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def cleaned(word: str) -> str:
    """A word without brackets and what says nothing of the product (系列, 等, 生产).

    >>> cleaned("各类汽车座椅（总成）系列产品等")
    '汽车座椅'
    """
    text = BRACKETED.sub("", narrow(word)).strip(STOPS)
    while (shorter := _FILLERS.sub("", text)) != text and shorter:
        text = shorter
    return text


def catalogue_of(raw: Raw, stage_products: str | None) -> Catalogue:
    """The products of the dataset and of the import itself (``stage_products``: the relation that holds them)."""
    columns = ("id", "name_zh", "name_en", "synonyms", "chain")
    relations = []
    if "products" in raw.columns:
        cells = ", ".join(
            quoted(c) if raw.has("products", c) else f"cast(null as varchar) as {quoted(c)}" for c in columns
        )
        relations.append(f"select {cells} from raw_products")
    if stage_products:
        relations.append(f"select {', '.join(map(quoted, columns))} from {stage_products}")
    found = Catalogue()
    if not relations:
        return found
    union = " union all ".join(relations)
    rows = raw.con.execute(
        f"""select id, title, name, {plain_name("name")}, chains from (
            select id, coalesce(name_zh, name_en, id) as title, unnest(list_distinct([id, name_zh, name_en] || coalesce({split("synonyms")}, []))) as name, {split("chain")} as chains
            from ({union}) where id is not null) where name is not null and name <> ''"""
    ).fetchall()
    for product, title, name, plain, chains in rows:
        found.names.setdefault(plain, set()).add(product)
        found.chains.setdefault(product, set()).update(chains or ())
        if name != product:
            found.spelt.setdefault(product, set()).add(name)
        found.titles[product] = title
        if name == title:
            found.heads.setdefault(plain, set()).add(product)
    return found


def meanings(
    raw: Raw, words: Mapping[str, frozenset[str]], catalogue: Catalogue, decisions: Mapping[str, tuple[str, ...]]
) -> dict[str, Meaning]:
    """Each word's meaning. ``words``: with the chains that the list tells of it, none where it tells of none;
    ``decisions``: a person's, the products, none where it is none of them.
    """
    plain = _plain(raw, {form for word in words for form in (word, cleaned(word))})
    found: dict[str, Meaning] = {}
    for word, chains in words.items():
        short = cleaned(word)
        if word in decisions:
            how = How.DECIDED if decisions[word] else How.OWN_WORDS
            found[word] = Meaning(word, how, decisions[word])
            continue
        if NO_MAKER.search(word):  # stopped, planned, or bought and sold
            found[word] = Meaning(word, How.OWN_WORDS)
            continue
        named = _one(
            catalogue, catalogue.names.get(plain[word], set()) or catalogue.names.get(plain[short], set()), chains
        )
        if named:
            how = How.NAME if catalogue.titles[named] in (word, short) else How.SYNONYM
            found[word] = Meaning(word, how, (named,))
        elif not JOINED.search(short) and (kind := _head(catalogue, plain[short], chains)):
            found[word] = Meaning(word, How.KIND, (kind,))
        else:
            found[word] = Meaning(word, How.OWN_WORDS)
    _alike(found, {word: plain[cleaned(word)] for word in words if word not in decisions}, words, catalogue)
    return found


def _plain(raw: Raw, texts: Iterable[str]) -> dict[str, str]:
    raw.con.execute("create or replace temp table words (word varchar)")
    insert(raw.con, "words", [(text,) for text in sorted(texts)])
    return dict(raw.con.execute(f"select word, {plain_name('word')} from words").fetchall())


def _one(catalogue: Catalogue, products: set[str], chains: frozenset[str]) -> str | None:
    """The one product among several that is of the chains told; None where that leaves none or several."""
    if len(products) > 1 and chains:
        products = {product for product in products if catalogue.chains.get(product, set()) & chains} or products
    return next(iter(products)) if len(products) == 1 else None


def _head(catalogue: Catalogue, plain: str, chains: frozenset[str]) -> str | None:
    """The product whose name is the last part of a compound, the longest such name."""
    for start in range(1, len(plain) - _HEAD + 1):
        tail = plain[start:]
        if tail in catalogue.heads and not tail.isascii():
            return _one(catalogue, catalogue.heads[tail], chains)
    return None


def _alike(
    found: dict[str, Meaning],
    plain: Mapping[str, str],
    chains: Mapping[str, frozenset[str]],
    catalogue: Catalogue,
) -> None:
    """Candidates for the words that are not found yet, in place."""
    open_words = [
        word for word, meaning in found.items() if meaning.how is How.OWN_WORDS and len(plain.get(word, "")) > 1
    ]
    if not open_words or not catalogue.names:
        return
    from rapidfuzz import fuzz, process

    names = sorted(name for name in catalogue.names if len(name) > (3 if name.isascii() else 1))
    for word in open_words:
        text = plain[word]
        scored = {
            name: score
            for name, score, _ in process.extract(text, names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=20)
        }
        scored |= {
            name: 90.0 for name in names if len(name) >= 2 and not name.isascii() and (name in text or text in name)
        }
        best: dict[str, tuple[float, str]] = {}
        for name, score in scored.items():
            for product in catalogue.names[name]:
                if chains[word] and not catalogue.chains.get(product, set()) & chains[word]:
                    continue
                ratio = fuzz.ratio(text, name)
                best[product] = max(best.get(product, (0.0, "")), ((score + ratio) / 2, name))
        shown = sorted(best.items(), key=lambda pair: (-pair[1][0], pair[0]))[:_SHOWN]
        if shown:
            candidates = tuple((product, catalogue.titles[product], round(score)) for product, (score, _) in shown)
            found[word] = Meaning(word, How.DOUBTFUL, (), candidates)


def read_product_decisions(path: Path) -> dict[str, tuple[str, ...]]:
    """The decided lines of a list of doubtful words: the products that a word means, none of its candidates, or several.

    Raises UsageError for a word that is neither same nor different.
    """
    found: dict[str, tuple[str, ...]] = {}
    for number, row in enumerate(_lines(path), start=2):
        decision = (row.get("decision") or "").strip().lower()
        if not decision:
            continue
        if decision not in SAME | DIFFERENT:
            raise UsageError("import.decision-unknown", name=path.name, number=number, word=decision)
        word = (row.get("word") or "").strip()
        if decision in SAME:
            found[word] = (*found.get(word, ()), (row.get("product") or "").strip())
        else:
            found.setdefault(word, ())
    return found


def _lines(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    encoding = look_csv(path).encoding or ENCODINGS[1]
    header, *rows = [row for _, row in csv_rows(path, encoding, strict=False, errors="replace") if row] or [[]]
    return [dict(zip(header, row, strict=False)) for row in rows]


class Asked(Protocol):
    """A word that a person is asked about, with what it may be: id, name and likeness."""

    @property
    def word(self) -> str: ...  # noqa: D102

    @property
    def candidates(self) -> tuple[tuple[str, str, float], ...]: ...  # noqa: D102


def write_product_doubts(doubts: Sequence[Asked], path: Path, kept: Path | None = None) -> None:
    """Writes the list for a person (UTF-8 with BOM), a line a candidate; lines that ``kept`` holds stay as they are."""
    rows = _lines(kept) if kept else []
    known = {row.get("word") for row in rows}
    rows += [row for doubt in doubts if doubt.word not in known for row in _asked(doubt)]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def _asked(doubt: Asked) -> Iterator[dict[str, str]]:
    for product, name, score in doubt.candidates:
        yield {"word": doubt.word, "product": product, "name": name, "score": f"{score:.0f}", "decision": ""}


def scope_words(text: str, catalogue: Catalogue) -> list[str]:
    """The names of products that a text of the scope of business holds, the longest at each place."""
    found: list[str] = []
    start = 0
    plain = "".join(narrow(text).split()).lower()
    longest = max((len(name) for name in catalogue.names), default=0)
    while start < len(plain):
        for end in range(min(len(plain), start + longest), start + 1, -1):
            if plain[start:end] in catalogue.names and not plain[start:end].isascii():
                found.append(plain[start:end])
                start = end
                break
        else:
            start += 1
    return list(dict.fromkeys(found))

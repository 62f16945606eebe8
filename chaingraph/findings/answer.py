"""What every question gives: its result as a sequence of its main rows, as plain values, a frame and a page."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, is_dataclass
from html import escape
from typing import Any, TypeVar, overload

from chaingraph.document import Document
from chaingraph.document.render import render
from chaingraph.errors import UsageError
from chaingraph.language import default_language

Row = TypeVar("Row", covariant=True)
_PAGE_HEIGHT = 600  # pixels in a notebook


class Answer(Sequence[Row]):
    """A result: ``len``, ``[i]`` and iteration go over its main rows."""

    @property
    @abstractmethod
    def main(self) -> Sequence[Row]:
        """The main rows."""

    def as_json(self) -> Any:
        """Plain values, as ``--format json`` writes them."""
        return asdict(self)  # type: ignore[call-overload]

    def remark(self, lang: str) -> str | None:
        """What has to be said beside the answer in ``zh`` or ``en``, None for nothing."""
        return None

    def to_frame(self) -> Any:
        """The main rows as a pandas DataFrame, a column a field. Raises UsageError where pandas is not installed."""
        try:
            import pandas as pd
        except ImportError:
            raise UsageError("answer.to-frame-needs-pandas") from None
        return pd.DataFrame([asdict(row) if is_dataclass(row) and not isinstance(row, type) else row for row in self])

    def document(self, lang: str | None = None) -> Document:
        """The answer laid out in ``zh`` or ``en`` (that of the environment when None).

        Raises UsageError for a result that no question gave, such as a changed copy.
        """
        laid_out: Callable[[str], Document] | None = self.__dict__.get("_laid_out")
        if laid_out is None:
            raise UsageError("answer.no-question-gave-it")
        return laid_out(lang or default_language())

    def laid_out_by(self, layout: Callable[[str], Document]) -> None:
        """Keeps how the answer is laid out; the question that gives it says so."""
        object.__setattr__(self, "_laid_out", layout)

    def _repr_html_(self) -> str | None:
        """The page of the answer, in a frame of its own, for notebooks; None for a result that no question gave."""
        if "_laid_out" not in self.__dict__:
            return None
        page = render(self.document(), "html").decode()
        return f'<iframe sandbox srcdoc="{escape(page)}" width="100%" height="{_PAGE_HEIGHT}" frameborder="0"></iframe>'

    def __getstate__(self) -> dict[str, Any]:
        return {key: value for key, value in self.__dict__.items() if key != "_laid_out"}

    def __len__(self) -> int:
        return len(self.main)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        return self.main[index]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.main)

"""methods.md: every analysis with its question, formula, edge cases and source, from its own docstrings."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable

from chaingraph import analyses
from tools.docs.pages import part, render


def _analysis(name: str, lang: str) -> dict[str, object]:
    function: Callable[..., object] = getattr(analyses, name)
    module = inspect.getmodule(function)
    signature = inspect.signature(function)
    result = next(
        (
            member
            for member in vars(module).values()
            if inspect.isclass(member)
            and member.__module__ == function.__module__
            and not member.__name__.startswith("_")
            and member.__name__ in str(signature.return_annotation)
        ),
        None,
    )
    return {
        "question": part((inspect.getdoc(module) or "").strip(), lang),
        "call": f"{name}{str(signature).replace(chr(39), '')}",
        "text": inspect.getdoc(function) or "",
        "result": result and {"name": result.__name__, "text": inspect.getdoc(result) or ""},
    }


def page(lang: str) -> str:
    """The page in one language; the docstrings are in English in both."""
    names = sorted(info.name for info in pkgutil.iter_modules(analyses.__path__))
    return render("methods", lang, analyses=[_analysis(name, lang) for name in names])

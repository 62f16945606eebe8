"""The one decorator of the functions that answer questions."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any, Concatenate, ParamSpec, TypeVar

from chaingraph.findings.answer import Answer
from chaingraph.findings.world import World, world
from chaingraph.questions.question import Question
from chaingraph.tables import Dataset

Given = ParamSpec("Given")
Result = TypeVar("Result")


def asked(
    function: Callable[Concatenate[World, Given], Result],
) -> Callable[Concatenate[World | Dataset, Given], Result]:
    """Takes a Dataset wherever the function takes a World, and tells its Answer how it is laid out."""
    package = function.__module__.rpartition(".")[0]

    def question() -> Question:
        found: Question = import_module(package).QUESTION
        return found

    def opened(given: Any) -> Any:
        return world(given, products=question().products) if isinstance(given, Dataset) else given

    @wraps(function)
    def answered(*given: Any, **options: Any) -> Result:
        worlds = [opened(data) for data in given]
        named = {name: opened(data) for name, data in options.items()}
        answer = function(*worlds, **named)
        if isinstance(answer, Answer):
            of = [known for known in (*worlds, *named.values()) if isinstance(known, World)]
            answer.laid_out_by(lambda lang: question().document(of[-1], answer, lang))
        return answer

    return answered

"""Packages whose names are loaded when they are first used (PEP 562): a command loads what it needs and no more."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from types import ModuleType


class _Package(ModuleType):
    """A package with functions that bear the names of their own modules: ``package.name`` is always the function."""

    def __setattr__(self, name: str, value: object) -> None:
        if isinstance(value, ModuleType) and self.__dict__["_modules"].get(name) == value.__name__:
            value = getattr(value, name)  # the import system binds a loaded module to its package
        super().__setattr__(name, value)


def late(package: str, modules: Mapping[str, str]) -> Callable[[str], object]:
    """The ``__getattr__`` of a package; ``modules`` says of each name of the package which module holds it."""
    own = sys.modules[package]
    own.__dict__["_modules"] = modules
    own.__class__ = _Package

    def find(name: str) -> object:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(modules[name]), name)
        own.__dict__[name] = value
        return value

    return find

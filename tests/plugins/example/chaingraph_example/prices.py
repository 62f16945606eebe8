"""An adapter that is a map alone."""

from __future__ import annotations

from pathlib import Path

from chaingraph.tables.adapters import adapter_of

ADAPTER = adapter_of(Path(__file__).with_name("prices.toml"))

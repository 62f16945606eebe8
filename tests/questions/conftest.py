"""One province, opened once, for every test that changes nothing of it."""

from __future__ import annotations

import pytest

from chaingraph.findings.world import World
from tests.questions.province import province as opened


@pytest.fixture(scope="session")
def province() -> World:
    return opened()

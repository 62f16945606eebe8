"""The language of the environment."""

from __future__ import annotations

import locale
import os
import re

from chaingraph.catalogue import FALLBACK, LANGUAGES


def default_language() -> str:
    """The language of the environment's locale where there is a catalogue of it, else English."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    of_locale = (named or locale.getlocale()[0] or "").lower()
    if of_locale.startswith("chinese"):  # as Windows calls it
        return "zh"
    return next((lang for lang in LANGUAGES if re.split("[-_.@]", of_locale)[0] == lang), FALLBACK)

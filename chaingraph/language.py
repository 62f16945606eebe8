"""The language of the environment."""

from __future__ import annotations

import locale
import os


def default_language() -> str:
    """The language of the environment: zh where the locale says so, else en."""
    told = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if (told or (locale.getlocale()[0] or "")).lower().startswith(("zh", "chinese")) else "en"

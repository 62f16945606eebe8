"""What holds for every test."""

from __future__ import annotations

import signal
import threading

from hypothesis import settings

# How long an example takes is the machine's business: no test fails because another was running beside it. The examples
# are the same each time: a run tells of the change that was made, `--hypothesis-seed` looks for others.
settings.register_profile("unhurried", deadline=None, derandomize=True)
settings.load_profile("unhurried")

# A run in the background has Ctrl+C ignored, and so would every process it starts; a handler is not handed on, but
# the default that is then in its place.
if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

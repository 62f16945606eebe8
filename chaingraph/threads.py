"""Work that blocks, beside an event loop that goes on."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any, TypeVar

Result = TypeVar("Result")


async def in_thread(work: Callable[..., Result], *args: Any) -> Result:
    """What ``work(*args)`` gives, computed in a thread of its own that does not keep the process from ending.

    The threads of an executor would: the interpreter waits for them. Cancelling leaves the thread to itself.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[Result] = loop.create_future()

    def tell(result: Any, error: BaseException | None) -> None:
        if outcome.done():
            return
        if error is None:
            outcome.set_result(result)
        else:
            outcome.set_exception(error)

    def run() -> None:
        result, fault = None, None
        try:
            result = work(*args)
        except BaseException as error:
            fault = error
        try:
            loop.call_soon_threadsafe(tell, result, fault)
        except RuntimeError:  # the loop has ended meanwhile: nobody is waiting
            return

    threading.Thread(target=run, daemon=True).start()
    return await outcome

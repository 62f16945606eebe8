"""SPARQL that reaches no network: the rule for its text, and processes of their own that answer it within limits.

A query is answered by :mod:`chaingraph.graph.worker`, a child process that has shut its own network where the kernel
can do that (Linux) and is bounded in time, memory and rows. On every platform a text that holds the word SERVICE, by
which a query asks another server, is refused before.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from chaingraph.errors import UsageError
from chaingraph.graph import worker as program
from chaingraph.schema import PREFIXES
from chaingraph.threads import in_thread

LONGEST = 1_000_000  # letters of a query
ANSWER_BYTES = 1_000_000_000  # of one answer
PAGE_BYTES = 5_000_000  # of the rows that a page shows
SOLUTIONS = ("json", "xml", "csv", "tsv", "page")
TRIPLES = ("TURTLE", "N_TRIPLES", "RDF_XML", "JSON_LD", "N_QUADS", "TRIG")
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_USED_UP = 1 << 28  # bytes that a worker has come to hold, beyond which it is not used again
_Files = Iterable[tuple[Path, str, str | None]]


class QueryError(UsageError):
    """A query without an answer. ``kind``: ``text`` (not allowed), ``syntax``, ``form`` (of the answer), ``time``,
    ``memory``, ``rows``, ``size``, ``depth``, ``busy``, ``stopped`` or ``failed``.
    """

    def __init__(self, kind: str, key: str, /, **arguments: object) -> None:
        self.kind = kind
        super().__init__(key, **arguments)


@dataclass(frozen=True)
class Limits:
    """What one query may take: ``seconds``, ``memory`` in bytes beyond the data, and ``rows`` of the answer."""

    seconds: float = 60.0
    memory: int = 2_000_000_000
    rows: int = 1_000_000


@dataclass(frozen=True)
class Question:
    """A query and the forms that its answer may have: one of :data:`SOLUTIONS`, one of :data:`TRIPLES`, None where
    none will do.

    ``default`` and ``named``: graphs (IRIs) in place of those that the text names. ``page``: the first rows as plain
    values. ``cut``: triples beyond the limit are left out, and that is told; otherwise too many of anything is an
    error.
    """

    text: str
    solutions: str | None = "json"
    triples: str | None = "TURTLE"
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    cut: bool = False
    sorted: bool = False


@dataclass(frozen=True)
class Told:
    """An answer: its ``kind`` (``solutions``, ``boolean`` or ``triples``), the file it is in, and whether there was
    ``more``.
    """

    kind: str
    path: Path
    more: bool


def checked(text: str) -> str:
    r"""The text, when it may be asked. Raises QueryError when it is too long or holds the word SERVICE in any letter
    case, anywhere: in strings, comments and names too, and written with SPARQL's escapes (``\uXXXX``, ``\UXXXXXXXX``)
    too.

    No part of the text is told from another. Whether a word stands in a string only a parser knows, and one that is
    wrong about it lets queries ask other servers. ``1SERVICE`` and ``SERVICESILENT`` are taken for the word by parsers,
    so no space around it is asked for.
    """
    if len(text) > LONGEST:
        raise QueryError("text", "graph.query-too-many-letters", most=LONGEST)
    seen = text
    while True:
        if "SERVICE" in seen.upper() or "service" in seen.casefold():
            raise QueryError("text", "graph.query-with-service")
        decoded = _decoded(seen)
        if decoded == seen:
            return text
        seen = decoded


def _decoded(text: str) -> str:
    """The text with its codepoint escapes as letters, wherever they stand."""
    parts = text.split("\\")
    kept = [parts[0]]
    for part in parts[1:]:
        digits = part[1 : {"u": 5, "U": 9}.get(part[:1], 1)]
        try:
            if len(digits) < 4 or not digits.isalnum():
                raise ValueError
            kept.append(chr(int(digits, 16)) + part[1 + len(digits) :])
        except (ValueError, OverflowError):
            kept.append("\\" + part)
    return "".join(kept)


def is_update(text: str) -> bool:
    """Whether a text that is no query begins as an update does, behind its prefixes and comments. For the message
    only.
    """
    rest = text.strip()
    while rest:
        if rest.startswith("#"):
            rest = rest.partition("\n")[2].lstrip()
            continue
        word = rest.split(None, 1)[0].split("{")[0].upper()
        if word not in ("PREFIX", "BASE"):
            return word in _UPDATES
        rest = rest.partition(">")[2].lstrip()
    return False


def at_fault(text: str, why: str) -> QueryError:
    """The error for a text that the engine does not take."""
    if is_update(text):
        return QueryError("syntax", "graph.query-is-an-update")
    why = " ".join(why.split())
    return QueryError("syntax", "graph.query-does-not-parse", reason=why)


class Worker:
    """One process of :mod:`chaingraph.graph.worker`, and the talk with it. Not for several threads at once, but for
    :meth:`kill`.
    """

    def __init__(self, limits: Limits, *, patient: bool = False) -> None:
        """Starts it; ``patient`` lets other processes of this machine go first. Raises UsageError when it does not
        start.
        """
        self.limits, self.patient = limits, patient
        self._late = self._killed = self._limited = False
        self._owed = 0  # answers to come
        kept = ("SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
        words = [sys.executable, "-I", "-S", str(Path(program.__file__)), str(Path(ox.__file__).parent.parent)]
        apart: dict[str, Any] = {"process_group": 0} if os.name == "posix" else {}  # Ctrl+C is the parent's matter
        try:
            self._process = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                env={name: os.environ[name] for name in kept if name in os.environ},
                **apart,
            )
        except OSError as error:
            raise self._unstarted(error.strerror or str(error)) from error
        self._shut: bool | None = None

    @property
    def shut(self) -> bool:
        """Whether the process has shut its own network; elsewhere the rule for the text stands alone."""
        return self._hello()

    def load(self, files: _Files) -> None:
        """Has it read files into its memory (path, ``ttl``, ``nt`` or ``nq``, the graph of their triples). Does not
        wait.
        """
        self._send(do="load", files=[[str(path), form, graph] for path, form, graph in files])

    def open(self, store: Path) -> None:
        """Has it use the store in a folder. Does not wait."""
        self._send(do="open", path=str(store))

    def ask(self, question: Question, out: Path) -> Told:
        """Answers into the file ``out``. The text is asked as it is: see :func:`checked`. Raises QueryError."""
        self.ready()
        answer = self._asked(question, out)
        if answer is None:
            raise self._ended()
        if "error" in answer:
            raise self._refusal(question, answer["error"], answer["text"])
        return Told(answer["kind"], out, bool(answer.get("more")))

    def ready(self) -> None:
        """Waits until all that it was told to read is there. Raises QueryError when something cannot be read."""
        if not self._limited:
            self._send(do="limit", memory=self.limits.memory, patient=self.patient)
            self._limited = True
        while self._owed:
            answer = self._answer()
            if answer is None:
                raise self._ended()
            if "error" in answer:
                raise QueryError("failed", "graph.store-unreadable", reason=answer["text"])

    def kill(self) -> None:
        """Ends the process at once, from whatever thread; a question under way gets its error."""
        self._killed = True
        self._process.kill()

    def close(self) -> None:
        """Ends the process and waits for its end."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def worn(self) -> bool:
        """Whether it is not to be used again: it is being ended, or holds so much memory (known on Linux alone) that a
        new one is better.
        """
        if self._late or self._killed:
            return True
        try:
            pages = int(Path(f"/proc/{self._process.pid}/statm").read_text("ascii").split()[1])
        except (OSError, ValueError, IndexError):
            return False
        return pages * 4096 > _USED_UP

    def _asked(self, question: Question, out: Path) -> dict[str, Any] | None:
        size = PAGE_BYTES if question.solutions == "page" else ANSWER_BYTES
        timer = threading.Timer(self.limits.seconds, self._too_late)
        timer.daemon = True
        timer.start()
        try:
            self._send(
                do="ask",
                text=question.text,
                out=str(out),
                prefixes=PREFIXES,
                default=question.default,
                named=question.named,
                solutions=question.solutions,
                triples=question.triples,
                cut=question.cut,
                sorted=question.sorted,
                rows=self.limits.rows,
                size=size,
                seconds=self.limits.seconds,
            )
            return self._answer()
        finally:
            timer.cancel()

    def _too_late(self) -> None:
        self._late = True
        self._process.kill()

    def _send(self, **request: Any) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError, OSError):  # it has ended: its answer will not come
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        self._owed += 1

    def _answer(self) -> dict[str, Any] | None:
        self._hello()
        self._owed -= 1
        return self._line()

    def _hello(self) -> bool:
        """Its first line, which comes before any answer."""
        if self._shut is None:
            hello = self._line()
            if hello is None:
                raise self._ended() if self._killed else self._unstarted(f"{self._process.wait()}")
            self._shut = bool(hello["shut"])
        return self._shut

    def _line(self) -> dict[str, Any] | None:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        return json.loads(line) if line.endswith("\n") else None

    def _unstarted(self, why: str) -> UsageError:
        return UsageError("graph.query-process-did-not-start", reason=why)

    def _ended(self) -> QueryError:
        """The error for a process that is no more."""
        code = self._process.wait()
        if self._killed:
            return QueryError("stopped", "graph.query-stopped")
        if self._late:
            return self._refusal(None, "time", "")
        if code in (-11, -10, 0xC00000FD - (1 << 32), 0xC00000FD):  # SIGSEGV, SIGBUS, STATUS_STACK_OVERFLOW
            return QueryError("depth", "graph.query-too-deep")
        if code in (-6, -9, program.OUT_OF_MEMORY):  # allocations that fail abort; the system kills when all is used up
            return self._refusal(None, "memory", "")
        if code == -24:  # SIGXCPU
            return self._refusal(None, "time", "")
        return QueryError("failed", "graph.query-process-ended", code=code)

    def _refusal(self, question: Question | None, kind: str, why: str) -> QueryError:
        limits = self.limits
        if kind == "time":
            return QueryError(kind, "graph.query-too-slow", seconds=limits.seconds)
        if kind == "memory":
            return QueryError(kind, "graph.query-needs-too-much-memory", gigabytes=limits.memory / 1e9)
        if kind == "rows":
            return QueryError(kind, "graph.answer-has-too-many-rows", n=limits.rows)
        if kind == "size":
            return QueryError(kind, "graph.answer-too-large")
        if kind == "form":
            return QueryError(kind, "graph.answer-not-in-that-form")
        if kind == "syntax" and question is not None:
            return at_fault(question.text, why)
        return QueryError("failed", "graph.query-failed", reason=" ".join(why.split()))


@dataclass
class _Job:
    """A question under way: its worker once there is one, and whether it is still wanted."""

    worker: Worker | None = None
    unwanted: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def give(self, worker: Worker) -> None:
        with self.lock:
            self.worker = worker
            if self.unwanted:
                worker.kill()

    def let_go(self) -> bool:
        """The worker is no more this job's to stop; False when it has been stopped."""
        with self.lock:
            self.worker = None
            return not self.unwanted

    def stop(self) -> None:
        with self.lock:
            self.unwanted = True
            if self.worker is not None:
                self.worker.kill()


def _forget(done: asyncio.Future[Told], out: Path) -> None:
    """Nobody wants the answer any more."""
    if not done.cancelled():
        done.exception()  # else asyncio would tell of an error that nobody has seen
    out.unlink(missing_ok=True)


class Workers:
    """A few processes over one store on the disk, for an event loop: some questions at once, some waiting, no more.

    A question whose task is cancelled is stopped, and its process ended. Whoever asks removes the file of the answer.
    """

    def __init__(self, store: Path, scratch: Path, limits: Limits, at_once: int = 2, waiting: int = 8) -> None:
        """``scratch`` is a folder for the answers. Nothing is started yet."""
        self.store, self.scratch, self.limits = store, scratch, limits
        self.at_once, self.most_waiting = at_once, waiting
        self._free = at_once
        self._queue: list[asyncio.Future[None]] = []
        self._idle: list[Worker] = []
        self._under_way: dict[int, _Job] = {}
        self._number = 0
        self._closed = False

    def start(self) -> bool:
        """Starts a first process, so that the first question does not wait for it; whether its network is shut.

        Raises UsageError when the store cannot be read.
        """
        worker = self._new()
        worker.ready()
        self._idle.append(worker)
        return worker.shut

    async def ask(self, question: Question) -> Told:
        """Answers a question whose text is allowed (:func:`checked`). Raises QueryError, of kind ``busy`` when too
        many wait.
        """
        checked(question.text)
        await self._turn()
        self._number += 1
        number = self._number
        job = _Job()
        self._under_way[number] = job
        out = self.scratch / f"answer-{number}"
        work = asyncio.ensure_future(in_thread(self._work, job, question, out))
        work.add_done_callback(lambda _: self._done(number))
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            job.stop()
            work.add_done_callback(lambda done: _forget(done, out))
            raise
        except BaseException:
            out.unlink(missing_ok=True)
            raise

    def close(self) -> None:
        """Stops every question and ends every process."""
        self._closed = True
        for job in list(self._under_way.values()):
            job.stop()
        while self._idle:
            self._idle.pop().close()

    async def _turn(self) -> None:
        if self._closed:
            raise QueryError("stopped", "graph.server-is-ending")
        if self._free:
            self._free -= 1
            return
        if len(self._queue) >= self.most_waiting:
            raise QueryError("busy", "graph.too-many-queries")
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn in self._queue:
                self._queue.remove(turn)
            elif not turn.cancelled():  # its turn had come
                self._next()
            raise

    def _next(self) -> None:
        while self._queue:
            turn = self._queue.pop(0)
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    def _done(self, number: int) -> None:
        del self._under_way[number]
        self._next()

    def _new(self) -> Worker:
        worker = Worker(self.limits, patient=True)
        worker.open(self.store)
        return worker

    def _work(self, job: _Job, question: Question, out: Path) -> Told:
        """In a thread of its own: an idle process or a new one answers, and is idle again when all is well with it."""
        try:
            worker = self._idle.pop()
        except IndexError:
            worker = self._new()
        job.give(worker)
        well = False
        try:
            reply = worker.ask(question, out)
            well = True
            return reply
        except QueryError as error:
            well = error.kind in ("syntax", "rows", "size", "form")
            raise
        finally:
            if job.let_go() and well and not (self._closed or worker.worn):
                self._idle.append(worker)
                if self._closed:  # meanwhile
                    self.close()
            else:
                worker.close()

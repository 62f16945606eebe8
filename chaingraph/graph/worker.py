"""A process that answers SPARQL and can reach no network. Run by its path, ``python -I -S worker.py FOLDER``, with the
folder that holds pyoxigraph; it imports nothing of this package, so that it starts in a few hundredths of a second.

Requests are lines of JSON on standard input, answers lines of JSON on standard output, in order; the first line says
whether the network is shut. A question's answer goes into the file that the question names. The process ends when its
input does, whatever it is doing.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import platform
import queue
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

STACK = 1 << 29  # bytes of address space for one thread, taken as they are needed: queries nest
OUT_OF_MEMORY = 77  # exit code

# System calls by which a process gets at a network, or at a ring that makes them for it (io_uring), by the machine's
# ABI.
_X86_64 = (0xC000003E, (41, 42, 43, 44, 46, 49, 50, 53, 288, 307, 425, 426, 427))
_AARCH64 = (0xC00000B7, (198, 199, 200, 201, 202, 203, 206, 211, 242, 269, 425, 426, 427))
_X32_BIT = 0x40000000  # the same calls by other numbers on x86_64
_ALLOW, _EACCES, _KILL = 0x7FFF0000, 0x00050000 | 13, 0x80000000


class _Refused(Exception):
    """Why a question has no answer: a kind for the parent, and words."""

    def __init__(self, kind: str, text: str = "") -> None:
        self.kind, self.text = kind, text
        super().__init__(text)


def shut_network() -> bool:
    """Takes away, for good, every way for this process and its threads to open or use a socket. False where the kernel
    cannot.
    """
    abi = {"x86_64": _X86_64, "aarch64": _AARCH64}.get(platform.machine())
    if not sys.platform.startswith("linux") or abi is None or struct.calcsize("P") != 8:
        return False
    arch, calls = abi
    load, equal, at_least, end = 0x20, 0x15, 0x35, 0x06  # BPF: load a word, jump if equal, jump if at least, return
    steps = [(load, 0, 0, 4), (equal, 1, 0, arch), (end, 0, 0, _KILL), (load, 0, 0, 0)]
    if arch == _X86_64[0]:
        steps += [(at_least, 0, 1, _X32_BIT), (end, 0, 0, _KILL)]
    for call in calls:
        steps += [(equal, 0, 1, call), (end, 0, 0, _EACCES)]
    steps.append((end, 0, 0, _ALLOW))
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(code)))
    try:
        prctl = ctypes.CDLL(None, use_errno=True).prctl
    except (OSError, AttributeError):
        return False
    word = ctypes.c_ulong
    no_new_privileges = prctl(38, word(1), word(0), word(0), word(0)) == 0  # PR_SET_NO_NEW_PRIVS
    return no_new_privileges and bool(
        prctl(22, word(2), program, word(0), word(0)) == 0
    )  # PR_SET_SECCOMP, with a filter


class _Out:
    """The file of an answer, no larger than is allowed; counts the rows of what is written as it goes by."""

    def __init__(self, file: IO[bytes], form: str, rows: int, size: int) -> None:
        self.file, self.rows_left, self.left = file, rows, size
        self._rows_of: Callable[[bytes], int] = getattr(self, f"_{form}")
        self._tail, self._quoted, self._separators = b"", False, b""
        self.rows = -1 if form in ("csv", "tsv") else 0  # a head line
        if form == "json":
            self.rows = 1  # between n rows stand n - 1 separators

    def write(self, data: bytes) -> int:
        """Writes on. Raises _Refused when there are more rows or bytes than are allowed."""
        self.left -= len(data)
        if self.left < 0:
            raise _Refused("size")
        self.rows += self._rows_of(data)
        if self.rows > self.rows_left:
            raise _Refused("rows")
        return self.file.write(data)

    def flush(self) -> None:
        """Nothing is held back here."""

    def _triples(self, _: bytes) -> int:
        return 0  # counted one by one

    def _tsv(self, data: bytes) -> int:
        return data.count(b"\n")  # line ends of values are escaped

    def _xml(self, data: bytes) -> int:
        mark = b"<result>"  # the sign < of values is escaped
        text = self._tail + data
        self._tail = text[-len(mark) + 1 :]
        return text.count(mark)

    def _csv(self, data: bytes) -> int:
        parts = data.split(b'"')  # doubled quotes of values open and close at once
        outside = parts[self._quoted :: 2]
        self._quoted ^= len(parts) % 2 == 0
        return sum(part.count(b"\n") for part in outside)

    def _json(self, data: bytes) -> int:
        text = self._tail + data
        whole = text.rstrip(b"\\")
        self._tail = text[len(whole) :]
        parts = whole.replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')
        outside = parts[self._quoted :: 2]
        self._quoted ^= len(parts) % 2 == 0
        text = self._separators + b'"'.join(outside) + (b'"' if self._quoted else b"")
        self._separators = text[-2:]
        return text.count(b"},{")  # only between rows: within a row a name stands before each brace


class Worker:
    """Holds a store and answers questions of it, one after the other."""

    def __init__(self) -> None:
        import pyoxigraph

        self.ox: Any = pyoxigraph
        self.store: Any = pyoxigraph.Store()
        self.niced = False

    def load(self, files: list[list[str | None]]) -> dict[str, Any]:
        """Adds files (path, ``ttl``, ``nt`` or ``nq``, and the graph of triples) to a store in memory."""
        for path, suffix, graph in files:
            place = {} if graph is None else {"to_graph": self.ox.NamedNode(graph)}
            form = self.ox.RdfFormat.from_extension(suffix)
            read = self.store.load if suffix == "ttl" else self.store.bulk_load  # the slower one is quicker for few
            read(path=path, format=form, **place)
        return {}

    def open(self, path: str) -> dict[str, Any]:
        """Takes a store on the disk in place of the one in memory. Nothing can be written to it."""
        self.store = self.ox.Store.read_only(path)
        return {}

    def limit(self, memory: int, patient: bool) -> dict[str, Any]:
        """Bounds what the process may take from here on, beyond what it has; ``patient`` lets others go first."""
        if patient and hasattr(os, "nice"):
            os.nice(5)
        try:
            import resource
        except ImportError:  # Windows
            return {"bounded": False}
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform.startswith("linux"):
            now = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
            with contextlib.suppress(ValueError, OSError):  # a lower bound is set already
                resource.setrlimit(resource.RLIMIT_AS, (now + memory, now + memory))
            return {"bounded": True}
        now = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

        def watch() -> None:
            while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < now + memory:
                time.sleep(0.05)
            os._exit(OUT_OF_MEMORY)

        threading.Thread(target=watch, daemon=True).start()
        return {"bounded": True}

    def ask(self, text: str, out: str, **how: Any) -> dict[str, Any]:
        """Answers one question into the file ``out``. Raises _Refused."""
        self._bound_time(how["seconds"])
        graphs: dict[str, Any] = {}
        if how["default"] or how["named"]:  # either of them replaces what the text says
            graphs["default_graph"] = [self.ox.NamedNode(name) for name in how["default"]]
            graphs["named_graphs"] = [self.ox.NamedNode(name) for name in how["named"]]
        with Path(out).open("wb") as file:
            found = self.store.query(text, prefixes=how["prefixes"], **graphs)
            if isinstance(found, self.ox.QueryTriples):
                return self._triples(found, file, how)
            if how["solutions"] is None:
                raise _Refused("form")
            if how["solutions"] == "page":
                return self._page(found, file, how)
            form = how["solutions"]
            if isinstance(found, self.ox.QueryBoolean):
                found.serialize(file, format=getattr(self.ox.QueryResultsFormat, form.upper()))
                return {"kind": "boolean"}
            counted = _Out(file, form, how["rows"], how["size"])
            found.serialize(counted, format=getattr(self.ox.QueryResultsFormat, form.upper()))
            return {"kind": "solutions"}

    def _page(self, found: Any, file: IO[bytes], how: dict[str, Any]) -> dict[str, Any]:
        """The first rows as plain text, and whether there were more."""
        if isinstance(found, self.ox.QueryBoolean):
            file.write(json.dumps({"boolean": bool(found)}).encode())
            return {"kind": "boolean"}
        rows: list[list[str]] = []
        more, left = False, how["size"]
        for row in found:
            more = len(rows) == how["rows"]
            if more:
                break
            rows.append(["" if term is None else getattr(term, "value", str(term)) for term in row])
            left -= sum(map(len, rows[-1]))
            if left < 0:
                raise _Refused("size")
        reply = {"columns": [variable.value for variable in found.variables], "rows": rows}
        file.write(json.dumps(reply).encode())
        return {"kind": "solutions", "more": more}

    def _triples(self, found: Any, file: IO[bytes], how: dict[str, Any]) -> dict[str, Any]:
        if how["triples"] is None:
            raise _Refused("form")
        counted = _Out(file, "triples", how["rows"], how["size"])
        more = False

        def no_more_than_allowed() -> Iterator[Any]:
            nonlocal more
            for number, triple in enumerate(found):
                if number >= how["rows"]:
                    if not how["cut"]:
                        raise _Refused("rows")
                    more = True
                    return
                yield triple

        statements: Any = no_more_than_allowed()
        if how["sorted"]:
            statements = sorted(set(statements), key=str)
        form = getattr(self.ox.RdfFormat, how["triples"])
        prefixes = {name: base for name, base in how["prefixes"].items() if name != "rdf"}
        self.ox.serialize(statements, counted, format=form, prefixes=prefixes)
        return {"kind": "triples", "more": more}

    def _bound_time(self, seconds: float) -> None:
        """The system ends this process should its parent not do so in time."""
        try:
            import resource
        except ImportError:
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        until = int(used.ru_utime + used.ru_stime + seconds) + 10
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def answers(requests: queue.SimpleQueue[str], tell: Callable[[dict[str, Any]], None]) -> None:
    """Works off requests for ever."""
    worker: Worker | None = None
    while True:
        request = json.loads(requests.get())
        try:
            worker = worker or Worker()
            reply = getattr(worker, request.pop("do"))(**request)
        except _Refused as error:
            reply = {"error": error.kind, "text": error.text}
        except MemoryError:
            reply = {"error": "memory", "text": ""}
        except (SyntaxError, ValueError) as error:
            reply = {"error": "syntax", "text": str(error)}
        except BaseException as error:  # a panic of the engine is no Exception
            reply = {"error": "failed", "text": str(error) or type(error).__name__}
        tell(reply)


def main() -> None:
    """The program."""
    shut = shut_network()  # first of all: what is imported or started from here on inherits it
    sys.path.append(sys.argv[1])
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer

    def tell(reply: dict[str, Any]) -> None:
        out.write(json.dumps(reply) + "\n")
        out.flush()

    tell({"shut": shut})
    requests: queue.SimpleQueue[str] = queue.SimpleQueue()
    for stack in (STACK, STACK >> 2, STACK >> 4, 0):
        try:
            threading.stack_size(stack)
            threading.Thread(target=answers, args=(requests, tell), daemon=True).start()
            break
        except (ValueError, RuntimeError, OSError):  # not so much address space
            continue
    threading.stack_size(0)
    for line in sys.stdin:
        requests.put(line)
    os._exit(0)


if __name__ == "__main__":
    main()

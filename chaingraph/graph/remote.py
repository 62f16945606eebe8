"""A SPARQL 1.1 endpoint as a dataset: only the classes and properties of the schema are asked for, table by table.

What comes back goes the way of an RDF file (:mod:`chaingraph.graph.rows`), so it is checked like any other data. Only
the address that the user named is asked: no redirect is followed, no SERVICE is used.
"""

from __future__ import annotations

import base64
import http.client
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from email.message import Message
from typing import IO, Any, NoReturn, cast

import pyoxigraph as ox

from chaingraph.catalogue import Spoken, message
from chaingraph.errors import DataError, UsageError
from chaingraph.graph.quads import LIST_ORDER, SHORTCUTS
from chaingraph.graph.rows import rows_of
from chaingraph.guard import Unreadable, each, read, read_native
from chaingraph.schema import CG, SCHEMA, Table, expand
from chaingraph.tables import Progress, Raw, says

SILENCE_SECONDS = 60.0  # without a byte
ANSWER_SECONDS = 900.0  # for one answer
PAGE = 50_000  # statements an answer; a server that gives fewer at a time is asked again
MOST_STATEMENTS = 5_000_000
MOST_BYTES = 2_000_000_000  # of one answer
_LOCAL = ("127.0.0.1", "localhost", "::1")
_ACCEPT = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def read_remote(address: str, progress: Progress | None = None) -> Raw:
    """All tables that the endpoint at ``address`` tells, as raw tables to be checked.

    ``address`` is ``http(s)://host[:port]/path`` of the query service, ``sparql+`` before it if one likes; a user and
    password in it are sent as HTTP Basic authentication. Its default graph is read, its named graphs where that has no
    such data. Raises UsageError when it cannot be asked (no answer, an HTTP error, a web page, too much data) and
    DataError when what it answers is cut short, not what was asked for, or uses blank nodes where the tables need
    names.
    """
    endpoint = _Endpoint(address)
    named = endpoint.holds_named()
    store = ox.Store()
    total = 0
    for table in SCHEMA.tables.values():
        if progress:
            progress(table.name)
        count = endpoint.count(table, named)
        total += count
        if total > MOST_STATEMENTS:
            raise UsageError("graph.endpoint-holds-too-much", most=MOST_STATEMENTS)
        store.bulk_extend(ox.Quad(*triple) for triple in endpoint.statements(table, named, count))
    return rows_of(store, progress)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follows nothing: urllib then raises the redirect as an HTTPError."""
        return


class _Endpoint:
    """Questions to one address, and the reading of its answers."""

    def __init__(self, address: str) -> None:
        self.url, self.headers = _parsed(address)
        self.name = self.url
        host = urllib.parse.urlsplit(self.url).hostname or ""
        proxies = urllib.request.ProxyHandler({} if host in _LOCAL else None)
        self.opener = urllib.request.build_opener(proxies, _NoRedirect)

    def holds_named(self) -> bool:
        """Whether the data stand in named graphs only. Raises DataError when there are none at all."""
        classes = " ".join(f"<{expand(table.cls)}>" for table in SCHEMA.tables.values())
        for named, pattern in ((False, "?s a ?c"), (True, "GRAPH ?g { ?s a ?c }")):
            found: Any = self._ask(f"ASK {{ VALUES ?c {{ {classes} }} {pattern} }}")
            holds = bool(found) if isinstance(found, ox.QueryBoolean) else None
            found = None  # as in _solutions
            if holds is None:
                self._at_fault(message("graph.answer-is-no-truth"))
            if holds:
                return named
        self._at_fault(message("graph.endpoint-has-no-such-data"))

    def count(self, table: Table, named: bool) -> int:
        """Number of statements about the rows of a table."""
        inner = _pattern(table, named)
        where = f"{{ SELECT DISTINCT ?s ?p ?o WHERE {{ {inner} }} }}" if named else inner
        counts = [cell for (cell,) in self._solutions(f"SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}", ("n",))]
        if len(counts) != 1 or not isinstance(counts[0], ox.Literal) or not counts[0].value.isdigit():
            self._at_fault(message("graph.answer-is-no-count"))
        return int(counts[0].value)

    def statements(self, table: Table, named: bool, count: int) -> Iterator[tuple[Any, Any, Any]]:
        """The statements about the rows of a table, exactly ``count`` of them.

        At once when they are few, else, or when the server gives only some of them, ordered and in parts.
        """
        query = f"SELECT {'DISTINCT ' if named else ''}?s ?p ?o WHERE {{ {_pattern(table, named)} }}"
        if count == 0:
            return
        if count <= PAGE:
            found = self._solutions(query, ("s", "p", "o"))
            if len(found) == count:
                yield from (self._checked(row, whole=True) for row in found)
                return
        seen = 0
        while seen < count:
            got = 0
            for terms in self._solutions(f"{query} ORDER BY ?s ?p ?o LIMIT {PAGE} OFFSET {seen}", ("s", "p", "o")):
                got += 1
                if seen + got > count:
                    break
                yield self._checked(terms, whole=False)
            seen += got
            if got == 0 or seen > count:
                self._at_fault(message("graph.statements-are-missing", table=table.name, n=count, came=seen))

    def _checked(self, row: tuple[_Term | None, ...], *, whole: bool) -> tuple[Any, Any, Any]:
        subject, predicate, value = row
        blank = isinstance(subject, ox.BlankNode) and not whole
        if blank or isinstance(value, ox.BlankNode):
            self._at_fault(message("graph.endpoint-uses-blank-nodes"))
        right = isinstance(subject, ox.NamedNode | ox.BlankNode) and isinstance(predicate, ox.NamedNode)
        if not right or not isinstance(value, ox.NamedNode | ox.Literal):
            self._at_fault(message("graph.answer-lacks-variables"))
        return subject, predicate, value

    def _solutions(self, query: str, names: tuple[str, ...]) -> list[tuple[_Term | None, ...]]:
        """The rows of an answer, no more than one over :data:`PAGE`."""
        found: Any = self._ask(query)
        rows: list[tuple[_Term | None, ...]] = []
        try:
            if not isinstance(found, ox.QuerySolutions) or not set(names) <= {
                variable.value for variable in found.variables
            }:
                self._at_fault(message("graph.answer-has-other-columns"))
            for solution in each(found):
                rows.append(tuple(solution[name] for name in names))
                if len(rows) > PAGE:
                    break
        except Unreadable as error:
            self._broken(error)
        finally:
            found = None  # to be let go of in the thread that made it, not whenever an error's traceback is
        return rows

    def _ask(self, query: str) -> Any:
        body = urllib.parse.urlencode({"query": query}).encode()
        request = urllib.request.Request(self.url, data=body, headers=self.headers, method="POST")
        try:
            answer: Any = read(self.opener.open, request, timeout=SILENCE_SECONDS)
        except Unreadable as error:
            if isinstance(error.cause, urllib.error.HTTPError):
                raise self._refused(error.cause) from error
            reason = getattr(error.cause, "reason", error.cause)
            why = _plain(getattr(reason, "strerror", None) or str(reason) or type(reason).__name__)
            raise UsageError("graph.endpoint-does-not-answer", endpoint=self.name, reason=why) from error
        kind = answer.headers.get_content_type()
        form = ox.QueryResultsFormat.from_media_type(kind)
        if form is None:
            answer.close()
            raise UsageError("graph.endpoint-answers-otherwise", endpoint=self.name, kind=_plain(kind))
        try:
            return read_native(ox.parse_query_results, cast("IO[bytes]", _Body(answer, self.name)), format=form)
        except Unreadable as error:
            self._broken(error)

    def _refused(self, error: urllib.error.HTTPError) -> UsageError:
        with error:
            if 300 <= error.code < 400:
                where = _plain(error.headers.get("Location") or "?")
                return UsageError("graph.endpoint-redirects", endpoint=self.name, address=where)
            status = f"HTTP {error.code} {_plain(error.reason or '')}".strip()
            body = _said(error.headers, error)
        reason = f"{status}: {body}" if body else status
        if error.code in (401, 403):
            return UsageError("graph.endpoint-wants-a-password", endpoint=self.name, reason=reason)
        return UsageError("graph.endpoint-refuses-the-query", endpoint=self.name, reason=reason)

    def _broken(self, error: Unreadable) -> NoReturn:
        self._at_fault(message("graph.answer-breaks-off", reason=error.why))

    def _at_fault(self, reason: Spoken) -> NoReturn:
        raise DataError([says.broken_answer(self.name, reason)])


class _Body:
    """An answer as it is read: no longer and no larger than is allowed."""

    def __init__(self, answer: IO[bytes], name: str) -> None:
        self.answer, self.name = answer, name
        self.left, self.until = MOST_BYTES, time.monotonic() + ANSWER_SECONDS

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises UsageError when the answer takes too long or is too large."""
        try:
            part = self.answer.read1(size) if hasattr(self.answer, "read1") else self.answer.read(size)
        except TimeoutError as error:
            raise UsageError("graph.endpoint-stopped-sending", endpoint=self.name) from error
        self.left -= len(part)
        if self.left < 0:
            raise UsageError("graph.endpoint-answers-too-much", endpoint=self.name)
        if time.monotonic() > self.until:
            raise UsageError("graph.endpoint-answers-too-slowly", endpoint=self.name)
        return part


def _parsed(address: str) -> tuple[str, dict[str, str]]:
    """The URL to ask, without user and password, and the headers of every question."""
    headers = {"Accept": _ACCEPT, "Content-Type": "application/x-www-form-urlencoded", "User-Agent": "chaingraph"}
    bare = address[len("sparql+") :] if address.lower().startswith("sparql+") else address
    try:
        parts = urllib.parse.urlsplit(bare)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or any(letter.isspace() or not letter.isprintable() for letter in bare):
        raise UsageError("graph.endpoint-address-incomplete")
    if parts.username is not None:
        pair = f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    place = f"[{host}]" if ":" in host else host.encode("idna").decode()
    if port is not None:
        place += f":{port}"
    path = urllib.parse.quote(parts.path or "/", safe="/%:@!$&'()*+,;=-._~")
    return urllib.parse.urlunsplit((parts.scheme, place, path, parts.query, "")), headers


def _pattern(table: Table, named: bool) -> str:
    """Every statement about a row of a table whose property the schema knows."""
    known = dict.fromkeys([expand("rdf:type"), LIST_ORDER, *(column.predicate for column in table.columns)])
    known |= dict.fromkeys(CG + link for _, kind, _, link, *_ in SHORTCUTS if kind == table.thing)
    predicates = ", ".join(f"<{predicate}>" for predicate in known)
    only = f"FILTER(?p IN ({predicates}))"  # twice as fast as VALUES in Oxigraph
    row, statement = f"?s a <{expand(table.cls)}> .", "?s ?p ?o ."
    return f"GRAPH ?g {{ {row} }} GRAPH ?h {{ {statement} }} {only}" if named else f"{row} {statement} {only}"


def _plain(text: str) -> str:
    """Words of a server for the terminal: one line, short, no control characters."""
    return "".join(letter if letter.isprintable() else " " for letter in " ".join(text.split()))[:200]


def _said(headers: Message, body: IO[bytes]) -> str:
    """What a refusing server said in plain text."""
    if headers.get_content_type() != "text/plain":
        return ""
    try:
        return _plain(body.read(2000).decode("utf-8", "replace"))
    except (OSError, http.client.HTTPException):
        return ""

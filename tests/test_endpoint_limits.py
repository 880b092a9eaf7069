"""Queries and connections that would bring a server down: each ends in time, and the next one is answered at once."""

from __future__ import annotations

import resource
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import IncompleteRead
from itertools import count
from pathlib import Path
from threading import Event
from urllib.parse import quote

import pytest
from pyoxigraph import Literal
from serving import Client, endpoint
from synthetic import new_store, source

from graph.store import GraphStore
from graph.vocabulary import RDFS

DEADLINE = 1.0
GRACE = 0.5  # seconds, after the deadline
AT_ONCE = 0.1  # seconds, for an ordinary query
TRIES = 3  # the machine may do other things
MEMORY = 900_000_000
READ_SECONDS = 1.0
CONNECTIONS = 300
RESULT = 3_000_000
ORDINARY = "SELECT ?g { GRAPH ?g { ?s <https://w3id.org/kamergraaf/def#sha256> ?o } }"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A server with low limits, but for the guards of texts: they are tested on another."""
    limits = {
        "seconds": DEADLINE,
        "memory": MEMORY,
        "result": RESULT,
        "depth": 100_000,
        "patterns": 100_000,
        "read_seconds": READ_SECONDS,
        "idle_seconds": 30,
        "connections": CONNECTIONS,
        "queue": 4,
    }
    path = new_store(tmp_path_factory.mktemp("limits") / "store", source("a.txt", "1", 2_000))
    with endpoint(path, limits) as client:
        yield client


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A server with the limits that it has when nobody says otherwise."""
    with endpoint(new_store(tmp_path_factory.mktemp("guarded") / "store")) as client:
        yield client


def chain(length: int) -> str:
    return " ".join(f"?v{number} ?p{number} ?v{number + 1} ." for number in range(length))


PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
KILLERS = {
    "a count of a product": (f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}", {500, 504}),
    "distinct strings of a product": (
        f"SELECT (COUNT(DISTINCT CONCAT(STR(?c), STR(?i))) AS ?n) {{ {PRODUCT} }}",
        {500, 504},
    ),
    "an ordered product": (f"SELECT * {{ {PRODUCT} }} ORDER BY ?c ?i", {500, 504}),
    "a closure with both ends free": ("SELECT (COUNT(*) AS ?n) { ?a (!<x:a>|^!<x:b>)* ?b }", {500, 504}),
    "a group of a product": (f"SELECT (GROUP_CONCAT(STR(?c)) AS ?all) {{ {PRODUCT} }}", {500, 504}),
    "a minus": (f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} MINUS {{ ?j ?k ?c }} }}", {500, 504}),
    "300 patterns": (f"SELECT * {{ {chain(300)} }}", {500, 504}),
    # Its memory runs out a second after the deadline, on a fast machine before it.
    "1,000 optionals": (f"SELECT * {{ {'OPTIONAL { ?s ?p ?o } ' * 1_000} }}", {500, 504}),
    "20,000 nested braces": (f"SELECT * {{ {'{' * 20_000}{'}' * 20_000} }}", {500}),
    "20,000 parentheses": (f"SELECT * {{ FILTER({'(' * 20_000}1{')' * 20_000}) }}", {500}),
}


@pytest.mark.parametrize("name", KILLERS)
def test_a_query_that_never_ends_is_ended(client: Client, name: str) -> None:
    sparql, statuses = KILLERS[name]
    begun = time.monotonic()
    reply = client.query(sparql)
    took = time.monotonic() - begun
    assert reply.status in statuses, reply.text
    assert took < DEADLINE + GRACE
    assert len(reply.text.strip().splitlines()) == 1
    assert_answers_at_once(client)
    assert_memory_is_held(client)


def assert_answers_at_once(client: Client) -> None:
    assert min(seconds_of_ordinary(client) for _ in range(TRIES)) < AT_ONCE


def seconds_of_ordinary(client: Client) -> float:
    begun = time.monotonic()
    reply = client.query(ORDINARY)
    assert (reply.status, len(reply.rows)) == (200, 1)
    return time.monotonic() - begun


def assert_memory_is_held(client: Client) -> None:
    for worker in client.workers():
        lines = Path(f"/proc/{worker}/status").read_text(encoding="utf-8").splitlines() if _lives(worker) else []
        peak = next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
        assert peak * 1024 < MEMORY


def _lives(process: int) -> bool:
    return Path(f"/proc/{process}/status").exists()


def test_an_answer_that_is_too_long_breaks_off(client: Client) -> None:
    with pytest.raises(IncompleteRead) as broken:
        client("GET", f"/sparql?query={quote(f'SELECT * {{ {PRODUCT} }}')}")
    assert len(broken.value.partial) <= RESULT
    assert_answers_at_once(client)


def test_many_queries_that_never_end_are_ended_together(client: Client) -> None:
    begun = time.monotonic()
    with ThreadPoolExecutor(12) as threads:
        replies = list(threads.map(client.query, [KILLERS["a count of a product"][0]] * 12))
    assert time.monotonic() - begun < DEADLINE + GRACE
    assert {reply.status for reply in replies} in ({503, 504}, {500, 503, 504})
    assert {reply.headers.get("retry-after") for reply in replies if reply.status == 503} == {"5"}
    time.sleep(0.5)
    assert_answers_at_once(client)


def test_who_goes_away_keeps_no_worker(client: Client) -> None:
    for _ in range(2):
        with socket.create_connection((client.host, client.port)) as gone:
            gone.sendall(f"GET /sparql?query={quote(KILLERS['a count of a product'][0])} HTTP/1.1\r\n\r\n".encode())
            time.sleep(0.05)
    time.sleep(0.3)
    assert b'"busy":0' in client("GET", "/health").body
    assert_answers_at_once(client)


# --- texts ------------------------------------------------------------------------------------------------------

TEXTS = {
    "3,000 nested braces": (f"SELECT * {{ {'{' * 3_000}{'}' * 3_000} }}", "levels of brackets"),
    "10,000 parentheses": (f"SELECT * {{ FILTER({'(' * 10_000}1{')' * 10_000}) }}", "levels of brackets"),
    "10,000 unions": (f"SELECT * {{ {'{} UNION ' * 10_000} {{}} }}", "patterns"),
    "300 patterns": (f"SELECT * {{ {chain(300)} }}", "patterns"),
    "300 objects": (f"SELECT * {{ ?s ?p {', '.join(f'?o{n}' for n in range(300))} }}", "patterns"),
    "many values": (f"SELECT * {{ VALUES ?x {{ {' '.join(map(str, range(60_000)))} }} }}", "bytes"),
    "very many values": (f"SELECT * {{ VALUES ?x {{ {'1 ' * 3_000_000} }} }}", "bytes"),
    "an aggregate in an aggregate": ("SELECT (SUM(COUNT(?s)) AS ?n) { ?s ?p ?o }", "COUNT stands within SUM"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_would_break_the_engine_is_not_run(guarded: Client, name: str) -> None:
    sparql, words = TEXTS[name]
    reply = guarded("POST", "/sparql", sparql, content_type="application/sparql-query")
    assert (reply.status, words in reply.text) == (400, True), reply.text


def test_long_and_deep_texts_are_fine_up_to_the_limits(guarded: Client) -> None:
    values = " ".join(f'"1.5, {{ ({number}"' for number in range(5_000))
    sparql = f"SELECT (COUNT(*) AS ?n) {{ {'{' * 90} VALUES ?x {{ {values} }} {'}' * 90} FILTER(?x != 1.5) }}"
    assert guarded.query(sparql).rows == [{"n": "5000"}]
    nested = "SELECT (MAX(?n) AS ?most) { SELECT (COUNT(?s) AS ?n) { ?s ?p ?o } GROUP BY ?p }"
    assert guarded.query(nested).status == 200


# --- connections ------------------------------------------------------------------------------------------------


def test_idle_connections_starve_nobody(client: Client) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, 2_000), hard), hard))
    with ExitStack() as idle:
        for _ in range(1_000):
            idle.enter_context(socket.create_connection((client.host, client.port)))
        assert_answers_at_once(client)
    assert_answers_at_once(client)


SLOW = {
    "nothing": (b"", b""),
    "a head": (b"GET /sparql HTTP/1.1\r\n", b"X-More: 1\r\n"),
    "a body": (
        b"POST /sparql HTTP/1.1\r\nContent-Type: application/sparql-query\r\nContent-Length: 9999\r\n\r\n",
        b"#",
    ),
}


@pytest.mark.parametrize("part", SLOW)
def test_requests_that_arrive_slowly_are_cut(client: Client, part: str) -> None:
    begin, more = SLOW[part]
    begun = time.monotonic()
    with socket.create_connection((client.host, client.port)) as slow:
        slow.sendall(begin)
        slow.settimeout(0.1)
        while not _is_closed(slow, more):
            assert time.monotonic() - begun < READ_SECONDS + GRACE
    assert time.monotonic() - begun > READ_SECONDS / 2
    assert_answers_at_once(client)


def _is_closed(connection: socket.socket, more: bytes) -> bool:
    try:
        connection.sendall(more)
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


def test_a_head_that_is_too_long_is_refused(client: Client) -> None:
    assert client("GET", "/sparql", x="y" * 70_000).status == 431
    assert client("GET", f"/sparql?query={'x' * 70_000}").status == 431
    with socket.create_connection((client.host, client.port)) as endless:
        endless.sendall(b"GET / HTTP/1.1\r\n")
        with pytest.raises(OSError, match=r"reset|Broken pipe"):
            send_without_end(endless)
    assert_answers_at_once(client)


def send_without_end(connection: socket.socket) -> None:
    for number in count():
        connection.sendall(f"X-{number}: {'y' * 1_000}\r\n".encode())


def test_a_body_that_is_too_large_is_refused(tmp_path: Path) -> None:
    with endpoint(new_store(tmp_path / "store"), {"body": 1_000_000}, write_token="t") as client:
        kind = {"content_type": "text/turtle", "authorization": "Bearer t"}
        assert client("PUT", "/store?graph=x:g", "#" * 1_000_001, **kind).status == 413
        assert client("PUT", "/store?graph=x:g", "#" * 999_999, **kind).status == 201


# --- while the store changes ------------------------------------------------------------------------------------

CLIENTS = 32
VERSIONS = 4
LABELS = (
    f"SELECT ?version (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s {RDFS.label} ?l }} "
    f'FILTER CONTAINS(STR(?g), "mixed") BIND(STRBEFORE(?l, " ") AS ?version) }} GROUP BY ?version'
)
ONE = f"SELECT ?l {{ ?s <https://w3id.org/kamergraaf/def#sha256> ?h ; {RDFS.label} ?l }} LIMIT 5"


def test_no_request_fails_while_builds_publish(guarded: Client) -> None:
    names, size = ("mixed-a.txt", "mixed-b.txt"), 200
    with GraphStore.open(guarded.store) as store:
        store.replace(source(name, "0", size) for name in names)
    with ThreadPoolExecutor(CLIENTS) as threads:
        built = Event()
        work = [threads.submit(ask_until, built, guarded) for _ in range(CLIENTS)]
        try:
            for version in range(1, VERSIONS):
                with GraphStore.open(guarded.store) as store:
                    store.replace(source(name, str(version), size) for name in names)
        finally:
            built.set()
        answers = [answer for done in work for answer in done.result()]
    seen = {version for version, _ in answers}
    assert {n for _, n in answers} == {2 * size}
    assert seen <= set(map(str, range(VERSIONS)))
    assert {"0", str(VERSIONS - 1)} <= seen
    assert guarded.query(LABELS).rows == [{"version": str(VERSIONS - 1), "n": str(2 * size)}]
    assert len(list((guarded.store / "snapshots").glob("[0-9]*"))) <= 2 + 3  # those that are kept, and one a worker


def ask_until(built: Event, client: Client) -> list[tuple[str, int]]:
    """The version that each answer is of, and its number of rows; fails where two versions are mixed."""
    connection, answers, last = client.connection(), [], False
    while not last:
        last = built.is_set()
        [row] = client.query(LABELS, connection).rows
        answers.append((row["version"], int(row["n"])))
        labels = {row["l"].split()[0] for row in client.query(ONE, connection).rows}
        assert len(labels) == 1 or Literal("0").value in labels
    connection.close()
    return answers

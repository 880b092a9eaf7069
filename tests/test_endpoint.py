"""The SPARQL protocol and the Graph Store protocol, as a client meets them."""

from __future__ import annotations

import gzip
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from serving import JSON, Client, endpoint, started
from synthetic import new_store, source

from graph.store import GraphStore, SourceUpdate

TOKEN = "open sesame"
BEARER = {"authorization": f"Bearer {TOKEN}"}
FORM = "application/x-www-form-urlencoded"
QUERY_TYPE, UPDATE_TYPE, TURTLE = "application/sparql-query", "application/sparql-update", "text/turtle"
ALL = "SELECT ?v { <x:s> <x:p> ?v } ORDER BY ?v"


def small(name: str, value: int) -> SourceUpdate:
    """A source of one statement on <x:s>."""
    made = source(name, str(value), size=0)
    statement = Quad(NamedNode("x:s"), NamedNode("x:p"), Literal(value), made.graph)
    return SourceUpdate(name, made.fingerprint, made.sha256, made.text, [*made.quads, statement])


ONE, TWO = small("one.txt", 1).graph.value, small("two.txt", 2).graph.value


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    path = new_store(tmp_path_factory.mktemp("reading") / "store", small("one.txt", 1), small("two.txt", 2))
    with endpoint(path) as client:
        yield client


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    path = new_store(tmp_path_factory.mktemp("writing") / "store", small("one.txt", 1))
    with endpoint(path, write_token=TOKEN, union=False) as client:
        yield client


def at(path: str = "/sparql", **parameters: str | list[str]) -> str:
    return f"{path}?{urlencode(parameters, doseq=True)}"


# --- ways to ask ------------------------------------------------------------------------------------------------

WAYS = {
    "GET": ("GET", at(query=ALL), None, {}),
    "a form": ("POST", "/sparql", urlencode({"query": ALL}), {"content_type": FORM}),
    "a body": ("POST", "/sparql", ALL, {"content_type": QUERY_TYPE}),
    "a body with a charset": ("POST", "/sparql", ALL, {"content_type": f"{QUERY_TYPE}; charset=utf-8"}),
    "QUERY": ("QUERY", "/sparql", ALL, {"content_type": QUERY_TYPE}),
    "QUERY with a form": ("QUERY", "/sparql", urlencode({"query": ALL}), {"content_type": FORM}),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_query_is_answered_in_each_way_of_the_protocol(reading: Client, way: str) -> None:
    method, path, body, headers = WAYS[way]
    reply = reading(method, path, body, accept=JSON, **headers)
    assert (reply.status, reply.headers["content-type"]) == (200, JSON)
    assert [row["v"] for row in reply.rows] == ["1", "2"]


REFUSED = {
    "two queries": ("GET", at(query=[ALL, ALL]), None, {}, 400, "give it once"),
    "an update by GET": ("GET", at(update="CLEAR ALL"), None, {}, 400, "sent by POST"),
    "neither query nor update": ("POST", "/sparql", "x=y", {"content_type": FORM}, 400, "`query` or `update`"),
    "both": ("POST", "/sparql", "query=ASK{}&update=CLEAR+ALL", {"content_type": FORM}, 400, "`query` or `update`"),
    "a body and a parameter": ("POST", at(query=ALL), ALL, {"content_type": QUERY_TYPE}, 400, "not both"),
    "another type": ("POST", "/sparql", ALL, {"content_type": "text/plain"}, 415, "is not read here"),
    "no type": ("POST", "/sparql", ALL, {}, 415, "is not read here"),
    "another method": ("PATCH", "/sparql", ALL, {}, 405, "not a method"),
    "bytes that are no text": ("POST", "/sparql", b"ASK {} # \xff", {"content_type": QUERY_TYPE}, 400, "not UTF-8"),
    "no SPARQL": ("GET", at(query="SELEKT"), None, {}, 400, "not valid SPARQL at line 1, column"),
    "an update as a query": ("GET", at(query="INSERT DATA { <x:a> <x:b> 1 }"), None, {}, 400, "an update, not a query"),
    "an update": ("POST", "/sparql", "CLEAR ALL", {"content_type": UPDATE_TYPE}, 403, "only reads"),
    "an update of a form": ("POST", "/sparql", "update=CLEAR+ALL", {"content_type": FORM}, 403, "only reads"),
    "an unknown function": ("GET", at(query="SELECT (<x:f>() AS ?x) {}"), None, {}, 500, "cannot be run"),
    "a format that is not there": ("GET", at(query=ALL, format="excel"), None, {}, 406, "formats"),
    "rows as a graph": ("GET", at(query=ALL), None, {"accept": TURTLE}, 406, "json, xml, csv or tsv"),
    "a graph as rows": ("GET", at(query="DESCRIBE <x:s>"), None, {"accept": "text/csv"}, 406, "turtle"),
    "a graph whose name is no IRI": ("GET", at(query=ALL, **{"default-graph-uri": "no"}), None, {}, 400, "IRI"),
    "a graph that is not there": ("GET", at("/store", graph="x:none"), None, {}, 404, "no graph"),
    "a graph and the default graph": ("GET", at("/store", graph="x:a", default=""), None, {}, 400, "either"),
    "a graph that is put": ("PUT", at("/store", graph="x:a"), "", {"content_type": TURTLE}, 403, "only reads"),
    "a graph that is posted": ("POST", "/store?default", "", {"content_type": TURTLE}, 403, "only reads"),
    "a graph that is deleted": ("DELETE", at("/store", graph=ONE), None, {}, 403, "only reads"),
    "a page that is not there": ("GET", "/../../etc/passwd", None, {}, 404, ""),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_has_its_status_and_a_sentence(reading: Client, what: str) -> None:
    method, path, body, headers, status, words = REFUSED[what]
    reply = reading(method, path, body, **headers)
    assert (reply.status, words in reply.text) == (status, True), reply.text
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"
    assert len(reply.text.strip().splitlines()) == 1


# --- which graphs -----------------------------------------------------------------------------------------------

IN_GRAPHS = "SELECT ?v { GRAPH ?g { <x:s> <x:p> ?v } } ORDER BY ?v"
GRAPHS: dict[str, tuple[str, dict[str, str | list[str]], list[str]]] = {
    "all graphs together": (ALL, {}, ["1", "2"]),
    "the union switched off": (ALL, {"union-default-graph": "false"}, []),
    "FROM": (f"SELECT ?v FROM <{ONE}> {{ <x:s> <x:p> ?v }}", {}, ["1"]),
    "from, with a prefix": (f"PREFIX g: <{TWO}> SELECT ?v from g: {{ <x:s> <x:p> ?v }}", {}, ["2"]),
    "FROM two graphs": (f"SELECT ?v FROM <{ONE}> FROM <{TWO}> {{ <x:s> <x:p> ?v }} ORDER BY ?v", {}, ["1", "2"]),
    "FROM NAMED": (f"SELECT ?v FROM NAMED <{TWO}> {{ GRAPH ?g {{ <x:s> <x:p> ?v }} }}", {}, ["2"]),
    "FROM NAMED, default graph": (f"SELECT ?v FROM NAMED <{TWO}> {{ <x:s> <x:p> ?v }}", {}, []),
    "default-graph-uri": (ALL, {"default-graph-uri": TWO}, ["2"]),
    "two of them": (ALL, {"default-graph-uri": [ONE, TWO]}, ["1", "2"]),
    "named-graph-uri": (IN_GRAPHS, {"named-graph-uri": ONE}, ["1"]),
    "no named graphs": (IN_GRAPHS, {"default-graph-uri": ONE}, []),
    "the parameter before FROM": (f"SELECT ?v FROM <{ONE}> {{ <x:s> <x:p> ?v }}", {"default-graph-uri": TWO}, ["2"]),
}


@pytest.mark.parametrize("case", GRAPHS)
def test_a_query_sees_the_graphs_that_it_names(reading: Client, case: str) -> None:
    sparql, parameters, values = GRAPHS[case]
    reply = reading("GET", at(query=sparql, **parameters), accept=JSON)
    assert [row["v"] for row in reply.rows] == values


# --- formats ----------------------------------------------------------------------------------------------------

ROWS = {
    "json": (JSON, b'{"head"'),
    "xml": ("application/sparql-results+xml", b"<?xml"),
    "csv": ("text/csv; charset=utf-8", b"v\r\n1\r\n2\r\n"),
    "tsv": ("text/tab-separated-values; charset=utf-8", b"?v\n1\n2\n"),
}
TRIPLES = {
    "turtle": ("text/turtle; charset=utf-8", b"<x:s> <x:p> 1"),
    "ntriples": ("application/n-triples", b'<x:s> <x:p> "1"^^'),
    "nquads": ("application/n-quads", b'<x:s> <x:p> "1"^^'),
    "trig": ("application/trig", b"<x:s> <x:p> 1"),
    "rdfxml": ("application/rdf+xml", b"<?xml"),
    "jsonld": ("application/ld+json", b"["),
}


@pytest.mark.parametrize(("name", "sparql"), [*((f, ALL) for f in ROWS), *((f, "DESCRIBE <x:s>") for f in TRIPLES)])
def test_each_format_is_had_by_name_and_by_accept(reading: Client, name: str, sparql: str) -> None:
    media_type, begin = (ROWS | TRIPLES)[name]
    by_name = reading("GET", at(query=sparql, format=name), accept="image/png")
    by_accept = reading("GET", at(query=sparql), accept=media_type.partition(";")[0])
    assert by_name.body == by_accept.body
    assert by_name.body.startswith(begin)
    assert by_name.headers["content-type"] == by_accept.headers["content-type"] == media_type


ACCEPTS = {
    "": JSON,
    "*/*": JSON,
    "text/*;q=0.5, application/sparql-results+xml;q=0.4": "text/csv; charset=utf-8",
    "text/csv;q=0.2, application/json": JSON,
    "application/sparql-results+json;q=0, */*;q=0.1": "application/sparql-results+xml",
    "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8": "application/sparql-results+xml",
}


@pytest.mark.parametrize("accept", ACCEPTS)
def test_the_format_is_the_one_that_is_wanted_most(reading: Client, accept: str) -> None:
    assert reading("GET", at(query=ALL), accept=accept).headers["content-type"] == ACCEPTS[accept]


def test_long_answers_are_compressed_and_streamed(reading: Client) -> None:
    sparql = "SELECT * { ?s ?p ?o }"
    plain = reading("GET", at(query=sparql))
    packed = reading("GET", at(query=sparql), accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["transfer-encoding"] == "chunked"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 3
    assert "content-encoding" not in reading("GET", at(query=ALL), accept_encoding="gzip").headers


# --- headers ----------------------------------------------------------------------------------------------------


def test_head_has_the_headers_of_get_and_no_body(reading: Client) -> None:
    for path in (at(query=ALL), at(query="SELECT * { ?s ?p ?o }"), "/sparql", at("/store", graph=ONE)):
        got, head = reading("GET", path), reading("HEAD", path)
        assert (head.status, head.body) == (200, b"")
        for name in ("content-type", "etag", "vary"):
            assert head.headers[name] == got.headers[name]


def test_a_client_that_has_an_answer_is_not_sent_it_again(reading: Client) -> None:
    etag = reading("GET", at(query=ALL)).headers["etag"]
    again = reading("GET", at(query=ALL), if_none_match=f'"other", {etag}')
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", etag)
    assert reading("GET", at(query=ALL), if_none_match=etag, accept="text/csv").status == 200
    assert "etag" not in reading("GET", at(query="SELECT (NOW() AS ?n) {}")).headers
    assert "etag" not in reading.query(ALL).headers


def test_any_site_may_ask(reading: Client) -> None:
    preflight = reading("OPTIONS", "/sparql", origin="https://example.org", access_control_request_method="POST")
    assert preflight.status == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "Content-Type" in preflight.headers["access-control-allow-headers"]
    assert reading("GET", at(query=ALL)).headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", ["/sparql", "/health", "/metrics", "/nothing", "/store?default", at(query="SELEKT")])
def test_answers_cannot_be_made_to_run_scripts(reading: Client, path: str) -> None:
    headers = reading("GET", path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]


# --- description, health, metrics -------------------------------------------------------------------------------


def test_the_endpoint_describes_itself_and_its_graphs(reading: Client) -> None:
    reply = reading("GET", "/sparql", accept="application/n-triples")
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert f"<{reading.address}/sparql> <{sd}endpoint> <{reading.address}/sparql> ." in reply.text
    assert f"<{sd}feature> <{sd}UnionDefaultGraph>" in reply.text
    assert f"<{sd}name> <{ONE}> ." in reply.text


def test_health_and_metrics_tell_how_the_server_does(reading: Client) -> None:
    health = json.loads(reading("GET", "/health").body)
    assert (health["status"], health["workers"], health["waiting"]) == ("ok", 3, 0)
    before = reading("GET", "/metrics").text
    reading("GET", at(query=ALL))
    after = reading("GET", "/metrics").text
    name = 'kamergraaf_requests_total{route="sparql",status="200"}'
    assert _metric(after, name) == _metric(before, name) + 1
    assert _metric(after, "kamergraaf_snapshot_age_seconds") > 0
    assert _metric(after, 'kamergraaf_queue_length{pool="read"}') == 0


@pytest.mark.parametrize(("sparql", "again"), [(ALL, 1), ("SELECT (RAND() AS ?n) {}", 0), (f"{ALL} LIMIT 0", 1)])
def test_an_answer_is_kept_and_given_again(reading: Client, sparql: str, again: int) -> None:
    first = reading.query(sparql)
    before = reading("GET", "/metrics").text
    second = reading.query(sparql)
    after = reading("GET", "/metrics").text
    name = "kamergraaf_answers_given_again_total"
    assert _metric(after, name) == _metric(before, name) + again
    if again:
        assert (second.body, second.headers) == (first.body, first.headers | {"date": second.headers["date"]})


def test_what_is_kept_is_not_given_in_another_format_or_dataset(reading: Client) -> None:
    answers = [
        reading.query(ALL).body,
        reading.query(ALL, accept="text/csv").body,
        reading("GET", at(**{"query": ALL, "named-graph-uri": ONE}), accept=JSON).body,
    ]
    assert len(set(answers)) == 3


def _metric(text: str, name: str) -> float:
    return next((float(line.rpartition(" ")[2]) for line in text.splitlines() if line.startswith(name)), 0.0)


# --- graphs -----------------------------------------------------------------------------------------------------


def test_graphs_are_read_one_by_one_and_all_together(reading: Client) -> None:
    one = reading("GET", at("/store", graph=ONE), accept="application/n-triples").text
    assert '<x:s> <x:p> "1"' in one
    assert '<x:s> <x:p> "2"' not in one
    everything = reading("GET", "/store", accept="application/n-quads").text
    assert f"<{ONE}> .\n" in everything
    assert f"<{TWO}> .\n" in everything
    assert reading("GET", "/store?default", accept="application/n-triples").body == b""


# --- writing ----------------------------------------------------------------------------------------------------


def test_only_who_has_the_token_writes(writing: Client) -> None:
    for path in ("/sparql", "/update"):
        update = ("POST", path, "INSERT DATA { <x:new> <x:p> 1 }")
        without = writing(*update, content_type=UPDATE_TYPE)
        assert (without.status, "Bearer" in without.headers["www-authenticate"]) == (401, True)
        assert writing(*update, content_type=UPDATE_TYPE, authorization="Bearer guess").status == 403
        assert writing.query("ASK { <x:new> ?p ?o }").body.endswith(b"false}")
    assert writing(*update, content_type=UPDATE_TYPE, **BEARER).status == 204
    assert writing.query("ASK { <x:new> ?p ?o }").body.endswith(b"true}")


def test_an_update_takes_place_as_a_whole_or_not_at_all(writing: Client) -> None:
    update = "INSERT DATA { <x:half> <x:p> 1 } ; CREATE GRAPH <x:half> ; CREATE GRAPH <x:half>"
    reply = writing("POST", "/sparql", update, content_type=UPDATE_TYPE, **BEARER)
    assert (reply.status, "cannot be made" in reply.text) == (500, True)
    assert writing.query("ASK { <x:half> ?p ?o }").body.endswith(b"false}")


def test_graphs_are_put_added_to_and_deleted(writing: Client) -> None:
    graph, turtle = at("/store", graph="x:g"), {"content_type": TURTLE, **BEARER}
    assert writing("PUT", graph, "<x:a> <x:b> 1 .", **turtle).status == 201
    assert writing("POST", graph, "<x:a> <x:b> 2 .", **turtle).status == 204
    assert writing("PUT", graph, "<x:a> <x:b", **turtle).status == 400
    assert writing("GET", graph, accept="application/n-triples").text.count("\n") == 2
    assert writing("PUT", graph, "<x:a> <x:b> 3 .", **turtle).status == 204
    assert writing("GET", graph).text == "<x:a> <x:b> 3 .\n"
    assert writing("DELETE", graph, **BEARER).status == 204
    assert writing("DELETE", graph, **BEARER).status == 404
    assert writing("PUT", graph, "x", content_type="text/html", **BEARER).status == 415
    made = writing("POST", "/store", "<x:a> <x:b> 4 .", **turtle)
    assert made.status == 201
    assert writing("GET", made.headers["location"].removeprefix(writing.address)).text == "<x:a> <x:b> 4 .\n"


def test_what_cannot_be_written_while_a_build_runs_may_be_tried_again(writing: Client) -> None:
    with GraphStore.open(writing.store):
        reply = writing("POST", "/sparql", "CLEAR ALL", content_type=UPDATE_TYPE, **BEARER)
    assert (reply.status, reply.headers["retry-after"]) == (503, "5")
    assert writing.query(f"ASK {{ GRAPH <{ONE}> {{ <x:s> <x:p> 1 }} }}").body.endswith(b"true}")


# --- no request to another server -------------------------------------------------------------------------------

SERVICES = {
    "plain": "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "silent": "SELECT * {{ service silent <{0}> {{ ?s ?p ?o }} }}",
    "without blanks": "SELECT * {{SERVICESILENT<{0}>{{?s ?p ?o}}}}",
    "touching a number": "SELECT * {{ ?s <x:p> 1SERVICE<{0}>{{?x ?y ?z}} }}",
    "by a prefix": "PREFIX h: <{0}> SELECT * {{ SERVICE h: {{ ?s ?p ?o }} }}",
    "behind a comment that is none": "SELECT * {{ FILTER(0 <2#> '''\n) SERVICE <{0}> {{ ?x ?y ?z }} #'''\n }}",
    "behind an escape": "SELECT * {{ OPTIONAL {{ ?s <x:\\u0041#> ?q }} SERVICE <{0}> {{ ?x ?y ?z }}\n}}",
    "between quotes that are none": (
        "PREFIX x: <x:> SELECT * {{ OPTIONAL {{ ?s ?p x:a\\' }} SERVICE <{0}> {{ ?x ?y ?z }} "
        "OPTIONAL {{ ?s ?p x:\\' }} }}"
    ),
}


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[str]]]:
    """The address of a server that nobody should ask, and who did."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        seen: list[str] = []
        threading.Thread(target=_accept, args=(server, seen), daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", seen


def _accept(server: socket.socket, seen: list[str]) -> None:
    while True:
        try:
            connection, address = server.accept()
        except OSError:
            return
        seen.append(str(address))
        connection.close()


@pytest.mark.parametrize("form", SERVICES)
def test_no_query_makes_the_server_ask_another(reading: Client, listener: tuple[str, list[str]], form: str) -> None:
    address, seen = listener
    reply = reading.query(SERVICES[form].format(address))
    assert (reply.status, "SERVICE" in reply.text) == (403, True), reply.text
    assert seen == []


def test_the_word_may_stand_where_it_does_nothing(reading: Client) -> None:
    sparql = 'SELECT ?service { BIND("SERVICE <x>" AS ?service) } # SERVICE <http://127.0.0.1/> { }'
    assert reading.query(sparql).rows == [{"service": "SERVICE <x>"}]


def test_loading_from_elsewhere_is_refused(writing: Client, listener: tuple[str, list[str]]) -> None:
    address, seen = listener
    for update in (f"LOAD <{address}>", f"LOAD SILENT <{address}> INTO GRAPH <x:g>", f"LOADSILENT<{address}>"):
        reply = writing("POST", "/sparql", update, content_type=UPDATE_TYPE, **BEARER)
        assert (reply.status, "LOAD" in reply.text) == (403, True), reply.text
    assert seen == []


def test_an_address_that_is_allowed_is_asked(tmp_path: Path, listener: tuple[str, list[str]]) -> None:
    address, seen = listener
    with endpoint(new_store(tmp_path / "store"), remote=[address]) as client:
        assert client.query(SERVICES["plain"].format(f"{address}other")).status == 403
        assert seen == []
        assert client.query(SERVICES["plain"].format(address)).status == 500
        assert seen
    seen.clear()


# --- the start --------------------------------------------------------------------------------------------------


def _broken(path: Path) -> None:
    next((path / "snapshots" / "current").resolve().glob("MANIFEST*")).write_bytes(b"")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda path: path.rename(path.with_name("moved")), "there is no store at"),
        (lambda path: (path / "kamergraaf.json").unlink(), "is not a store"),
        (lambda path: (path / "snapshots" / "current").unlink(), "damaged"),
        (_broken, "damaged"),
    ],
)
def test_a_store_that_cannot_be_served_is_told_in_a_line(tmp_path: Path, spoil: object, told: str) -> None:
    path = new_store(tmp_path / "store")
    spoil(path)  # type: ignore[operator]
    with started(path) as (process, line):
        assert (process.wait(20), told in line) == (1, True), line


def test_the_command_serves_and_says_that_a_store_is_empty(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    path = new_store(tmp_path / "store")
    program = [sys.executable, "-c", "from kamergraaf.cli import main; main()", "serve", "--port", str(port)]
    with subprocess.Popen([*program, "--store", str(path)], stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            assert "holds no documents yet" in process.stderr.readline()
            assert f"http://127.0.0.1:{port}/sparql" in process.stderr.readline()
            assert Client(path, process, "127.0.0.1", port)("GET", f"/sparql?query={quote('ASK {}')}").status == 200
        finally:
            process.terminate()
        line = json.loads(process.communicate(timeout=20)[1].splitlines()[0])
    assert (line["request"], line["status"]) == (["127.0.0.1", "GET", "/sparql"], 200)
    assert process.returncode == 0

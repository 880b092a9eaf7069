from __future__ import annotations

import csv
import io
import json
import re
import resource
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import click
import pytest
from program import HOUSE, START, environment, kamergraaf, run, shell, slowness
from pyoxigraph import RdfFormat, parse

from graph.store import GraphStore
from kamergraaf import __version__
from kamergraaf.cli import COMMANDS
from kamergraaf.cli import run as main_program

sys.path.insert(0, str(HOUSE / "docs"))
from make_cli_reference import PAGE, reference

SAMPLES = HOUSE / "samples"
LETTER = SAMPLES / "kamerbrief-participatiewet.txt"
QUESTIONS = SAMPLES / "kamervraag-2015Z07200.txt"
SELECT = "SELECT ?s WHERE { ?s a <https://w3id.org/kamergraaf/def#SourceGraph> } ORDER BY ?s"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the samples; tests only read it."""
    folder = tmp_path_factory.mktemp("cli") / "store"
    kamergraaf("build", str(SAMPLES), store=folder)
    return folder


def refused(*arguments: str, code: int, store: Path | None = None, folder: Path = HOUSE, stdin: str = "") -> str:
    """Runs a command that must refuse: one line says why. Gives that line."""
    done = kamergraaf(*arguments, store=store, folder=folder, stdin=stdin, code=code)
    lines = done.stderr.splitlines()
    told = [line for line in lines if line.startswith("kamergraaf: ")]
    assert len(told) == 1, done.stderr
    assert "Traceback" not in done.stderr
    return told[0]


def table(text: str) -> list[list[str]]:
    return [re.split(r" {2,}", line.strip()) for line in text.splitlines() if line.strip("─ ")]


# --- build ------------------------------------------------------------------------------------------------------


def test_build_summarises_what_it_read(tmp_path: Path) -> None:
    done = kamergraaf("build", str(SAMPLES), store=tmp_path / "store")
    head, *rows, total = table(done.stdout)
    assert head == ["source", "papers", "questions", "answers", "resolved", "unresolved"]
    assert [row[0] for row in rows] == sorted(file.name for file in SAMPLES.iterdir())
    assert ["kamervraag-2015Z07200.txt", "2", "6", "6"] in [row[:4] for row in rows]
    assert total[0] == f"{len(rows)} sources"
    assert re.search(rf"{len(rows)} built, 0 unchanged, 0 refused, in \d+\.\d s", done.stderr)


def test_what_did_not_change_is_skipped(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for file in (LETTER, QUESTIONS):
        (folder / file.name).write_bytes(file.read_bytes())
    kamergraaf("build", str(folder), store=tmp_path / "store")
    assert "0 built, 2 unchanged" in kamergraaf("build", str(folder), store=tmp_path / "store").stderr
    (folder / LETTER.name).write_bytes(LETTER.read_bytes() + b"\nZie Stb. 2003, 375.\n")
    assert "1 built, 1 unchanged" in kamergraaf("build", str(folder), store=tmp_path / "store").stderr
    rows = kamergraaf("ask", "cited-by", "stb-2003-375", "--format", "csv", store=tmp_path / "store").stdout
    assert "2021-0000067909" in rows


def test_a_source_is_named_by_its_path_below_the_folder(tmp_path: Path) -> None:
    below = tmp_path / "in" / "Brieven 2021"
    below.mkdir(parents=True)
    (below / "Brief.txt").write_bytes(LETTER.read_bytes())
    (tmp_path / "in" / ".hidden.txt").write_text("Verborgen", encoding="utf-8")
    (tmp_path / "in" / ".git").mkdir()
    (tmp_path / "in" / ".git" / "index.txt").write_text("Verborgen", encoding="utf-8")
    kamergraaf("build", str(tmp_path / "in"), store=tmp_path / "store")
    kamergraaf("build", str(QUESTIONS), store=tmp_path / "store")
    kamergraaf("build", str(QUESTIONS), "--name", "demo/vragen.txt", store=tmp_path / "store")
    with GraphStore.reader(tmp_path / "store") as reader:
        assert reader.sources() == ["brieven-2021/brief.txt", "demo/vragen.txt", "kamervraag-2015z07200.txt"]


def test_what_cannot_be_read_is_told_and_the_rest_is_built(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a-empty.txt").write_bytes(b"")
    (folder / "b-binary.txt").write_bytes(bytes(range(256)) * 10)
    (folder / "c-neither.txt").write_bytes(b"Geachte voorzitter, \x81\x8d\x8f\n")
    (folder / "d-long.txt").write_bytes(b"x" * 50_000_000)
    (folder / "e-good.txt").write_bytes(LETTER.read_bytes())
    done = kamergraaf("build", str(folder), str(tmp_path / "nowhere"), store=tmp_path / "store", code=1)
    told = [line for line in done.stderr.splitlines() if line.startswith("kamergraaf: ")]
    assert len(told) == 5
    for name in ("nowhere", "a-empty.txt", "b-binary.txt", "c-neither.txt", "d-long.txt"):
        assert any(str(tmp_path) in line and name in line for line in told)
    assert "1 built, 0 unchanged, 4 refused" in done.stderr
    assert "e-good.txt" in done.stdout


def test_several_processes_give_the_same_graph(store: Path, tmp_path: Path) -> None:
    kamergraaf("build", str(SAMPLES), "--jobs", "2", store=tmp_path / "store")
    both = [kamergraaf("export", "--format", "nquads", store=s).stdout for s in (store, tmp_path / "store")]
    first, second = ([line for line in quads.splitlines() if "/graph/runs>" not in line] for quads in both)
    assert first == second


def test_several_processes_give_the_same_records_in_the_order_of_the_input(tmp_path: Path) -> None:
    sentences = [f"Zie artikel {number} van de Participatiewet. " * 40 for number in range(1, 120)]
    lines = [json.dumps({"id": str(number), "text": text}) for number, text in enumerate(sentences)]
    (tmp_path / "texts.jsonl").write_text("\n".join([*lines[:60], "{no record", *lines[60:]]), encoding="utf-8")
    asked = ("extract", "texts.jsonl", "--input-format", "jsonl", "--format", "jsonl")
    alone = kamergraaf(*asked, folder=tmp_path, code=1)
    together = kamergraaf(*asked, "--jobs", "3", folder=tmp_path, code=1)
    assert [json.loads(line)["source"]["id"] for line in alone.stdout.splitlines()] == [*map(str, range(119))]
    assert together.stdout == alone.stdout
    assert "texts.jsonl:61" in together.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["build", "nowhere"], 1, "nowhere: there is no such file or folder; check the path"),
        (["build", "."], 1, r"\.: there are no documents in this folder"),
        (["build", "a/x.txt", "b/x.txt"], 1, r"b/x.txt: would have the same name in the store as a/x.txt .*--name"),
        (["extract", "nowhere.txt"], 1, "nowhere.txt: there is no such file"),
        (["ask", "cited-by"], 1, "there is no store at .*kamergraaf build"),
        (["stats"], 1, "there is no store at"),
        (["ask", "cited_by"], 2, "no query is called 'cited_by'; did you mean cited-by"),
        (["ask", "search"], 2, "query search needs a value for text: kamergraaf ask search TEXT"),
        (["ask", "cited-by", "--param", "x=1"], 2, "query cited-by has no parameter 'x'"),
        (["ask", "cited-by", "--param", "x"], 2, "--param 'x' has no value; write --param NAME=VALUE"),
        (["ask", "cited-by", "a", "b", "c", "d", "e"], 2, "query cited-by takes .* values, not 5"),
        (["ask", "cited-by", "Nergenshuizenwet"], 2, "'Nergenshuizenwet' names nothing that is known"),
        (["ask", "timeline", "nooit"], 2, "'nooit' is not a date; write it as 2015-04-20"),
    ],
)
def test_wrong_input_without_a_store(arguments: list[str], code: int, told: str, tmp_path: Path) -> None:
    for name in ("a", "b"):
        if "x.txt" in " ".join(arguments):
            (tmp_path / name).mkdir()
            (tmp_path / name / "x.txt").write_bytes(LETTER.read_bytes())
    assert re.search(told, refused(*arguments, code=code, store=tmp_path / "store", folder=tmp_path))


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["query", "SELECT ?x WHERE { ?x"], 2, "not valid SPARQL at line 1, column"),
        (["query", "SELEC ?x { }"], 2, "not valid SPARQL at line 1, column"),
        (["query", "SELECT ?x { ?x a kamer:Motion }"], 2, r"PREFIX kamer: <https://w3id.org/kamergraaf/def#>"),
        (["query", "SELECT ?x { ?x a foo:Motion }"], 2, "does not declare the prefix foo:"),
        (["query", "DROP ALL"], 2, "SPARQL"),
        (["query", "SELECT * " + "{" * 3000], 2, "nests brackets deeper than 500 at character"),
        (["query", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"], 2, "the query stopped: "),
        (["query", SELECT, "--format", "turtle"], 2, "this query gives rows, not a graph"),
        (["query", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "--format", "csv"], 2, "this query gives a graph, not rows"),
        (["ask", "motions", "Dijk"], 2, "'Dijk' can mean several things; give one of: persoon:.*; persoon:"),
        (["export", "--graph", "nothing.txt"], 1, "the store has no graph or source 'nothing.txt'"),
        (["export", "--ask", "cited-by"], 2, "query cited-by gives rows, not a graph"),
        (["export", "--describe", "Nergenshuizenwet"], 2, "names nothing that is known"),
        (["export", "-o", "/nowhere/graph.ttl"], 1, "cannot write /nowhere/graph.ttl"),
        (["remove", "nothing.txt"], 1, "has no source 'nothing.txt'"),
    ],
)
def test_wrong_input_with_a_store(arguments: list[str], code: int, told: str, store: Path) -> None:
    assert re.search(told, refused(*arguments, code=code, store=store))


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing"],
        ["build"],
        ["build", "--name", "x", "a.txt", "b.txt"],
        ["ask"],
        ["query"],
        ["query", SELECT, "-f", "also.rq"],
        ["export", "--graph", "a", "--describe", "b"],
        ["extract", "--format", "pdf", "a.txt"],
        ["serve", "--port", "0"],
    ],
)
def test_wrong_use(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main_program(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Usage: kamergraaf" in printed.err


def test_a_store_that_somebody_writes_is_left_alone(tmp_path: Path) -> None:
    kamergraaf("build", str(LETTER), store=tmp_path / "store")
    with GraphStore.open(tmp_path / "store"):
        told = refused("build", str(QUESTIONS), code=1, store=tmp_path / "store")
        assert str(tmp_path / "store") in told
        assert "kamerbrief" in kamergraaf("stats", "--sources", store=tmp_path / "store").stdout


def test_a_folder_that_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Geachte voorzitter,", encoding="utf-8")
    for arguments in (["build", str(LETTER)], ["stats"]):
        assert str(tmp_path) in refused(*arguments, code=1, store=tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_a_damaged_store(tmp_path: Path) -> None:
    kamergraaf("build", str(LETTER), store=tmp_path / "store")
    for file in (tmp_path / "store").rglob("CURRENT"):
        file.unlink()
    assert "damaged" in refused("ask", "cited-by", code=1, store=tmp_path / "store")


# --- extract ----------------------------------------------------------------------------------------------------


def test_extract_prints_a_table(store: Path) -> None:
    out = kamergraaf("extract", str(LETTER)).stdout
    assert "kamerbrief-participatiewet.txt: letter" in out
    assert ["law", "Participatiewet", "BWBR0015703"] in [row[1:4] for row in table(out)]


def test_extract_prints_a_record_for_each_text() -> None:
    out = kamergraaf("extract", str(LETTER), str(QUESTIONS), "--format", "jsonl", "--text").stdout
    records = [json.loads(line) for line in out.splitlines()]
    assert [record["source"]["path"] for record in records] == [str(LETTER), str(QUESTIONS)]
    for record in records:
        text = record["source"]["text"]
        assert all(text[m["start"] : m["end"]] == m["text"] for m in record["mentions"])


@pytest.mark.parametrize("name", ["turtle", "trig", "nquads"])
def test_extract_prints_the_graph_of_a_text(name: str, store: Path) -> None:
    forms = {"turtle": RdfFormat.TURTLE, "trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS}
    quads = set(parse(kamergraaf("extract", str(LETTER), "--format", name).stdout.encode(), forms[name]))
    with GraphStore.reader(store) as reader:
        held = {quad.triple for quad in reader.quads}
    assert len(quads) > 100
    assert {quad.triple for quad in quads} <= held


def test_extract_reads_standard_input() -> None:
    done = kamergraaf("extract", "-", "--format", "jsonl", stdin="Zie artikel 47 van de Participatiewet.")
    record = json.loads(done.stdout)
    assert record["source"]["path"] == "-"
    assert "jci1.3:c:BWBR0015703&artikel=47" in [mention["id"] for mention in record["mentions"]]


def test_extract_reads_a_stream_of_records_in_order() -> None:
    lines = [
        '{"id": "a", "text": "Zie artikel 47 van de Participatiewet."}',
        "",
        "{broken",
        '{"id": 3, "text": "no string"}',
        '{"id": "b"}',
        '{"id": "c", "text": "Half a pair \\ud800 in Stb. 2003, 375."}',
    ]
    done = kamergraaf("extract", "-", "--input-format", "jsonl", "--format", "jsonl", stdin="\n".join(lines), code=1)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["source"]["id"] for record in records] == ["a", "c"]
    assert [mention["id"] for mention in records[1]["mentions"]] == ["stb-2003-375"]
    told = re.findall(r"^kamergraaf: -:(\d+): ", done.stderr, re.MULTILINE)
    assert told == ["3", "4", "5"]


def test_a_line_that_is_too_long_is_passed_over(tmp_path: Path) -> None:
    long = b'{"id": "b", "text": "' + b"x" * 50_000_000 + b'"}'
    lines = [b'{"id": "a", "text": "Zie Stb. 2003, 375."}', long, b'{"id": "c", "text": "Zie Stb. 2003, 376."}']
    (tmp_path / "texts.jsonl").write_bytes(b"\n".join(lines))
    arguments = ["extract", str(tmp_path / "texts.jsonl"), "--input-format", "jsonl", "--format", "jsonl"]
    done = kamergraaf(*arguments, code=1)
    assert [json.loads(line)["source"]["id"] for line in done.stdout.splitlines()] == ["a", "c"]
    assert re.search(r"texts.jsonl:2: a line of more than", done.stderr)


def test_extract_gives_each_record_as_soon_as_it_is_read() -> None:
    command = [sys.executable, "-c", START, "extract", "-", "--input-format", "jsonl", "--format", "jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()) as process:
        assert process.stdin
        assert process.stdout
        for identifier in ("1", "2", "3"):
            process.stdin.write(json.dumps({"id": identifier, "text": "Zie Stb. 2003, 375."}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["source"]["id"] == identifier
        process.stdin.close()
        assert process.wait(10) == 0


def test_extract_writes_a_page_in_which_everything_is_escaped(tmp_path: Path) -> None:
    text = "<script>alert('x')</script> & Zie artikel 47 van de Participatiewet en <b>Stb. 2003, 375</b>.\n"
    file = tmp_path / 'a"<i>.txt'
    file.write_text(text, encoding="utf-8")
    page = kamergraaf("extract", str(file), "--format", "html").stdout
    root = ElementTree.fromstring(page.split("\n", 1)[1].replace("<meta charset=\"utf-8\">", "").replace(
        '<meta name="viewport" content="width=device-width, initial-scale=1">', ""))  # fmt: skip
    pre = next(root.iter("pre"))
    assert "".join(pre.itertext()) == text
    links = {link.get("href"): "".join(link.itertext()) for link in pre.iter("a")}
    assert links["https://zoek.officielebekendmakingen.nl/stb-2003-375"] == "Stb. 2003, 375"
    assert links["https://wetten.overheid.nl/BWBR0015703"] == "Participatiewet"
    assert not list(root.iter("script"))
    assert not re.search(r"""(?:src|href)=["'](?!https?://)""", page), "the page needs nothing beside it"


# --- ask and query ----------------------------------------------------------------------------------------------


def test_ask_takes_what_a_person_types(store: Path) -> None:
    for law in ("Participatiewet", "BWBR0015703", "wet:BWBR0015703", "https://wetten.overheid.nl/BWBR0015703"):
        rows = list(csv.reader(io.StringIO(kamergraaf("ask", "cited-by", law, "--format", "csv", store=store).stdout)))
        assert len(rows) > 3
        assert rows[0][:2] == ["date", "paper"]


def test_ask_shows_a_query_that_any_tool_runs(store: Path) -> None:
    shown = kamergraaf("ask", "cited-by", "Participatiewet", "--show", store=store).stdout
    assert "VALUES ?thing { <https://wetten.overheid.nl/BWBR0015703> }" in shown
    ours = kamergraaf("ask", "cited-by", "Participatiewet", "--format", "csv", store=store).stdout
    assert kamergraaf("query", "-f", "-", "--format", "csv", stdin=shown, store=store).stdout == ours


def test_ask_shows_a_query_without_a_store(tmp_path: Path) -> None:
    plain = kamergraaf("ask", "cited-by", "--show", store=tmp_path / "none").stdout
    filled = kamergraaf("ask", "cited-by", "WW", "--show", store=tmp_path / "none").stdout
    assert plain.replace("{ UNDEF }", "{ <https://wetten.overheid.nl/BWBR0004045> }") == filled


def test_ask_lists_the_library_and_explains_a_query() -> None:
    listed = json.loads(kamergraaf("ask", "--list", "--format", "json").stdout)
    assert len(listed) >= 50
    assert {"topic", "name", "question", "values"} == set(listed[0])
    explained = kamergraaf("ask", "cited-by", "--list", "--format", "json")
    assert json.loads(explained.stdout)[0]["value"] == "thing"
    assert "kamergraaf ask cited-by" in explained.stderr


def test_the_formats_of_rows(store: Path) -> None:
    def out(name: str) -> str:
        return kamergraaf("query", SELECT, "--format", name, store=store).stdout

    rows = [row[0] for row in csv.reader(io.StringIO(out("csv")))]
    assert rows[0] == "s"
    assert len(rows) == 1 + len(list(SAMPLES.iterdir()))
    assert [line.strip("<>?") for line in out("tsv").splitlines()] == rows
    assert [row["s"]["value"] for row in json.loads(out("json"))["results"]["bindings"]] == rows[1:]
    xml = ElementTree.fromstring(out("xml"))
    assert [uri.text for uri in xml.iter("{http://www.w3.org/2005/sparql-results#}uri")] == rows[1:]
    assert len(table(out("table"))) == len(rows)


def test_a_query_that_gives_a_graph_is_printed_as_turtle(store: Path) -> None:
    query = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 20"
    plain, named = (kamergraaf("query", query, *form, store=store).stdout for form in ([], ["--format", "turtle"]))
    assert plain == named
    assert len(list(parse(plain.encode(), RdfFormat.TURTLE))) == 20


def test_a_question_of_yes_or_no(store: Path) -> None:
    assert kamergraaf("query", "ASK { ?s ?p ?o }", store=store).stdout == "yes\n"
    assert (
        json.loads(kamergraaf("query", "ASK { ?s ?s ?s }", "--format", "json", store=store).stdout)["boolean"] is False
    )


def test_an_answer_without_rows_says_so_beside_the_result(store: Path) -> None:
    done = kamergraaf("query", "SELECT ?s { ?s ?s ?s }", store=store)
    assert (done.stdout, done.stderr) == ("", "no rows\n")


def test_a_query_file_that_is_no_text(tmp_path: Path, store: Path) -> None:
    (tmp_path / "q.rq").write_bytes(b"SELECT \xff")
    assert "a query must be UTF-8 text" in refused("query", "-f", str(tmp_path / "q.rq"), code=2, store=store)


# --- export, validate, stats, remove, backup, registers ----------------------------------------------------------


def test_export_writes_to_a_file_what_it_prints(store: Path, tmp_path: Path) -> None:
    printed = kamergraaf("export", "--format", "nquads", store=store).stdout
    done = kamergraaf("export", "--format", "nquads", "-o", str(tmp_path / "graph.nq"), store=store)
    assert done.stdout == ""
    assert (tmp_path / "graph.nq").read_text(encoding="utf-8") == printed
    assert len(printed.splitlines()) > 1000


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--describe", "Participatiewet"], "cito:hasCitedEntity wet:BWBR0015703"),
        (["--graph", "kamerbrief-participatiewet.txt"], "graph:kamerbrief-participatiewet.txt a "),
        (["--ask", "export-paper", "--param", "work=kv-tk-2015Z07200"], "ob:kv-tk-2015Z07200 a "),
    ],
)
def test_export_of_a_part(arguments: list[str], expected: str, store: Path) -> None:
    turtle = kamergraaf("export", *arguments, store=store).stdout
    whole = kamergraaf("export", store=store).stdout
    assert expected in turtle
    assert len(turtle) < len(whole) / 2


def test_a_broken_graph_is_reported(tmp_path: Path) -> None:
    kamergraaf("build", str(LETTER), store=tmp_path / "copy")
    with GraphStore.open(tmp_path / "copy") as writer:
        writer.quads.update(
            "PREFIX cito: <http://purl.org/spar/cito/> DELETE WHERE { GRAPH ?g { "
            "?paper cito:cites <https://wetten.overheid.nl/BWBR0015703> } }"
        )
        writer.publish()
    done = kamergraaf("validate", store=tmp_path / "copy", code=1)
    assert "Each plain edge cito:cites" in " ".join(done.stdout.split())
    assert re.search(r"[1-9]\d* violations, \d+ warnings", done.stderr)
    found = json.loads(kamergraaf("validate", "--format", "json", store=tmp_path / "copy", code=1).stdout)
    assert {"severity", "rule", "thing", "value"} == set(found[0])


def test_stats(store: Path) -> None:
    counts = dict(csv.reader(io.StringIO(kamergraaf("stats", "--format", "csv", store=store).stdout)))
    assert int(counts["https://w3id.org/kamergraaf/def#SourceGraph"]) == len(list(SAMPLES.iterdir()))
    assert "graph:kamervraag-2015z07200.txt" in kamergraaf("stats", "--sources", store=store).stdout


def test_a_source_is_removed(store: Path, tmp_path: Path) -> None:
    kamergraaf("backup", str(tmp_path / "copy"), store=store)
    done = kamergraaf("remove", "rapport-inspraak.txt", store=tmp_path / "copy")
    assert (done.stdout, done.stderr) == ("", "removed rapport-inspraak.txt\n")
    with GraphStore.reader(tmp_path / "copy") as reader:
        assert "rapport-inspraak.txt" not in reader.sources()


def test_the_registers_are_listed() -> None:
    rows = {
        row["register"]: row["entries"]
        for row in json.loads(kamergraaf("registers", "list", "--format", "json").stdout)
    }
    assert rows["law"] >= 150
    assert rows["person"] >= 10


# --- how it behaves ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_to_paste(name: str) -> None:
    sections = reference().split("\n## kamergraaf ")[1:]
    examples = [re.findall(r"Example:\n((?: {4,}.*\n)+)", section) for section in sections if section.startswith(name)]
    assert any(f"kamergraaf {name}" in block for blocks in examples for block in blocks)


def test_the_page_of_commands_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), "run: python docs/make_cli_reference.py"


def test_the_version() -> None:
    assert kamergraaf("--version").stdout == f"kamergraaf {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "unused"),
    [
        (["--help"], ["rdflib", "pyshacl", "pyoxigraph", "rich", "lxml", "ahocorasick_rs"]),
        (["build", "--help"], ["rdflib", "pyshacl"]),
        (["ask", "--list"], ["rdflib", "pyshacl"]),
    ],
)
def test_a_command_loads_only_what_it_uses(arguments: list[str], unused: list[str]) -> None:
    script = (
        "import sys\nfrom kamergraaf.cli import run\n"
        f"run({arguments!r})\nprint(sorted(set({unused!r}) & set(sys.modules)), file=sys.stderr)"
    )
    done = run([sys.executable, "-c", script], HOUSE, environment())
    assert done.stderr.splitlines()[-1] == "[]"


def test_a_reader_that_has_enough_is_no_error(store: Path, tmp_path: Path) -> None:
    line = "kamergraaf export --format nquads | head -n 1; test ${PIPESTATUS[0]} -eq 0"
    done = shell(line, store=store, folder=tmp_path)
    assert (len(done.stdout.splitlines()), done.stderr) == (1, "")


def test_a_fault_of_our_own_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> None:
        raise ZeroDivisionError("nothing to share")

    monkeypatch.setattr("kamergraaf.commands.stats.command", click.Command("stats", callback=broken))
    assert main_program(["stats"]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "ZeroDivisionError: nothing to share" in told
    assert "KAMERGRAAF_TRACE=1" in told


def test_ctrl_c_ends_quietly() -> None:
    command = [sys.executable, "-c", START, "extract", "-", "--input-format", "jsonl", "--format", "jsonl"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b'{"id": "1", "text": "Zie Stb. 2003, 375."}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=10)
    assert process.returncode == 130
    assert told.strip() == b""


def test_a_table_in_a_pipe_has_no_colours_and_loses_nothing(store: Path) -> None:
    query = 'SELECT ("' + "x" * 500 + '" AS ?long) ("a\\u001b[31mb" AS ?red) {}'
    out = kamergraaf("query", query, store=store).stdout
    assert "\x1b" not in out
    assert out.count("x") == 500


def test_the_store_is_an_option_or_a_variable(store: Path, tmp_path: Path) -> None:
    settings = environment() | {"KAMERGRAAF_STORE": str(tmp_path / "nothing")}
    command = [sys.executable, "-c", START, "stats", "--store", str(store)]
    assert run(command, tmp_path, settings).stdout
    run(command[:-2], tmp_path, settings, code=1)
    (tmp_path / "kamergraaf-store").symlink_to(store)
    assert run(command[:-2], tmp_path, environment()).stdout


def test_five_small_documents_are_built_in_three_seconds(tmp_path: Path) -> None:
    """Of processor time, Python's start included: other tests run at the same time."""
    documents = sorted(map(str, SAMPLES.glob("*.txt")))[:5]
    code = [str(HOUSE / package) for package in ("extract", "graph", "kamergraaf")]
    run([sys.executable, "-m", "compileall", "-q", *code], tmp_path, environment())  # as an installation does

    def seconds(store: Path) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run([sys.executable, "-c", START, "build", *documents], tmp_path, environment(store))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert any(seconds(tmp_path / f"store-{number}") < 3 * slowness() for number in range(4))


# --- search -----------------------------------------------------------------------------------------------------


def test_search_shows_passages_with_what_they_name(store: Path) -> None:
    [found] = json.loads(kamergraaf("search", '"17 050"', "--format", "json", store=store).stdout)
    assert "*17 050*" in found["passage"]
    assert found["paper"] == ["kg:id/brief/2021-0000067909"]
    assert "ob:kst-17050-596" in found["names"]


def test_search_by_name(store: Path) -> None:
    head, row = table(kamergraaf("search", "karabulut", "--names", store=store).stdout)
    assert row == ["persoon:sadet-karabulut", "Person", "Sadet Karabulut", "Sadet Karabulut"]
    assert head == ["thing", "kind", "label", "name"]


def test_search_without_words_is_refused(store: Path) -> None:
    assert "has no words to look for" in refused("search", "*", code=2, store=store)

"""What the store keeps, replaces, forgets and shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, Store
from synthetic import lines, new_store, source, versions

from graph import iris
from graph.contents import Part
from graph.contents import write as write_parts
from graph.dataset import run_quads
from graph.store import GraphStore, SourceUpdate
from graph.vocabulary import PROV, RDFS
from kamergraaf.errors import QueryError, StoreError

AWKWARD = [
    "",
    'een "aanhaling" en een \\ schuine streep',
    "regel\neind\r\ntab\t.",
    "geen \\u0041 en geen \\n",
    "} }; DROP ALL; INSERT DATA { <x:a> <x:b> '",
    "één harde spatie,   smal, regelscheider en \U0001f3db",
    "'''\"\"\"",
    "{{ ?x $y <a> # geen commentaar",
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return new_store(tmp_path / "store")


def write(path: Path, *updates: SourceUpdate) -> None:
    with GraphStore.open(path) as store:
        assert store.replace(updates) == len(updates)


def test_readers_find_what_was_written(path: Path) -> None:
    letter = source("kamer/Brief 12.txt")
    write(path, letter, source("b.txt", "7"))
    with GraphStore.reader(path) as store:
        assert store.sources() == ["b.txt", "kamer/brief-12.txt"]
        assert store.fingerprint("kamer/Brief 12.txt") == letter.fingerprint
        assert set(letter.quads) < set(store.quads)
        assert store.text(letter.sha256) == letter.text
        assert versions(store) == {"b.txt": "7", "kamer/brief-12.txt": "1"}


def test_replacing_a_source_leaves_nothing_of_the_old_one_and_no_other_changed(path: Path) -> None:
    write(path, source("a.txt", "1"), source("b.txt", "1"))
    write(path, source("a.txt", "2"))
    with GraphStore.reader(path) as store:
        assert versions(store) == {"a.txt": "2", "b.txt": "1"}


def test_the_graph_of_runs_keeps_step_with_the_sources(path: Path) -> None:
    def run(name: str, minute: int) -> SourceUpdate:
        started = datetime(2026, 11, 21, 12, minute, tzinfo=UTC)
        return replace(source(name), run=run_quads(name, started, started, "0.1.0"))

    def runs() -> set[tuple[str, str]]:
        with GraphStore.reader(path) as store:
            found = store.quads.quads_for_pattern(None, PROV.startedAtTime, None, NamedNode(iris.RUNS_GRAPH))
            return {(str(quad.subject), str(quad.object)[15:17]) for quad in found}

    first, second = (f"<{iris.run(name)}>" for name in ("a.txt", "b.txt"))
    write(path, run("a.txt", 10), run("b.txt", 10))
    assert runs() == {(first, "10"), (second, "10")}
    write(path, run("a.txt", 20))
    assert runs() == {(first, "20"), (second, "10")}
    with GraphStore.open(path) as store:
        store.remove("b.txt")
    assert runs() == {(first, "20")}


def test_a_source_that_is_not_there_has_no_fingerprint(path: Path) -> None:
    write(path, source("a.txt"))
    with GraphStore.reader(path) as store:
        assert store.fingerprint("b.txt") is None


@given(words=st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1))
def test_a_graph_holds_any_words_whether_it_was_there_or_not(words: list[str]) -> None:
    graph, memory = NamedNode(iris.graph("a.txt")), Store()
    quads = {Quad(NamedNode("x:s"), RDFS.label, Literal(word, language="nl"), graph) for word in words}
    for state in (quads, {next(iter(source("a.txt").quads))}, quads):
        write_parts(memory, [(Part(graph, list(state)),)])
        assert set(memory) == state


def test_awkward_literals_come_back_as_they_went_in(path: Path) -> None:
    update = source("a.txt")
    for number in range(2):  # a new graph is loaded in bulk, one that is there is updated
        words = [Quad(NamedNode(f"x:{number}"), RDFS.label, Literal(word), update.graph) for word in AWKWARD]
        write(path, SourceUpdate("a.txt", "f", update.sha256, update.text, [*update.quads, *words]))
        with GraphStore.reader(path) as store:
            assert set(words) < set(store.quads)


def test_the_way_to_a_state_does_not_show_in_it(tmp_path: Path) -> None:
    names = ("a.txt", "b.txt", "c.txt")
    straight = new_store(tmp_path / "straight", *(source(name, "2") for name in names))
    winding = new_store(tmp_path / "winding", source("passing.txt"), *(source(name) for name in reversed(names)))
    write(winding, source("c.txt", "2"), source("a.txt", "2"))
    write(winding, source("b.txt", "2"))
    with GraphStore.open(winding) as store:
        store.remove("passing.txt")
    with GraphStore.reader(straight) as one, GraphStore.reader(winding) as other:
        assert lines(one.quads) == lines(other.quads)


def test_a_removed_source_is_gone_and_the_rest_is_not(path: Path) -> None:
    write(path, source("a.txt"), source("b.txt"))
    with GraphStore.open(path) as store:
        store.remove("a.txt")
    with GraphStore.reader(path) as store:
        assert versions(store) == {"b.txt": "1"}
        assert NamedNode(iris.graph("a.txt")) not in set(store.quads.named_graphs())


def test_removing_an_unknown_source_removes_nothing(path: Path) -> None:
    write(path, source("a.txt"))
    with GraphStore.open(path) as store:
        with pytest.raises(StoreError, match=r"no source 'z.txt'"):
            store.remove("a.txt", "z.txt")
        assert store.sources() == ["a.txt"]


def test_texts_go_when_nobody_can_read_them_any_more(path: Path) -> None:
    old, shared = source("a.txt", text="oud"), source("a.txt", "2", text="van twee")
    write(path, old)
    with GraphStore.reader(path) as reader:
        for version in "234":
            write(path, source("a.txt", version, text="van twee"), source("b.txt", version, text="van twee"))
        assert reader.text(old.sha256) == "oud"
    with GraphStore.open(path) as store:
        store.remove("b.txt")
        assert store.text(shared.sha256) == "van twee"
        with pytest.raises(StoreError, match=f"no text with digest '{old.sha256}'"):
            store.text(old.sha256)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 64])
def test_what_is_no_digest_names_no_text(path: Path, digest: str) -> None:
    write(path, source("a.txt"))
    with GraphStore.reader(path) as store, pytest.raises(StoreError, match="no text with digest"):
        store.text(digest)


def test_a_reader_keeps_its_state_however_much_is_written(path: Path) -> None:
    write(path, source("a.txt", "1"))
    with GraphStore.reader(path) as reader, GraphStore.open(path) as writer:
        for version in "2345":
            writer.replace([source("a.txt", version)])
            assert versions(reader) == {"a.txt": "1"}
            with GraphStore.reader(path) as later:
                assert versions(later) == {"a.txt": version}
        assert reader.snapshot_path is not None
        assert reader.snapshot_path.exists()


def test_old_snapshots_do_not_pile_up(path: Path) -> None:
    for version in "12345":
        write(path, source("a.txt", version))
    assert len([file for file in (path / "snapshots").iterdir() if not file.is_symlink()]) == 2


def test_nothing_new_is_shown_when_nothing_changed(path: Path) -> None:
    write(path, source("a.txt"))
    before = (path / "snapshots" / "current").readlink()
    write(path)
    assert (path / "snapshots" / "current").readlink() == before


def test_a_run_that_fails_half_way_is_shown_by_the_next_one(path: Path) -> None:
    write(path, source("a.txt", "1"))

    def run() -> Iterator[SourceUpdate]:
        yield source("a.txt", "2")
        yield source("big.txt", size=100_000)  # reaches the size at which sources are written
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), GraphStore.open(path) as writer:
        writer.replace(run())
    with GraphStore.reader(path) as store:
        assert versions(store) == {"a.txt": "1"}
    with GraphStore.open(path):
        pass
    with GraphStore.reader(path) as store:
        assert store.sources() == ["a.txt", "big.txt"]
        assert store.fingerprint("a.txt") == "fingerprint 2"


def test_two_sources_of_one_name_in_a_run_are_refused(path: Path) -> None:
    with GraphStore.open(path) as store, pytest.raises(StoreError, match=r"two sources have the name 'A.txt'"):
        store.replace([source("a.txt"), source("A.txt")])


def test_an_empty_store_can_be_read(path: Path) -> None:
    with GraphStore.reader(path) as store:
        assert store.sources() == []


def test_the_default_graph_of_a_query_is_all_graphs_or_none(path: Path) -> None:
    write(path, source("a.txt"))
    with GraphStore.reader(path) as store:
        assert isinstance(rows := store.query("SELECT * { ?text a ?class }"), QuerySolutions)
        assert next(rows, None) is not None
        assert isinstance(answer := store.query("ASK { ?text a ?class }", union=False), QueryBoolean)
        assert not answer


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT *\nWHERE { ?s ?p }", "not valid SPARQL at line 2, column 16"),
        ("ASK { ?s nope:p ?o }", "not valid SPARQL"),
        ("SELECT (<x:unknown>(1) AS ?x) {}", "cannot be run"),
    ],
)
def test_a_query_that_is_wrong_is_told_in_one_line(path: Path, query: str, message: str) -> None:
    with GraphStore.reader(path) as store, pytest.raises(QueryError, match=message) as told:
        store.query(query)
    assert "\n" not in str(told.value)


def test_a_closed_store_says_so(path: Path) -> None:
    with GraphStore.reader(path) as store:
        pass
    with pytest.raises(StoreError, match="is closed"):
        store.sources()


def test_a_backup_is_a_store(path: Path, tmp_path: Path) -> None:
    letter = source("a.txt")
    write(path, letter)
    with GraphStore.reader(path) as store:
        store.backup(tmp_path / "deep" / "copy")
        state = lines(store.quads)
    write(path, source("a.txt", "2"))
    with GraphStore.reader(tmp_path / "deep" / "copy") as copy:
        assert lines(copy.quads) == state
        assert copy.text(letter.sha256) == letter.text
    write(tmp_path / "deep" / "copy", source("b.txt"))


def test_an_empty_store_can_be_backed_up(path: Path, tmp_path: Path) -> None:
    with GraphStore.reader(path) as store:
        store.backup(tmp_path / "copy")
    with GraphStore.reader(tmp_path / "copy") as copy:
        assert copy.sources() == []


def test_a_backup_spares_what_is_there(path: Path, tmp_path: Path) -> None:
    note = tmp_path / "mine" / "note.txt"
    note.parent.mkdir()
    note.write_text("blijft", encoding="utf-8")
    with GraphStore.reader(path) as store:
        for target in (note.parent, note):
            with pytest.raises(StoreError, match="name a new or empty folder"):
                store.backup(target)
    assert [file.name for file in note.parent.iterdir()] == ["note.txt"]

"""Full-text search: an SQLite index of the texts, titles and names of one snapshot, kept beside it.

The index of a newer snapshot starts as a copy of an older one, so that only texts that came or went are worked on.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph import contents, iris
from graph.faults import damaged, faults_of
from graph.folder import StoreFolder
from graph.snapshots import name_of
from graph.store import GraphStore
from graph.vocabulary import DCTERMS, ELI, FOAF, KAMER, RDF, RDFS, SKOS
from kamergraaf.errors import KamergraafError, StoreError

SUFFIX = ".sqlite"
FORMAT = "1"  # an index of another format is made anew
MIN_PASSAGE, MAX_PASSAGE = 300, 1200  # characters
MARKED = ("\ue000", "\ue001")  # stand around the words that were found
SHORTEST_INFIX = 3  # characters that the index of names can look for within a word
_BLANK_LINE = re.compile(r"\n[ \t\r\f\u00a0]*\n")
_WORD = re.compile(r'"([^"]+)"|(\S+)')

_TABLES = """
CREATE TABLE format (version TEXT);
CREATE TABLE texts (sha256 TEXT PRIMARY KEY);
CREATE VIRTUAL TABLE passages USING fts5(
  words, sha256 UNINDEXED, start UNINDEXED, "end" UNINDEXED, tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE names USING fts5(
  name, iri UNINDEXED, kind UNINDEXED, label UNINDEXED, tokenize="trigram");
CREATE TABLE plain_names (folded TEXT, name TEXT, iri TEXT, kind TEXT, label TEXT);
CREATE INDEX by_folded ON plain_names (folded);
"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text in which the words were found; `words` has the marks of `MARKED` around them."""

    sha256: str
    start: int
    end: int
    words: str

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The words in pieces, each with whether it is what was looked for."""
        for number, piece in enumerate(re.split("[\ue000\ue001]", self.words)):
            if piece:
                yield piece, number % 2 == 1


@dataclass(frozen=True, slots=True)
class Name:
    """A thing by one of its names."""

    name: str
    iri: str
    kind: str  # the name of its class: Person, LegalResource, Motion, …
    label: str


class SearchIndex:
    """The index of one snapshot. Methods open the file for themselves, so any thread may call them."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def passages(self, words: str, limit: int = 20, skip: int = 0) -> list[Passage]:
        """The passages with all the words, best first; words in quotes stand together, `wet*` begins with wet."""
        sql = (
            "SELECT sha256, start, \"end\", snippet(passages, 0, ?, ?, ' … ', 48) FROM passages "
            "WHERE passages MATCH ? ORDER BY bm25(passages), sha256, start LIMIT ? OFFSET ?"
        )
        found = self._found(sql, (*MARKED, _match(words), limit, skip)) if _match(words) else []
        return [Passage(row[0], int(row[1]), int(row[2]), row[3]) for row in found]

    def count(self, words: str) -> int:
        """In how many passages the words stand."""
        sql = "SELECT COUNT(*) FROM passages WHERE passages MATCH ?"
        return int(self._found(sql, (_match(words),))[0][0]) if _match(words) else 0

    def named(self, words: str, kinds: Sequence[str] = (), limit: int = 20) -> list[Name]:
        """Things that have all the words in one of their names, short names first; each thing once."""
        wanted = [word for word in words.split() if len(word) >= SHORTEST_INFIX]
        if not wanted:
            return self.beginning(words, kinds, limit)
        match = " AND ".join(map(_quoted, wanted))
        return _each_once(self._names("names WHERE names MATCH ?", match, kinds, limit * 4), limit)

    def beginning(self, words: str, kinds: Sequence[str] = (), limit: int = 20) -> list[Name]:
        """Things with a name that begins with the words."""
        folded = words.casefold().strip()
        if not folded:
            return []
        escaped = re.sub(r"([%_\\])", r"\\\1", folded)
        found = self._names("plain_names WHERE folded LIKE ? ESCAPE '\\'", f"{escaped}%", kinds, limit * 4)
        return _each_once(found, limit)

    def some(self, kinds: Sequence[str], limit: int = 20) -> list[Name]:
        """Some things of these kinds, in the order of their names."""
        return self._names("plain_names WHERE name = label AND folded > ?", "@", kinds, limit) if kinds else []

    def called(self, name: str) -> list[Name]:
        """Things with exactly this name, in upper or lower case."""
        return _each_once(self._names("plain_names WHERE folded = ?", name.casefold().strip(), (), 50), 50)

    def near(self, words: Iterable[str], limit: int = 8) -> list[Name]:
        """Things with a name that shares pieces of words with these, most alike first; a word may be misspelled."""
        starts = ((word, at) for word in words for at in range(len(word) - SHORTEST_INFIX + 1))
        wanted = list(dict.fromkeys(word[at : at + SHORTEST_INFIX] for word, at in starts))
        sql = "SELECT name, iri, kind, label FROM names WHERE names MATCH ? ORDER BY bm25(names), length(name) LIMIT ?"
        found = self._found(sql, (" OR ".join(map(_quoted, wanted)), limit * 4)) if wanted else []
        return _each_once([Name(*row) for row in found], limit)

    def _names(self, condition: str, value: str, kinds: Sequence[str], limit: int) -> list[Name]:
        among = f"AND kind IN ({','.join('?' * len(kinds))})" if kinds else ""
        sql = f"SELECT name, iri, kind, label FROM {condition} {among} ORDER BY length(name), name, iri LIMIT ?"
        return [Name(*row) for row in self._found(sql, (value, *kinds, limit))]

    def _found(self, sql: str, values: tuple[object, ...]) -> list[tuple[str, ...]]:
        try:
            with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as connection:
                return connection.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as fault:
            raise damaged(self.file.parent.parent, f"{self.file.name}: {fault}") from fault


def index_of(store: GraphStore) -> SearchIndex:
    """The index of the snapshot that a reader has open; it is made where it is not there yet."""
    if store.snapshot_path is None:
        raise StoreError(f"the store at {store.path} is open for writing: open a reader to search it")
    folder = store.path / "search"
    file = folder / f"{name_of(store.snapshot_path)}{SUFFIX}"
    if not _usable(file):
        with faults_of(store.path):
            folder.mkdir(exist_ok=True)
            _make(store, file)
            _prune(folder, StoreFolder(store.path))
    return SearchIndex(file)


def _usable(file: Path) -> bool:
    if not file.exists():
        return False
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT version FROM format").fetchall() == [(FORMAT,)]
    except sqlite3.DatabaseError:
        return False


def _make(store: GraphStore, file: Path) -> None:
    """Writes the index under another name and then moves it to its place, so that nobody reads half of it."""
    with TemporaryDirectory(dir=file.parent, prefix=".making-") as folder:
        part = Path(folder) / file.name
        older = [f for f in _by_age(file.parent) if _usable(f)]
        if older:
            shutil.copyfile(older[-1], part)
        with closing(sqlite3.connect(part)) as connection, connection:
            if not older:
                connection.executescript(_TABLES)
                connection.execute("INSERT INTO format VALUES (?)", (FORMAT,))
            _write_texts(connection, store)
            _write_names(connection, _names_of(store))
        part.replace(file)


def _prune(folder: Path, store: StoreFolder) -> None:
    """Removes the indexes of snapshots that are gone."""
    kept = {name_of(snapshot) for snapshot in store.snapshots.all()}
    for file in _by_age(folder):
        if file.stem not in kept:
            file.unlink(missing_ok=True)


def _by_age(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{SUFFIX}"), key=lambda file: file.stat().st_mtime)


# --- texts --------------------------------------------------------------------------------------------------------


def _write_texts(connection: sqlite3.Connection, store: GraphStore) -> None:
    wanted = set(contents.objects(store.quads, KAMER.sha256))
    held = {row[0] for row in connection.execute("SELECT sha256 FROM texts")}
    for sha256 in held - wanted:
        connection.execute("DELETE FROM passages WHERE sha256 = ?", (sha256,))
        connection.execute("DELETE FROM texts WHERE sha256 = ?", (sha256,))
    for sha256 in sorted(wanted - held):
        text = _text(store, sha256)
        places = ((_indexed(text[start:end]), sha256, start, end) for start, end in cut(text))
        connection.executemany("INSERT INTO passages VALUES (?, ?, ?, ?)", places)
        connection.execute("INSERT INTO texts VALUES (?)", (sha256,))


def _text(store: GraphStore, sha256: str) -> str:
    try:
        return store.text(sha256)
    except KamergraafError:  # a text that is lost is not found, but the others are
        return ""


def _indexed(words: str) -> str:
    """The words on one line, without what could be taken for a mark, and without halves of characters."""
    clean = " ".join(words.translate({0xE000: " ", 0xE001: " "}).split())
    return clean.encode("utf-8", "replace").decode()


def cut(text: str) -> Iterator[tuple[int, int]]:
    """Cuts a text into passages: paragraphs, short ones together, long ones at a space."""
    edges = [0, *(match.end() for match in _BLANK_LINE.finditer(text)), len(text)]
    begin = 0
    for _, end in pairwise(edges):
        if end - begin >= MIN_PASSAGE or end == len(text):
            yield from _shortened(text, begin, end)
            begin = end


def _shortened(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_PASSAGE:
        space = max(text.rfind(" ", start + MIN_PASSAGE, start + MAX_PASSAGE), start + MIN_PASSAGE)
        yield start, space
        start = space
    if text[start:end].strip():
        yield start, end


# --- names --------------------------------------------------------------------------------------------------------

_PROPERTIES = (
    *(RDFS.label, FOAF.name, DCTERMS.title, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel),
    *(KAMER.localId, KAMER.ecli, ELI.id_local, KAMER.questionNumber, KAMER.referenceNumber),
)
_PROPERTIES_OF_TITLES = (KAMER.titleText, KAMER.abbreviation)
# The parts of papers are found by their words; a class that stands later in this list says more than an earlier one.
_NOT_NAMED = frozenset(
    "Question Answer Footnote Participation Citation Mention Annotation Membership LawTitle TextSnapshot SourceGraph "
    "Bundle Interval Instant Class ObjectProperty DatatypeProperty Ontology Extractor SoftwareAgent Dataset Agent "
    "SPARQLExecutable SPARQLSelectExecutable SPARQLConstructExecutable SPARQLAskExecutable ConceptScheme".split()
)
_SAYS_LITTLE = ("Work", "Organization", "Document", "WebPage", "Entity", "Report", "Person")
_LABELS = ("label", "name", "prefLabel", "title")


Subject = NamedNode | BlankNode | Literal | Triple


def _names_of(store: GraphStore) -> Iterator[Name]:
    classes = _by_subject(store, (RDF.type,))
    laws = {quad.object: quad.subject for quad in store.quads.quads_for_pattern(None, KAMER.lawTitle, None, None)}
    names = _by_subject(store, _PROPERTIES)
    for title, found in _by_subject(store, _PROPERTIES_OF_TITLES).items():
        names.setdefault(laws.get(title, title), []).extend(found)
    for thing, found in names.items():
        kinds = {_local(class_) for _, class_ in classes.get(thing, ())}
        if isinstance(thing, NamedNode) and kinds and not kinds & _NOT_NAMED:
            yield from _named(thing.value, kind_of(kinds), found)


def _by_subject(store: GraphStore, properties: Iterable[NamedNode]) -> dict[Subject, list[tuple[str, str]]]:
    """For each subject the names of these properties with their values."""
    found: dict[Subject, list[tuple[str, str]]] = {}
    for property_ in properties:
        for quad in store.quads.quads_for_pattern(None, property_, None, None):
            if isinstance(quad.object, NamedNode | Literal):
                found.setdefault(quad.subject, []).append((_local(property_.value), quad.object.value))
    return found


def _named(iri: str, kind: str, found: list[tuple[str, str]]) -> Iterator[Name]:
    _, label = min(found, key=lambda one: (_LABELS.index(one[0]) if one[0] in _LABELS else len(_LABELS), one[1]))
    for name in sorted({name for _, name in found}):
        yield Name(name, iri, kind, label)


def kind_of(classes: Iterable[str]) -> str:
    """The class that says most of a thing, of the local names of all its classes."""
    return min(classes, key=lambda name: (_SAYS_LITTLE.index(name) if name in _SAYS_LITTLE else -1, name))


def _local(iri: str) -> str:
    return re.split("[#/]", iri)[-1]


def _write_names(connection: sqlite3.Connection, names: Iterable[Name]) -> None:
    found = sorted({(n.name, n.iri, n.kind, n.label) for n in names})
    connection.execute("DELETE FROM names")
    connection.execute("DELETE FROM plain_names")
    connection.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", found)
    folded = ((name.casefold().strip(), name, *others) for name, *others in found)
    connection.executemany("INSERT INTO plain_names VALUES (?, ?, ?, ?, ?)", folded)


# --- what is typed ------------------------------------------------------------------------------------------------


def _match(words: str) -> str:
    """What is typed as a query of FTS5: every word and every phrase in quotes has to be there."""
    found = (match[1] or match[2] for match in _WORD.finditer(words))
    return " ".join(_quoted(word.rstrip("*")) + "*" * word.endswith("*") for word in found if _searchable(word))


def _searchable(word: str) -> bool:
    return any(character.isalnum() for character in word)


def _quoted(word: str) -> str:
    return '"{}"'.format(word.replace('"', "").replace("\0", ""))


def _each_once(names: Iterable[Name], limit: int) -> list[Name]:
    return list({name.iri: name for name in reversed(list(names))}.values())[::-1][:limit]


# --- what stands in a passage -------------------------------------------------------------------------------------

_LINKS = """
PREFIX kamer: <https://w3id.org/kamergraaf/def#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT DISTINCT ?text ?from ?paper ?title ?name ?date ?body ?label ?class WHERE {
  {
    VALUES (?text ?from ?to) { PLACES }
    ?text kamer:textOf ?paper .
    OPTIONAL { ?paper dcterms:title ?title }
    OPTIONAL { ?paper rdfs:label ?name }
    OPTIONAL { ?paper eli:date_document ?date }
  } UNION {
    VALUES (?text ?from ?to) { PLACES }
    ?place oa:hasSource ?text ; oa:hasSelector ?position .
    ?position oa:start ?start .
    FILTER(?start >= ?from && ?start < ?to)
    ?mention oa:hasTarget ?place ; oa:hasBody ?body .
    ?body rdfs:label ?label ; a ?class .
  }
} ORDER BY ?text ?from ?paper ?start ?body ?class
"""


def links_query(passages: Iterable[Passage]) -> str:
    """The SPARQL that tells of passages in which papers they stand (?paper) and what they name (?body)."""
    places = (f"({NamedNode(iris.text(p.sha256))} {p.start} {p.end})" for p in passages)
    return _LINKS.replace("PLACES", " ".join(places))

"""What a notebook or a script uses; `kamergraaf` itself offers these names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from types import TracebackType

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryTriples

from extract.model import Extraction
from extract.pipeline import Extractor
from extract.readers import from_text, read
from extract.registers import Registers
from graph.authority import embedded
from graph.library import CannedQuery, fill, find, load
from graph.store import GraphStore, Results
from graph.vocabulary import XSD
from kamergraaf.building import Outcome, build_sources
from kamergraaf.errors import KamergraafError
from kamergraaf.registers import registers_of
from kamergraaf.sources import find_sources
from kamergraaf.texts import read_texts
from kamergraaf.values import Values

DEFAULT_STORE = "kamergraaf-store"

Value = str | int | Decimal | bool | date | datetime | None
Row = dict[str, Value]

__all__ = [
    "Graph",
    "KamergraafError",
    "Outcome",
    "build",
    "extract_file",
    "extract_files",
    "extract_text",
    "open_store",
]


def extract_text(text: str, name: str = "text") -> Extraction:
    """What is found in a text: its papers, questions, answers, notes, and every mention with its place."""
    return _extractor().extract(from_text(name, text))


def extract_file(path: str | Path) -> Extraction:
    """What is found in a document on disk."""
    return _extractor().extract(read(Path(path), Path(path).name))


def extract_files(*paths: str | Path) -> Iterator[Extraction | KamergraafError]:
    """What is found in each document of files, folders and archives; in the place of what cannot be read an error."""
    for text in read_texts(map(Path, paths), "file"):
        yield text if isinstance(text, KamergraafError) else _extractor().extract(text.document)


@cache
def _extractor() -> Extractor:
    return Extractor(embedded())


def build(*paths: str | Path, store: str | Path = DEFAULT_STORE) -> list[Outcome]:
    """Puts the graphs of documents, folders and archives in the store; what cannot be read is an outcome too.

    Raises the first error about a path that holds no document.
    """
    sources, errors = find_sources(map(Path, paths))
    if errors:
        raise errors[0]
    with GraphStore.create(Path(store)) as writer:
        return build_sources(sources, writer, registers_of(Path(store)))


def open_store(path: str | Path = DEFAULT_STORE) -> Graph:
    """Opens the store for questions; use it in a `with` statement, or close it."""
    return Graph(GraphStore.reader(Path(path)))


class Graph:
    """A store that can be questioned. Rows are dictionaries, as pandas takes them; IRIs are strings."""

    def __init__(self, store: GraphStore) -> None:
        self.store = store

    def __enter__(self) -> Graph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.store.close()

    @cached_property
    def _queries(self) -> dict[str, CannedQuery]:
        return load()

    @cached_property
    def _registers(self) -> Registers:
        return registers_of(self.store.path)

    def query(self, sparql: str) -> list[Row]:
        """The rows of a SELECT, the statements of a CONSTRUCT, or the one value of an ASK."""
        return _rows(self.store.query(sparql))

    def ask(self, name: str, *values: str, **named: str) -> list[Row]:
        """The rows of a canned query; values are what a person would type (`"artikel 47 Participatiewet"`)."""
        query = find(name, self._queries)
        terms = Values(self._registers, self.store).of_query(query, values, named)
        return self.query(fill(query, terms))


def _rows(results: Results) -> list[Row]:
    if isinstance(results, QueryBoolean):
        return [{"answer": bool(results)}]
    if isinstance(results, QueryTriples):
        return [{"subject": _value(s), "predicate": _value(p), "object": _value(o)} for s, p, o in results]
    names = [variable.value for variable in results.variables]
    return [{name: _value(term) for name, term in zip(names, row, strict=True)} for row in results]


def _value(term: object) -> Value:
    if isinstance(term, Literal):
        return _READERS.get(term.datatype, str)(term.value)
    return term.value if isinstance(term, NamedNode) else None if term is None else str(term)


_READERS: dict[NamedNode, Callable[[str], Value]] = {
    XSD.integer: int,
    XSD.decimal: Decimal,
    XSD.boolean: lambda text: text in ("true", "1"),
    XSD.date: date.fromisoformat,
    XSD.dateTime: datetime.fromisoformat,
}

"""What the store holds, and writing it: either all that was given stands there afterwards, or all that did before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import not_

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, serialize

_NEWLINE = "\n"


def subjects(store: Store, predicate: NamedNode, graph: NamedNode | None = None) -> list[str]:
    """The IRIs of which something is said."""
    found = store.quads_for_pattern(None, predicate, None, graph)
    return [quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)]


def objects(store: Store, predicate: NamedNode, subject: NamedNode | None = None) -> list[str]:
    """The literals and IRIs that are said of something, as strings."""
    found = store.quads_for_pattern(subject, predicate, None, None)
    return [quad.object.value for quad in found if isinstance(quad.object, NamedNode | Literal)]


@dataclass(frozen=True, slots=True)
class Part:
    """All that a graph is to say, or all that it is to say of one subject; `quads` are in that graph.

    A graph that is to say nothing is removed.
    """

    graph: NamedNode
    quads: Sequence[Quad]
    subject: NamedNode | None = None

    def is_new(self, store: Store) -> bool:
        return next(store.quads_for_pattern(self.subject, None, None, self.graph), None) is None

    def changes(self, store: Store) -> Iterator[str]:
        """What has to be done in SPARQL so that the store says what it should: the differences only."""
        if not self.quads and not self.subject:
            yield f"DROP SILENT GRAPH {self.graph}"
            return
        held, wanted = self._held(store), _lines(self.quads)
        for verb, lines in (("DELETE", held - wanted), ("INSERT", wanted - held)):
            if lines:
                yield f"{verb} DATA {{ GRAPH {self.graph} {{\n{_NEWLINE.join(lines)}\n}} }}"

    def _held(self, store: Store) -> set[str]:
        if self.subject:
            return _lines(store.quads_for_pattern(self.subject, None, None, self.graph))
        return _split(store.dump(format=RdfFormat.N_TRIPLES, from_graph=self.graph))


def write(store: Store, groups: Sequence[tuple[Part, ...]]) -> None:
    """Makes the store say what each group of parts says; each takes place as a whole or not at all.

    Groups of which nothing is there yet go in by one bulk load, the fastest way. Each other one is an update (one
    transaction) with the differences: five times as fast as writing a graph anew where little changed, and as fast
    where all did.
    """
    new = [all(part.is_new(store) for part in group) for group in groups]
    store.bulk_extend(quad for group in compress(groups, new) for part in group for quad in part.quads)
    for group in compress(groups, map(not_, new)):
        if changes := [change for part in group for change in part.changes(store)]:
            store.update(";\n".join(changes))


def _lines(quads: Iterable[Quad]) -> set[str]:
    return _split(serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES))


def _split(triples: bytes | None) -> set[str]:
    return set((triples or b"").decode().split(_NEWLINE)) - {""}

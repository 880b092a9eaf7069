"""One source on its way into its graph: where quads are written, and how the things that it names get their nodes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from pyoxigraph import NamedNode

from extract.model import Extraction, Mention, Span
from extract.registers import Registers
from graph import iris
from graph.build_layout import Layout
from graph.identity import Fact, NameOf, classes, names
from graph.terms import Sheet, dutch, integer, node, plain, printable, quoted
from graph.vocabulary import DCTERMS, FOAF, OA, RDF, RDFS

CONTEXT = 24  # characters before and after a quote
LOCAL_FOLDERS = {"person": "persoon", "report": "rapport", "publication": "publicatie", "news": "publicatie"}


class Source:
    """A source text, its layout, and the sheet with what is written of it so far."""

    def __init__(self, extraction: Extraction, name: str, registers: Registers) -> None:
        self.name = iris.source_slug(name)
        self.extraction = extraction
        self.registers = registers
        self.sheet = Sheet(iris.graph(name))
        self.add = self.sheet.add
        self.layout = Layout(extraction, name)
        self.sha256 = extraction.document.sha256
        self.text = node(iris.text(self.sha256))
        self._clean = printable(extraction.document.text)
        self._places: dict[Span, NamedNode] = {}
        self._referred: dict[str, NamedNode] = {}
        self._locals: set[NamedNode] = set()

    @cached_property
    def name_of(self) -> NameOf:
        return names(self.registers)

    @cached_property
    def mention_nodes(self) -> list[tuple[Mention, NamedNode]]:
        """The mentions with their nodes; things that share words and kind are counted from 2."""
        seen: dict[tuple[Span, str], int] = {}
        nodes = []
        for mention in self.extraction.mentions:
            place = (mention.span, mention.kind)
            nth = seen[place] = seen.get(place, 0) + 1
            nodes.append((mention, NamedNode(iris.mention(self.sha256, mention.span, mention.kind, nth))))
        return nodes

    @cached_property
    def mentions_at(self) -> dict[tuple[Span, str], NamedNode]:
        """The first mention of a kind with exactly this span."""
        return {(mention.span, mention.kind): found for mention, found in reversed(self.mention_nodes)}

    def place(self, span: Span) -> NamedNode:
        """A stretch of the text, with its position and its words."""
        known = self._places.get(span)
        if known is None:
            known = self._places[span] = NamedNode(iris.passage(self.sha256, span))
            self._write_place(known, span)
        return known

    def _write_place(self, place: NamedNode, span: Span) -> None:
        state, base = self.sheet.add_all, iris.place(self.sha256, span)
        position, quote = NamedNode(f"{base}/positie"), NamedNode(f"{base}/citaat")
        start, end, text = span.start, span.end, self._clean
        selectors = ((OA.hasSelector, position), (OA.hasSelector, quote))
        state(place, ((RDF.type, OA.SpecificResource), (OA.hasSource, self.text), *selectors))
        state(position, ((RDF.type, OA.TextPositionSelector), (OA.start, integer(start)), (OA.end, integer(end))))
        state(quote, ((RDF.type, OA.TextQuoteSelector), (OA.exact, quoted(text[start:end]))))
        state(quote, ((OA.prefix, quoted(text[max(0, start - CONTEXT) : start])),))
        state(quote, ((OA.suffix, quoted(text[end : end + CONTEXT])),))

    def words(self, span: Span) -> str:
        return span.of(self._clean)

    def thing(self, kind: str, identifier: str) -> NamedNode | None:
        """The node of a thing with an id, None where its kind has no such ids."""
        iri = iris.thing(kind, identifier)
        return self.refer(iri) if iri else None

    def refer(self, iri: str) -> NamedNode:
        """The node of something that is described outside this graph; the graph says that it refers to it."""
        found = self._referred.get(iri)
        if found is None:
            found = self._referred[iri] = node(iri)
            self.add(self.sheet.graph, DCTERMS.references, found)
        return found

    def local(self, kind: str, name: str, key: str | None = None, more: tuple[Fact, ...] = ()) -> NamedNode:
        """The node of a thing that only this source knows, by its name or by a key that tells it apart better."""
        folder = LOCAL_FOLDERS.get(kind, f"onbekend/{kind}")
        found = node(iris.local(self.name, folder, key or name))
        if found not in self._locals:
            self._locals.add(found)
            self.add(found, RDF.type, *classes(kind))
            self.add(found, RDFS.label, dutch(name))
            self.sheet.add_all(found, more)
        return found

    def is_local(self, found: NamedNode) -> bool:
        return found in self._locals

    def person(self, name: str | None, identifier: str | None = None) -> NamedNode | None:
        """The person of the register, else somebody whom only this source knows, else None."""
        known = self.thing("person", identifier) if identifier else None
        return known or (self.unknown_person(name) if name else None)

    def unknown_person(self, name: str) -> NamedNode:
        return self.local("person", name, more=((FOAF.name, plain(" ".join(name.split()))),))

    def person_named(self, words: str) -> NamedNode:
        """A person given by register slug, or by a name that this source uses for one person."""
        slug = words if words in self.registers.person_by_id else self._people_here.get(words)
        known = self.thing("person", slug) if slug else None
        return known or self.unknown_person(words)

    @cached_property
    def _people_here(self) -> dict[str, str]:
        """The known people of this source by the names that it prints, where a name is of one person only."""
        found: dict[str, set[str]] = {}
        for name, identifier in self._named_people():
            if name and identifier:
                found.setdefault(name, set()).add(identifier)
        return {name: people.pop() for name, people in found.items() if len(people) == 1}

    def _named_people(self) -> Iterator[tuple[str | None, str | None]]:
        for paper in self.extraction.papers:
            yield from ((p.name, p.person) for p in paper.participations)
        for mention in self.extraction.mentions:
            if mention.kind == "person":
                yield mention.details.get("name", mention.text), mention.id

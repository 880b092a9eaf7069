"""The graph of cited things: what follows from the identifiers of all that the sources name but none of them holds.

It is made anew from the source graphs after each change of them, so it keeps step, and each of its statements stands
in no other graph: things that a source holds are described there, and things of a register in the register's graph.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from pyoxigraph import NamedNode, Quad

from extract.registers import Registers
from graph import iris
from graph.identity import CLASSES, classes, facts, names, parents
from graph.terms import Sheet, node
from graph.vocabulary import ELI, KAMER, RDF, SCHEMA

# Every thing that a source graph refers to, with each class that a citation gives it, without the papers that are held
# and the articles of laws that are held.
CITED = """\
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX kamer: <https://w3id.org/kamergraaf/def#>
SELECT DISTINCT ?thing ?class WHERE {
  GRAPH ?graph {
    ?graph a kamer:SourceGraph ; dcterms:references ?thing .
    OPTIONAL { ?citation cito:hasCitedEntity ?thing ; kamer:citedAs ?class }
  }
  MINUS { GRAPH ?holder { ?holder kamer:describes ?thing } }
  MINUS { GRAPH ?law { ?law a kamer:SourceGraph . ?thing eli:is_part_of ?whole } }
}
"""

# Texts differ in what they call a paper: the first of these that any of them says is taken.
MOST_TELLING = (
    KAMER.Motion,
    KAMER.Amendment,
    KAMER.Memorandum,
    KAMER.Report,
    KAMER.Letter,
    KAMER.DelayNotice,
    KAMER.Bill,
    KAMER.Publication,
    SCHEMA.NewsArticle,
)
_RANK = {kind.value: rank for rank, kind in enumerate(MOST_TELLING)}
_BY_CLASS = {each[0].value: each for each in CLASSES.values()}


def cited_quads(
    rows: Iterable[tuple[str, str | None]],
    described: Container[str],
    registers: Registers | None = None,
    known: Mapping[str, NamedNode] | None = None,
) -> list[Quad]:
    """The quads of the graph of cited things, in a fixed order.

    `rows` are the things and classes that `CITED` gives. `described` holds the IRIs of things that other graphs
    describe: those of the registers, and the papers that are held. `registers` give names to laws and people; `known`
    gives the class of a paper that an imported register states in a graph of its own.
    """
    sheet, name_of = Sheet(iris.CITED_GRAPH), names(registers or Registers())
    for thing, given in sorted(_with_parents(rows, described).items()):
        kind, identifier = iris.parse(thing) or ("", "")
        types = _types(kind, identifier, given)
        sheet.add(node(thing), RDF.type, *(_unless_known(types, kind, identifier) if thing in (known or ()) else types))
        sheet.add_all(node(thing), facts(kind, identifier, name_of))
    return sheet.quads()


def _with_parents(rows: Iterable[tuple[str, str | None]], described: Container[str]) -> dict[str, set[str]]:
    """The things to describe with the classes that texts give them, and the laws and dossiers that they belong to."""
    found: dict[str, set[str]] = {}
    for thing, given in rows:
        known = iris.parse(thing)
        if known is None or thing in described:
            continue
        found.setdefault(thing, set()).update([given] if given else ())
        for parent in parents(*known):
            if parent not in described:
                found.setdefault(parent, set())
    return found


def _types(kind: str, identifier: str, given: set[str]) -> tuple[NamedNode, ...]:
    """The classes of a thing: what its id makes it, or what texts call it where that tells more."""
    own = classes(kind, identifier)
    if not {ELI.Work.value, SCHEMA.WebPage.value} & {each.value for each in own}:
        return own
    telling = min(given & _RANK.keys(), key=_RANK.__getitem__, default=None)
    return _BY_CLASS[telling] if telling else own


def _unless_known(types: tuple[NamedNode, ...], kind: str, identifier: str) -> tuple[NamedNode, ...]:
    """What texts call a thing, without the class that its id alone gives it: a register states a better one."""
    own = classes(kind, identifier)[:1]
    return tuple(each for each in types if each not in own)

"""Checks nodes of the store against shapes (SHACL).

The core of SHACL is left to pyshacl, which holds its data in memory: it gets the nodes in batches, each node with all
that is said of it in any graph, all that lies on the paths of the shapes, and the classes of the values. Constraints in
SPARQL go to the store itself, for all nodes at once, where pyshacl would run a query for each node.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import pyshacl
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Store
from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.collection import Collection
from rdflib.term import BNode, Node

from graph.library import tokens
from graph.vocabulary import XSD
from kamergraaf.errors import GraphError

BATCH = 5_000  # nodes
TYPE = NamedNode(RDF.type)
SUBCLASS = NamedNode(RDFS.subClassOf)
logging.getLogger("rdflib.term").setLevel(logging.ERROR)  # a literal of the wrong form is for its shape to tell

Step = tuple[NamedNode, bool]  # a predicate, and whether it is followed forwards
Path = tuple[Step, ...]
Name = NamedNode | BlankNode


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """A node that breaks a shape."""

    severity: str  # violation, warning, info
    message: str
    node: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class SparqlConstraint:
    """A query whose rows are faults. `targets` is the pattern that binds `$this`."""

    select: str
    targets: str
    message: str
    severity: str

    def results(self, store: Store) -> Iterator[Result]:
        brace = next(token for token in tokens(self.select) if token.text == "{")
        query = f"{self.select[: brace.end]} {self.targets} {self.select[brace.end :]}"
        solutions = store.query(query, use_default_graph_as_union=True)
        assert isinstance(solutions, QuerySolutions)
        named = {variable.value for variable in solutions.variables}
        for row in solutions:
            yield Result(self.severity, self.message, row["this"].value, row["value"].value if "value" in named else "")


@dataclass(frozen=True, slots=True)
class Shapes:
    """Shapes with their SPARQL constraints taken out."""

    graph: Graph
    paths: tuple[Path, ...]  # beyond the node's own properties
    sparql: tuple[SparqlConstraint, ...]


def read_shapes(turtle: bytes) -> Shapes:
    graph = Graph().parse(data=turtle, format="turtle")
    sparql = tuple(_sparql_constraint(graph, shape, node) for shape, node in graph.subject_objects(SH.sparql))
    graph.remove((None, SH.sparql, None))
    paths = {path for node in graph.objects(None, SH.path) for path in _paths(graph, node)}
    paths |= {((NamedNode(str(predicate)), False),) for predicate in graph.objects(None, SH.targetObjectsOf)}
    beyond = (path for path in paths if len(path) > 1 or not path[0][1])
    return Shapes(graph, tuple(sorted(beyond, key=str)), sparql)


def check(store: Store, shapes: Shapes) -> Iterator[Result]:
    """Everything in the store that breaks a shape, in no particular order."""
    for constraint in shapes.sparql:
        yield from constraint.results(store)
    ways = {path: _beginnings(store, path) for path in shapes.paths}
    nodes = iter(_targets(store, shapes.graph))
    while batch := list(islice(nodes, BATCH)):
        names = frozenset(node.value for node in batch)
        yield from _core_results(_surroundings(store, batch, ways), shapes.graph, names)


# --- reading shapes ---------------------------------------------------------------------------------------------


def _paths(graph: Graph, node: Node) -> Iterator[Path]:
    """The ways that a property path can go; paths of unknown length are refused."""
    if isinstance(node, URIRef):
        yield ((NamedNode(str(node)), True),)
    elif (inverse := graph.value(node, SH.inversePath)) is not None:
        for path in _paths(graph, inverse):
            yield tuple((predicate, not forwards) for predicate, forwards in reversed(path))
    elif (choices := graph.value(node, SH.alternativePath)) is not None:
        for choice in Collection(graph, choices):
            yield from _paths(graph, choice)
    elif (node, RDF.first, None) in graph:
        yield from _sequence(graph, list(Collection(graph, node)))
    else:
        raise GraphError("ontology/shapes.ttl: a property path with *, + or ? cannot be checked; write it out")


def _sequence(graph: Graph, steps: list[Node]) -> Iterator[Path]:
    if not steps:
        yield ()
        return
    for head in _paths(graph, steps[0]):
        for tail in _sequence(graph, steps[1:]):
            yield head + tail


def _sparql_constraint(graph: Graph, shape: Node, constraint: Node) -> SparqlConstraint:
    select = str(graph.value(constraint, SH.select))
    prefixes = "".join(
        f"PREFIX {graph.value(declared, SH.prefix)}: <{graph.value(declared, SH.namespace)}>\n"
        for owner in graph.objects(constraint, SH.prefixes)
        for declared in graph.objects(owner, SH.declare)
    )
    message = graph.value(constraint, SH.message) or graph.value(shape, SH.message) or shape
    return SparqlConstraint(prefixes + select, _target_pattern(graph, shape), str(message), _severity(graph, shape))


def _target_pattern(graph: Graph, shape: Node) -> str:
    patterns = [f"{{ $this a/<{RDFS.subClassOf}>* <{c}> }}" for c in graph.objects(shape, SH.targetClass)]
    patterns += [f"{{ $this <{p}> ?_target }}" for p in graph.objects(shape, SH.targetSubjectsOf)]
    patterns += [f"{{ ?_target <{p}> $this }}" for p in graph.objects(shape, SH.targetObjectsOf)]
    patterns += [f"{{ VALUES $this {{ <{n}> }} }}" for n in graph.objects(shape, SH.targetNode)]
    return " UNION ".join(patterns)


def _severity(graph: Graph, node: Node, property_: URIRef = SH.severity) -> str:
    return str(graph.value(node, property_) or SH.Violation).rpartition("#")[2].lower()


# --- nodes and what is said of them -----------------------------------------------------------------------------


def _targets(store: Store, shapes: Graph) -> list[Name]:
    """All nodes that a shape is about, graph by graph: a batch then holds most of what its nodes point to."""
    where: dict[object, str] = {NamedNode(str(node)): "" for node in shapes.objects(None, SH.targetNode)}
    for target in shapes.objects(None, SH.targetClass):
        for name in _with_subclasses(store, str(target)):
            for quad in store.quads_for_pattern(None, TYPE, NamedNode(name), None):
                where.setdefault(quad.subject, str(quad.graph_name))
    for predicate in shapes.objects(None, SH.targetSubjectsOf):
        for quad in store.quads_for_pattern(None, NamedNode(str(predicate)), None, None):
            where.setdefault(quad.subject, str(quad.graph_name))
    for predicate in shapes.objects(None, SH.targetObjectsOf):
        for quad in store.quads_for_pattern(None, NamedNode(str(predicate)), None, None):
            where.setdefault(quad.object, str(quad.graph_name))
    return sorted((node for node in where if isinstance(node, Name)), key=lambda node: (where[node], str(node)))


def _with_subclasses(store: Store, name: str) -> set[str]:
    found, new = {name}, {name}
    while new:
        quads = (quad for n in new for quad in store.quads_for_pattern(None, SUBCLASS, NamedNode(n), None))
        new = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)} - found
        found |= new
    return found


def _beginnings(store: Store, path: Path) -> set[object]:
    """The nodes from which a path leads anywhere."""
    predicate, forwards = path[0]
    quads = store.quads_for_pattern(None, predicate, None, None)
    return {quad.subject if forwards else quad.object for quad in quads}


def _surroundings(store: Store, nodes: Iterable[Name], ways: Mapping[Path, set[object]]) -> Graph:
    """All that the shapes can see from these nodes."""
    data = _Data()
    data.add(store.quads_for_pattern(None, SUBCLASS, None, None))
    for node in nodes:
        data.add(store.quads_for_pattern(node, None, None, None))
        for path, beginnings in ways.items():
            if node in beginnings:
                data.add(_along(store, node, path))
    for value in data.names():
        data.add(store.quads_for_pattern(value, TYPE, None, None))
    return data.graph


def _along(store: Store, node: Name, path: Path) -> Iterator[Quad]:
    """The statements that a path leads over."""
    ends: set[Name] = {node}
    for predicate, forwards in path:
        quads = [q for end in ends for q in _step(store, end, predicate, forwards)]
        yield from quads
        others = (quad.object if forwards else quad.subject for quad in quads)
        ends = {other for other in others if isinstance(other, Name)}


def _step(store: Store, node: Name, predicate: NamedNode, forwards: bool) -> Iterator[Quad]:
    if forwards:
        return store.quads_for_pattern(node, predicate, None, None)
    return store.quads_for_pattern(None, predicate, node, None)


# --- what pyshacl says of them ----------------------------------------------------------------------------------


def _core_results(data: Graph, shapes: Graph, nodes: frozenset[str]) -> Iterator[Result]:
    conforms, report, text = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    if not isinstance(report, Graph):
        raise GraphError(f"the shapes cannot be checked: {text}")
    if conforms:
        return
    for result in report.objects(None, SH.result):
        node = report.value(result, SH.focusNode)
        if str(node) in nodes:
            message = str(report.value(result, SH.resultMessage))
            yield Result(_severity(report, result, SH.resultSeverity), message, str(node), _value(report, result))


def _value(report: Graph, result: Node) -> str:
    value = report.value(result, SH.value)
    told_already = value == report.value(result, SH.focusNode)
    return "" if value is None or told_already or isinstance(value, BNode) else str(value)


class _Data:
    """A graph of rdflib that is filled with quads of the store; each term is made once."""

    def __init__(self) -> None:
        self.graph = Graph()
        self._terms: dict[object, Node] = {}

    def add(self, quads: Iterable[Quad]) -> None:
        for quad in quads:
            self.graph.add((self._term(quad.subject), self._term(quad.predicate), self._term(quad.object)))

    def names(self) -> list[Name]:
        return [term for term in self._terms if isinstance(term, Name)]

    def _term(self, term: object) -> Node:
        known = self._terms.get(term)
        if known is None:
            known = self._terms[term] = _rdflib_term(term)
        return known


def _rdflib_term(term: object) -> Node:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if not isinstance(term, Literal):
        return BNode(str(term).removeprefix("_:"))
    if term.language:
        return RdflibLiteral(term.value, lang=term.language)
    return RdflibLiteral(term.value, datatype=None if term.datatype == XSD.string else URIRef(term.datatype.value))

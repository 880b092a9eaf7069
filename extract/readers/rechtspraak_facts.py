"""What the editors of rechtspraak.nl state beside a ruling: the RDF at the head of its file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from extract.model import Dates, Decision, Fact, Stated
from extract.readers.markup import local_name, words_of
from extract.readers.writing import Writer

_PREFIXES = {
    "http://purl.org/dc/terms/": "dcterms",
    "http://psi.rechtspraak.nl/": "psi",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs",
}
_ECLI = re.compile(r"ECLI:[A-Z]{2}:(?P<court>[A-Z0-9]{1,7}):\d{4}:[A-Z0-9.]{1,25}")
_TIES = ("relation", "references", "replaces", "isReplacedBy")
_LABELLED = re.compile(r"(?P<relation>[^:]{1,60}?)\s*:\s*ECLI:")
_IDENTIFIER = "resourceIdentifier"
_RELATIONS = ("type", "aanleg", "gevolg")  # what `dcterms:relation` says of the other ruling in attributes


def stated(root: etree._Element) -> Stated:
    """The facts of a ruling, in our terms and in those of the file."""
    facts = tuple(dict.fromkeys(_facts(root)))
    ecli = _ecli(root, facts)
    cases, former = _all(facts, "psi:zaaknummer"), _all(facts, "dcterms:replaces")
    published = next(reversed(_all(facts, "dcterms:issued")), None)  # first of the file, then of the ruling
    return Stated(
        "ruling",
        ecli,
        tuple(dict.fromkeys(filter(None, (ecli, *former, *cases)))),
        _first(facts, "dcterms:title"),
        dates=Dates(issued=_first(facts, "dcterms:date"), published=published),
        subjects=_subjects(facts),
        abstract=_abstract(root),
        decision=_decision(root, facts, ecli),
        facts=facts,
    )


def write_listing(writer: Writer, root: etree._Element) -> None:
    """What the editors tied to the ruling, one line each: other rulings, laws and articles, its former number."""
    writer.end_block()
    with writer.part("listing"):
        for element in _descriptions(root):
            if (name := local_name(element)) in _TIES and (words := words_of(element)):
                with writer.link(_attribute(element, _IDENTIFIER) or words, f"dcterms:{name}", _relation(words)):
                    writer.write(words)
                writer.end_line()


def _relation(words: str) -> str | None:
    """`Conclusie: ECLI:NL:PHR:1997:AA2136` → `Conclusie`."""
    match = _LABELLED.match(words)
    return match["relation"] if match else None


def _decision(root: etree._Element, facts: tuple[Fact, ...], ecli: str | None) -> Decision:
    match = _ECLI.fullmatch(ecli or "")
    body = next((name for name in ("uitspraak", "conclusie") if _has(root, name)), None)
    sort = (_first(facts, "dcterms:type") or "").lower() or body
    cases, procedures = _all(facts, "psi:zaaknummer"), _all(facts, "psi:procedure")
    return Decision(match["court"] if match else None, _first(facts, "dcterms:creator"), sort, procedures, cases)


def _has(root: etree._Element, name: str) -> bool:
    return local_name(root) == name or root.find(f"{{*}}{name}") is not None


def _ecli(root: etree._Element, facts: tuple[Fact, ...]) -> str | None:
    """The ECLI among the identifiers, else in the `id` of the ruling itself: `ECLI:NL:HR:2005:AS3534:DOC`."""
    bodies = (child.get("id", "") for child in (root, *root))
    named = (*_all(facts, "dcterms:identifier"), *(name.rpartition(":")[0] for name in bodies))
    return next((name for name in named if _ECLI.fullmatch(name)), None)


def _subjects(facts: tuple[Fact, ...]) -> tuple[str, ...]:
    """`Bestuursrecht; Belastingrecht` is two subjects."""
    parts = (part.strip() for value in _all(facts, "dcterms:subject") for part in value.split(";"))
    return tuple(dict.fromkeys(filter(None, parts)))


def _abstract(root: etree._Element) -> str | None:
    summary = root.find("{*}inhoudsindicatie")
    paragraphs = (words_of(each) for each in summary.iter("{*}para")) if summary is not None else ()
    words = " ".join(filter(None, paragraphs))
    return words if any(map(str.isalnum, words)) else None


def _facts(root: etree._Element) -> Iterator[Fact]:
    """One for each element, for each entry of a list, and for each attribute that says what a relation is."""
    for element in _descriptions(root):
        name, identifier = _name(str(element.tag)), _attribute(element, _IDENTIFIER)
        entries = list(element.iter("{*}li")) or [element]
        yield from (Fact(name, words, identifier) for each in entries if (words := words_of(each)))
        if name == "dcterms:relation":
            told = ((etree.QName(key), str(value)) for key, value in element.attrib.items())
            yield from (Fact(_name(key.text), value, identifier) for key, value in told if key.localname in _RELATIONS)


def _descriptions(root: etree._Element) -> Iterator[etree._Element]:
    for description in root.iterfind("{*}RDF/{*}Description"):
        yield from (child for child in description if local_name(child))


def _name(tag: str) -> str:
    name = etree.QName(tag)
    prefix = _PREFIXES.get(name.namespace or "")
    return f"{prefix}:{name.localname}" if prefix else name.localname


def _attribute(element: etree._Element, name: str) -> str | None:
    """An attribute whatever its namespace: `bwb:`, `cvdr:`, `ecli:` or `eu:resourceIdentifier`."""
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name), None)


def _all(facts: tuple[Fact, ...], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.value for fact in facts if fact.name == name))


def _first(facts: tuple[Fact, ...], name: str) -> str | None:
    return next(iter(_all(facts, name)), None)

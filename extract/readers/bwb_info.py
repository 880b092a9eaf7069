"""What wetten.overheid.nl publishes of a law beside its text: the WTI file, and the manifest with its versions.

Neither holds prose. Their text is a listing: what they state, one line each, with a link on each law that it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from extract.dates import day_before
from extract.model import Content, Fact, Law, LawTitle, LawVersion, Stated
from extract.readers.jci import canonical
from extract.readers.markup import local_name, parse, root_name, words_of
from extract.readers.writing import Writer

_OPEN = "9999-12-31"
_INFORMATION = frozenset(("wetstechnische-informatie", "algemene-informatie"))
_MANIFEST = frozenset(("work", "manifest"))
_BASIS_FOR = frozenset(("grondslag-voor", "wettelijke-bevoegdheid-voor"))
_DAYS = ("datum_inwerkingtreding", "einddatum")
_MARKED = frozenset(("note", "furniture"))


def recognise_information(data: bytes) -> bool:
    return root_name(data) in _INFORMATION


def recognise_manifest(data: bytes) -> bool:
    return root_name(data) in _MANIFEST and b"<datum_inwerkingtreding" in data


def read_information(data: bytes, where: str) -> Content:
    """Titles, abbreviations, fields of law and legal basis of a law; a SourceError names the line that is broken."""
    root = parse(data, where)
    general = root if local_name(root) == "algemene-informatie" else root.find("algemene-informatie")
    empty = etree.Element("algemene-informatie")
    information = empty if general is None else general
    return _content(_information(root, information), _lines(root, information))


def read_manifest(data: bytes, where: str) -> Content:
    """The versions of a law with their days; a SourceError names the line that is broken."""
    root = parse(data, where)
    return _content(_manifest(root), ((version, None, None) for version in _version_lines(root)))


_Line = tuple[str, str | None, str | None]  # words, the address of a law that they name, what that is to this law


def _content(stated: Stated, lines: Iterator[_Line]) -> Content:
    writer = Writer()
    with writer.part("listing"):
        for words, address, relation in lines:
            with writer.link(address or "", f"bwb:{relation}", relation):
                writer.write(words)
            writer.end_line()
    return writer.content((stated,), _MARKED)


def _information(root: etree._Element, general: etree._Element) -> Stated:
    identifier = root.get("bwb-id") or words_of(general.find("identificatienummer")) or None
    titles = tuple(_titles(general))
    law = Law(
        words_of(general.find("soort-regeling")) or None,
        titles,
        based_on=tuple(dict.fromkeys(filter(None, (canonical(doc) for doc, _ in _bases(root))))),
        basis_for=tuple(dict.fromkeys(_basis_for(root, identifier))),
    )
    title = next((title.text for title in titles if title.kind == "official"), None)
    numbers = (identifier,) if identifier else ()
    return Stated("law", identifier, numbers, title, subjects=_subjects(general), law=law, facts=tuple(_facts(general)))


def _titles(general: etree._Element) -> Iterator[LawTitle]:
    """The dated titles, else the one of today; the abbreviations, which have no days, go with the one of today."""
    dated = [_dated(element) for element in general.iterfind("citeertitels/citeertitel")]
    today = [_dated(element) for element in general.iterchildren("citeertitel")]
    short = tuple(filter(None, (words_of(element) for element in general.iterfind("afkortingen/afkorting"))))
    for title in _in_turn(dated or today):
        yield replace(title, abbreviations=short) if title.kind == "official" else title
    for element in general.iterfind("niet-officiele-titels/niet-officiele-titel"):
        yield LawTitle(words_of(element), "informal")


def _dated(element: etree._Element) -> LawTitle:
    end = element.get("geldig-tot") or None
    official = element.get("status", "officieel") == "officieel"
    kind = "informal" if not official else "official" if end in (None, _OPEN) else "former"
    return LawTitle(words_of(element), kind, element.get("geldig-van") or None, None if end == _OPEN else end)


def _in_turn(titles: list[LawTitle]) -> list[LawTitle]:
    """The titles; one of which the last day is the first day of another held until the day before."""
    first_days = {title.start for title in titles}
    return [replace(title, end=day_before(title.end)) if title.end in first_days else title for title in titles]


def _subjects(general: etree._Element) -> tuple[str, ...]:
    fields = (words_of(each) for area in general.iterfind("rechtsgebieden/rechtsgebied") for each in area)
    themes = (words_of(each) for each in general.iterfind("overheidsdomeinen/overheidsdomein"))
    return tuple(dict.fromkeys(filter(None, (*fields, *themes))))


def _bases(root: etree._Element) -> Iterator[tuple[str, str]]:
    for element in root.iterfind("gerelateerde-regelgeving/regeling/grondslagen//extref"):
        yield element.get("doc") or "", words_of(element)


def _basis_for(root: etree._Element, law: str | None) -> Iterator[tuple[str, str]]:
    """The law or its article, and each law that rests on it."""
    related = root.find("gerelateerde-regelgeving")
    for block in related.iter(*_BASIS_FOR) if related is not None and law else ():
        own = _own(block.getparent(), law or "")
        others = (canonical(element.get("doc") or "") for element in block.iter("extref"))
        yield from ((own, other) for other in others if other)


def _own(element: etree._Element | None, law: str) -> str:
    """The id of the article that a `regelingelement` stands for, else that of the law."""
    label = "" if element is None else element.get("label") or ""
    is_article = element is not None and element.get("groep") == "artikel" and label.startswith("Artikel ")
    return f"jci1.3:c:{law}&artikel={label.removeprefix('Artikel ')}" if is_article else law


def _facts(general: etree._Element) -> Iterator[Fact]:
    for element in general.iter():
        if local_name(element) and not len(element) and (words := words_of(element)):
            yield Fact(local_name(element), words, element.get("status"))


def _lines(root: etree._Element, general: etree._Element) -> Iterator[_Line]:
    yield from ((f"{fact.name}: {fact.value}", None, None) for fact in _facts(general))
    yield from ((words, address, "grondslag") for address, words in _bases(root) if words)


def _manifest(root: etree._Element) -> Stated:
    work = root if local_name(root) == "work" else root.find("work")
    label = work.get("label") if work is not None else None
    identifier = label if label and label.startswith("BWB") else None
    versions = tuple(_versions(root))
    last = max((version.end or _OPEN for version in versions), default=_OPEN)
    end = None if last == _OPEN else last
    facts = tuple(Fact(local_name(each), words_of(each)) for each in root.iterfind("metadata/*") if words_of(each))
    law = Law(versions=versions, end=end)
    return Stated("law", identifier, (identifier,) if identifier else (), law=law, facts=facts)


def _versions(root: etree._Element) -> Iterator[LawVersion]:
    """All that are still published; one that was taken back is left out."""
    for expression in root.iter("expression"):
        items = [item.get("_deleted") for item in expression.iter("item")]
        if (label := expression.get("label")) and (not items or any(deleted != "true" for deleted in items)):
            start, end = (words_of(expression.find(f"metadata/{name}")) for name in _DAYS)
            yield LawVersion(label, start or None, None if end in ("", _OPEN) else end)


def _version_lines(root: etree._Element) -> Iterator[str]:
    for version in _versions(root):
        yield f"{version.label}: {version.start or 'onbekend'} tot en met {version.end or 'heden'}"

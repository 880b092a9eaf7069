"""Web pages as a browser saves them: officielebekendmakingen.nl, tweedekamer.nl, rijksoverheid.nl, rechtspraak.nl, and
any other.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urljoin, urlsplit

from lxml import etree, html

from extract.dates import iso_day
from extract.model import Content, Fact, Stated
from extract.readers.markup import with_words
from extract.readers.overheid import ECLI, PUBLICATION, stated
from extract.readers.page_body import PageBody
from extract.readers.page_main import main_text
from extract.readers.writing import Writer
from kamergraaf.errors import SourceError

_HEAD = 1 << 12  # bytes in which a page says that it is one, and in which encoding
_PAGE = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*<(?:!doctype\s+html|html[\s>])", re.I | re.DOTALL)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.I)
_SAVED_FROM = re.compile(r"saved from url=(?:\(\d+\))?(https?://\S+)")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARABLE = ("iso8859", "cp12", "mac", "koi8")  # browsers read ISO 8859-1 as Windows-1252
_FOREIGN = re.compile("[\x80-\U0010ffff]+")
_TITLES = ("og:title", "dcterms.title", "dc.title")
_ISSUED = ("article:published_time", "datepublished")


def recognise(data: bytes) -> bool:
    return bool(_PAGE.match(_decoded(data[: 4 * _HEAD]).encode()))


def read(data: bytes, where: str) -> Content:
    """The main text of a page with its links, and what its head states; a SourceError where it has no words."""
    page = _parse(_decoded(data), where)
    address = _address(page)
    papers = _stated(page, address)
    main = main_text(page)
    writer = Writer()
    body = PageBody(writer, main, urljoin(address, _base(page)), where)
    body.write(main)
    has_notes = body.write_stray_notes()
    marked = frozenset(("note", "furniture") if has_notes else ("furniture",))
    return with_words(writer.content(papers, marked), where)


def _decoded(data: bytes) -> str:
    """UTF-8 where it is that, whatever is declared; else what is declared; else Windows-1252."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if marked:
        return data.decode(marked, "replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_quite_utf8(data) or data.decode(_declared(data), "replace")


def _not_quite_utf8(data: bytes) -> str | None:
    """A page in UTF-8 of which few bytes are broken."""
    text = data.decode("utf-8", "replace")
    broken, foreign = text.count("\ufffd"), sum(len(run) for run in _FOREIGN.findall(text))
    return text if broken * 10 < foreign else None


def _declared(data: bytes) -> str:
    match = _CHARSET.search(data[:_HEAD])
    try:
        name = codecs.lookup(match[1].decode()).name if match else ""
    except LookupError:
        name = ""
    return name if name.startswith(_DECLARABLE) and name != "iso8859-1" else "cp1252"


def _parse(page: str, where: str) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=False)
    try:
        return html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        raise SourceError(f"{where}: this page cannot be read ({error}); save it anew from a browser") from None


# --- what the head says ----------------------------------------------------------------------------------------------


def _stated(page: html.HtmlElement, address: str) -> tuple[Stated, ...]:
    """The papers of the page; the last is its own."""
    facts = tuple(_facts(page))
    *others, paper = stated(facts)
    values = {fact.name.casefold(): fact.value for fact in reversed(facts)}
    own = _id_in(address)
    issued = next((day for name in _ISSUED if (day := iso_day(values.get(name, "")))), None)
    ecli = ECLI.fullmatch(own) if own else None
    own_paper = replace(
        paper,
        kind=paper.kind or ("ruling" if ecli else None),
        id=paper.id or own,
        identifiers=tuple(dict.fromkeys((*(n for n in paper.identifiers if "/" not in n), *_numbers_in(address)))),
        title=paper.title or next((values[name] for name in _TITLES if name in values), None) or _title(page),
        dates=replace(paper.dates, issued=paper.dates.issued or issued),
        sources=(address,) if address else (),
        court=paper.court or (ecli["court"] if ecli else None),
    )
    return (*others, own_paper)


def _facts(page: html.HtmlElement) -> Iterator[Fact]:
    """`<meta name="…" scheme="…" content="…">`, with `property` or `itemprop` for `name`; the title, the address."""
    for element in page.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop")
        value = " ".join((element.get("content") or "").split())
        if name and value:
            yield Fact(name, value, element.get("scheme") or element.get("title") or None)
    if title := _title(page):
        yield Fact("title", title)
    if address := _canonical(page):
        yield Fact("canonical", address)


def _title(page: html.HtmlElement) -> str | None:
    element = next(page.iterfind(".//head/title"), None)
    return " ".join(element.text_content().split()) or None if element is not None else None


def _canonical(page: html.HtmlElement) -> str:
    links = (element for element in page.iter("link") if (element.get("rel") or "").lower() == "canonical")
    return next(((element.get("href") or "").strip() for element in links), "")


def _address(page: html.HtmlElement) -> str:
    """Where the page is on the web, as it says itself, or as the browser wrote down when saving it."""
    named = [_canonical(page), *(e.get("content") or "" for e in page.iter("meta") if e.get("property") == "og:url")]
    around = page.getroottree().xpath("//comment()")
    named += [match[1] for comment in around[:20] if (match := _SAVED_FROM.search(comment.text or ""))]
    return next((address for address in named if address.startswith(("http://", "https://"))), "")


def _base(page: html.HtmlElement) -> str:
    return next((element.get("href") or "" for element in page.iter("base")), "")


def _id_in(address: str) -> str | None:
    """The number in the address of a publication or a ruling: `…/kst-28844-269.html`, `…/details?id=ECLI:…`."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if host.endswith("rechtspraak.nl"):
        ids = [*parse_qs(parts.query).get("id", ()), parts.path.rpartition("/")[2]]
        return next((id_ for id_ in ids if ECLI.fullmatch(id_)), None)
    last = parts.path.rstrip("/").rpartition("/")[2].removesuffix(".html")
    return (
        last if host.endswith(("officielebekendmakingen.nl", "overheid.nl")) and PUBLICATION.fullmatch(last) else None
    )


def _numbers_in(address: str) -> Iterator[str]:
    """The numbers of a page of the Tweede Kamer: `…/detail?id=2025Z00722&did=2025D07118`."""
    parts = urlsplit(address)
    if (parts.hostname or "").endswith("tweedekamer.nl"):
        given = parse_qs(parts.query)
        yield from (number for name in ("id", "did") for number in given.get(name, ()))

"""The one place where IRIs are minted and parsed.

`thing` gives the IRI of what a mention names and `parse` takes it apart again; both read the table `SCHEMES`. Where a
publisher has an IRI for a thing, that IRI is used: papers without `.html` (the work, not a rendition), laws and their
articles at wetten.overheid.nl, EU acts at Cellar, Dutch rulings in the form of rechtspraak.nl's own RDF (http), other
rulings at e-justice, organisations at TOOI. All else lives under `BASE`; no `#` is put on an IRI of somebody else.

Articles of EU acts, and of laws without a BWB id, have no IRI that follows from their citation, so they have one of
ours: `{base}id/artikel/` and the id, as in `…/id/artikel/32016R0679&artikel=17&lid=1`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from extract.model import Paper, Span

BASE = "https://w3id.org/kamergraaf/"
OFFICIAL = "https://zoek.officielebekendmakingen.nl/"
LAWS = "https://wetten.overheid.nl/"
LOCAL_RULES = "https://lokaleregelgeving.overheid.nl/"
CELEX = "http://publications.europa.eu/resource/celex/"
DUTCH_RULINGS = "http://deeplink.rechtspraak.nl/uitspraak?id="
OTHER_RULINGS = "https://e-justice.europa.eu/ecli/"
TOOI = "https://identifier.overheid.nl/tooi/id/"

SLUG = r"[A-Za-z0-9][A-Za-z0-9._~-]*"
PAPER_LIKE = (
    "paper motion amendment letter question-set answer-set proceedings gazette treaty-series report publication "
    "delay-notice memorandum bill law other"
).split()


@dataclass(frozen=True, slots=True)
class Scheme:
    """The IRIs of one kind of thing: `prefix`, then the id without the `dropped` words that the prefix stands for."""

    kind: str  # what `parse` gives
    id: re.Pattern[str]
    prefix: str
    dropped: str = ""
    kinds: tuple[str, ...] = ()  # other kinds whose things have these ids

    def mint(self, identifier: str) -> str | None:
        if not self.id.fullmatch(identifier):
            return None
        return self.prefix + _encoded(identifier[len(self.dropped) :].replace("%", "%25"))

    def read(self, iri: str) -> str | None:
        if not iri.startswith(self.prefix):
            return None
        identifier = self.dropped + unquote(iri[len(self.prefix) :])
        return identifier if self.id.fullmatch(identifier) else None


def _rx(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def _own(kind: str, folder: str, pattern: str = SLUG, *kinds: str) -> Scheme:
    return Scheme(kind, _rx(pattern), f"{BASE}id/{folder}/", kinds=kinds)


def _official(kind: str, pattern: str) -> Scheme:
    return Scheme(kind, _rx(pattern), OFFICIAL, kinds=tuple(PAPER_LIKE))


# In the order in which they are tried.
SCHEMES: tuple[Scheme, ...] = (
    _official("question-set", rf"kv-{SLUG}"),  # kv-tk-2015Z07200
    _official("answer-set", rf"ah-{SLUG}"),  # ah-tk-20142015-2171
    _official("proceedings", rf"h-{SLUG}"),  # h-tk-20182019-5-5
    _official("treaty-series", rf"trb-{SLUG}"),  # trb-2007-169
    _official("gazette", rf"(?:stb|stcrt|gmb|prb|wsb|bgr)-{SLUG}"),  # stb-2003-375
    _official("paper", rf"(?:kst|blg|nds|ag)-{SLUG}"),  # kst-24515-588, kst-21501-32-1703
    Scheme("house-document", _rx(r"\d{4}D\d{5}"), f"{BASE}id/kamerdocument/", kinds=tuple(PAPER_LIKE)),  # 2025D13849
    Scheme("letter", _rx(rf"brief-{SLUG}"), f"{BASE}id/brief/", "brief-"),  # brief-2021-0000067909
    Scheme("dossier", _rx(r"\d{4,6}(?:-[A-Za-z0-9]+)*"), OFFICIAL + "dossier/"),  # 24515, 36600-XVII, 21501-32
    Scheme("treaty", _rx(r"BWBV\d{7}"), LAWS, kinds=("law",)),
    Scheme("law", _rx(r"BWB[RW]\d{7}"), LAWS, kinds=("treaty",)),
    Scheme("law", _rx(r"CVDR\d+(?:[_/]\d+)?"), LOCAL_RULES),
    Scheme("article", _rx(r"jci1\.3(?:\.1)?:[cv]:BWB[RVW]\d{7}&[^\x00-\x1f]+"), LAWS),
    _own("article", "artikel", r"[A-Za-z0-9][A-Za-z0-9._()/-]*&[^\x00-\x1f]+"),  # 32016R0679&artikel=17
    Scheme("eu-act", _rx(r"[0-9CE][0-9]{4}[A-Z][A-Z0-9()_./-]*"), CELEX),  # 32016R0679
    _own("law", "wet"),  # only where no BWB id exists: algemene-bijstandswet-1965
    _own("treaty", "verdrag"),
    _own("eu-act", "eu"),
    _own("bill", "wetsvoorstel"),  # 36582
    Scheme("programme", _rx(rf"regeling/{SLUG}"), f"{BASE}id/regeling/", "regeling/"),  # regeling/aio
    _own("programme", "programma"),
    Scheme("ruling", _rx(r"ECLI:NL:[A-Z0-9]+:\d{4}:[A-Z0-9.]+"), DUTCH_RULINGS),
    Scheme("ruling", _rx(r"ECLI:[A-Z]{2}:[A-Z0-9]+:\d{4}:[A-Z0-9.]+"), OTHER_RULINGS),
    Scheme("organisation", _rx(r"[a-z]+/[a-z]+[0-9]+"), TOOI),  # ministerie/mnre1073
    _own("organisation", "organisatie"),
    _own("person", "persoon"),
    _own("party", "partij"),
    _own("post", "ambt"),
    _own("report", "rapport"),  # ombudsman-2019-058
    _own("publication", "publicatie"),
    _own("date", "datum", r"\d{4}(?:-\d{2}(?:-\d{2})?)?"),
    Scheme("extractor", _rx(r"[A-Za-z0-9._-]+@[A-Za-z0-9._-]+"), f"{BASE}agent/extractor/"),  # law-name@0.1.0
    Scheme("subject", _rx(SLUG), f"{BASE}concept/onderwerp/"),  # organisatie-en-beleid
    Scheme("procedure", _rx(SLUG), f"{BASE}concept/procedure/"),  # hoger-beroep
)
ADDRESS_KINDS = frozenset(("web", "news", "publication", "report"))


def _by_kind() -> dict[str, tuple[Scheme, ...]]:
    kinds = {kind for scheme in SCHEMES for kind in (scheme.kind, *scheme.kinds)}
    return {kind: tuple(s for s in SCHEMES if kind == s.kind or kind in s.kinds) for kind in sorted(kinds)}


_SCHEMES_OF = _by_kind()


@lru_cache(maxsize=65536)
def thing(kind: str, identifier: str) -> str | None:
    """The IRI of the thing of this kind with this id; None where the kind has no such ids."""
    for scheme in _SCHEMES_OF.get(kind, ()):
        iri = scheme.mint(identifier)
        if iri:
            return iri
    return address(identifier) if kind in ADDRESS_KINDS else None


@lru_cache(maxsize=65536)
def parse(iri: str) -> tuple[str, str] | None:
    """Kind and id of a thing: the inverse of `thing`. Papers, motions, letters and amendments share a scheme: `paper`.

    Any other web address is of kind `web`; None for an IRI of ours that is not a thing, such as a mention.
    """
    for scheme in SCHEMES:
        identifier = scheme.read(iri)
        if identifier is not None:
            return scheme.kind, identifier
    return ("web", iri) if not iri.startswith(BASE) and address(iri) == iri else None


_AUTHORITY = re.compile(r"(?i:https?|ftp)://(?:[^/?#@]*@)?[^/?#:@]+(?::\d*)?(?=[/?#]|\Z)")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_NOT_IN_IRI = re.compile(r"[^!$%&'()*+,./0-9:;=?@A-Z_a-z~-]")


def address(text: str) -> str | None:
    """A web address as an IRI, all that is not allowed in one percent-encoded; None for what is no web address."""
    head, mark, fragment = _BARE_PERCENT.sub("%25", text).partition("#")
    iri = _encoded(head) + mark + _encoded(fragment)
    return iri if _AUTHORITY.match(iri) else None


def _encoded(text: str) -> str:
    return _NOT_IN_IRI.sub(_percent, text)


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))


_NO_SLUG = re.compile(r"[^a-z0-9]+")
LONGEST_SLUG = 80


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """`Algemene Bijstandswet` → `algemene-bijstandswet`. Never empty; a long text gets a digest and stays its own."""
    plain = _ascii(text)
    words = _NO_SLUG.sub("-", plain).strip("-")
    if words and len(words) <= LONGEST_SLUG:
        return words
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{words[:LONGEST_SLUG].rstrip('-')}-{digest}" if words else digest


def _ascii(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


_NOT_IN_SOURCE = re.compile(r"[^a-z0-9._-]+")
_OWN_FIRST_SEGMENTS = frozenset(
    {"cited", "dataset", "runs", "ontologie", "gezag", "bekleding", "bron"}
    | {s.prefix.removeprefix(f"{BASE}id/").rstrip("/") for s in SCHEMES if s.prefix.startswith(f"{BASE}id/")}
)


@lru_cache(maxsize=4096)
def source_slug(name: str) -> str:
    """`Kamer/Brief 12.txt` → `kamer/brief-12.txt`; a name that other IRIs begin with is put under `bron/`."""
    parts = [_NOT_IN_SOURCE.sub("-", _ascii(part)).strip("-") for part in name.replace("\\", "/").split("/")]
    kept = [part for part in parts if part.strip(".")]
    if len(kept) > 1 and kept[0] == "bron":
        return "/".join(kept)
    if not kept:
        return f"bron/{slug(name)}"
    return "/".join(("bron", *kept) if kept[0] in _OWN_FIRST_SEGMENTS else kept)


def graph(source: str) -> str:
    """The named graph of a source."""
    return f"{BASE}graph/{source_slug(source)}"


CITED_GRAPH = f"{BASE}graph/cited"
DATASET_GRAPH = f"{BASE}graph/dataset"
RUNS_GRAPH = f"{BASE}graph/runs"
ONTOLOGY_GRAPH = f"{BASE}graph/ontologie"
EXAMPLES_GRAPH = f"{BASE}.well-known/sparql-examples"  # where tools look for the queries of an endpoint


def authority_graph(stem: str) -> str:
    """The named graph of a register file."""
    return f"{BASE}graph/gezag/{stem}"


HOUSE_GRAPH = authority_graph("tweede-kamer")  # of imported papers, where the other registers are files


def canned_query(name: str) -> str:
    """A query of the library, which is also the address of its form."""
    return f"{BASE}queries/{name}"


def run(source: str) -> str:
    """The run that made the graph of a source; its times stand in the graph of runs."""
    return f"{BASE}run/{source_slug(source)}"


def program(version: str) -> str:
    return f"{BASE}agent/kamergraaf@{version}"


def partition(sort: str, iri: str) -> str:
    """The part of the dataset with the things of one class or the statements of one property."""
    return f"{BASE}dataset/{sort}/{slug(iri)}"


def text(sha256: str) -> str:
    return f"{BASE}tekst/{sha256}"


def passage(sha256: str, span: Span) -> str:
    """A stretch of a text, in the form of RFC 5147."""
    return f"{BASE}tekst/{sha256}#char={span.start},{span.end}"


def place(sha256: str, span: Span) -> str:
    """What the selectors of a stretch of a text hang under: `…/positie` and `…/citaat`."""
    return f"{BASE}tekst/{sha256}/plaats/{span.start}-{span.end}"


def mention(sha256: str, span: Span, kind: str, nth: int = 1) -> str:
    iri = f"{BASE}tekst/{sha256}/vermelding/{span.start}-{span.end}/{kind}"
    return iri if nth == 1 else f"{iri}/{nth}"


def stated(sha256: str, nth: int) -> str:
    """What a file states of its paper beside the text, by the number of the paper in the file."""
    return f"{BASE}tekst/{sha256}/opgave/{nth}"


_REFERENCE = _rx(r"\d{4}-\d{10}")  # Onze referentie 2021-0000067909


def paper_id(paper: Paper) -> str | None:
    """The id that a paper goes by: its own, or for a letter the reference that its sender gave it."""
    if paper.id:
        return f"brief-{paper.id}" if _REFERENCE.fullmatch(paper.id) else paper.id
    if paper.kind != "letter":
        return None
    reference = next((i for i in paper.identifiers if any(c.isdigit() for c in i)), None)
    return f"brief-{_NOT_IN_SOURCE.sub('-', reference.lower()).strip('-')}" if reference else None


def paper_path(source: str, paper: Paper) -> str:
    """What the parts of a paper hang under: `kv-tk-2015Z07200`, `brief-2021-0000067909` or `{source}/{key}`."""
    known = paper_id(paper)
    return known if known and thing(paper.kind, known) else f"{source_slug(source)}/{paper.key}"


def paper(source: str, document: Paper) -> str:
    """The IRI of a paper that a source holds."""
    known = paper_id(document)
    return (known and thing(document.kind, known)) or f"{BASE}id/{source_slug(source)}/{document.key}"


def part(path: str, folder: str, name: str | int) -> str:
    """A part of a paper, by its path: `…/id/kv-tk-2015Z07200/vraag/2`."""
    return f"{BASE}id/{path}/{folder}/{name}"


def question(path: str, number: int) -> str:
    return part(path, "vraag", number)


def answer(path: str, number: int) -> str:
    return part(path, "antwoord", number)


def footnote(path: str, label: str, series: str) -> str:
    return part(path, "voetnoot", slug(label) if series == "1" else f"{slug(series)}/{slug(label)}")


def local(source: str, folder: str, name: str) -> str:
    """A thing that only one source knows: an unknown person, a report without a number."""
    return f"{BASE}id/{source_slug(source)}/{folder}/{slug(name)}"


def concept(scheme: str, name: str) -> str:
    return f"{BASE}concept/{scheme}/{name}"


def subject(words: str) -> str:
    """The concept of a subject heading, `organisatie en beleid`."""
    return concept("onderwerp", slug(words))


def procedure(words: str) -> str:
    """The concept of a sort of procedure at a court, `Hoger beroep`."""
    return concept("procedure", slug(words))


def extractor(rule: str, version: str) -> str:
    return f"{BASE}agent/extractor/{rule}@{version}"


def law_version(law: str, label: str) -> str:
    """The publisher's IRI of a version of a law: `2015-01-01_0` is `http://…/id/BWBR0015703/2015-01-01/0`."""
    return _encoded(f"http://wetten.overheid.nl/id/{law}/{label.replace('_', '/')}")


def person(identifier: str) -> str:
    return f"{BASE}id/persoon/{identifier}"


def post(identifier: str) -> str:
    return f"{BASE}id/ambt/{identifier}"


def party(identifier: str) -> str:
    return f"{BASE}id/partij/{identifier}"


def organisation(identifier: str) -> str:
    return thing("organisation", identifier) or f"{BASE}id/organisatie/{slug(identifier)}"

"""The words of the pages, one file for each language, and which language a reader wants."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from starlette.requests import Request

from graph.prefixes import shorten
from graph.vocabulary import RDFS, SKOS

LANGUAGES = ("nl", "en")  # the first is for readers who ask for neither
COOKIE = "lang"


class Words:
    """The words in one language: `words("search.title")`, with values put in by name."""

    def __init__(self, language: str, sections: Mapping[str, Mapping[str, str]]) -> None:
        self.language = language
        self.sections = sections

    def __call__(self, key: str, **values: object) -> str:
        section, _, name = key.partition(".")
        return self.sections[section][name].format(**values)

    def name(self, section: str, key: str) -> str:
        """The name of something that need not be in the file; else its own key."""
        return self.sections[section].get(key, key)

    def property(self, name: str) -> str:
        """What a property is called, by its prefixed name: as the file says, else as the vocabulary labels it."""
        return self.sections["properties"].get(name) or _properties().get((name, self.language), name)

    def concept(self, iri: str) -> str:
        """The label of a concept of ours; else the end of its IRI."""
        return _concepts().get((iri, self.language), iri.rpartition("/")[2])

    def number(self, value: int) -> str:
        grouped = f"{value:,}"
        return grouped.replace(",", ".") if self.language == "nl" else grouped


@cache
def _concepts() -> dict[tuple[str, str], str]:
    return _labels("concepts.ttl", SKOS.prefLabel)


@cache
def _properties() -> dict[tuple[str, str], str]:
    labels = _labels("kamergraaf.ttl", RDFS.label).items()
    return {(shorten(iri), language): label[:1].upper() + label[1:] for (iri, language), label in labels}


def _labels(file: str, naming: NamedNode) -> dict[tuple[str, str], str]:
    """The labels in a file of the ontology, by IRI and language."""
    labelled = (quad for quad in parse((files("ontology") / file).read_bytes(), RdfFormat.TURTLE))
    found = ((q.subject, q.object) for q in labelled if q.predicate == naming and isinstance(q.object, Literal))
    return {(thing.value, label.language or ""): label.value for thing, label in found if isinstance(thing, NamedNode)}


@cache
def words(language: str) -> Words:
    file = files("graph.server.pages") / "strings" / f"{language}.toml"
    return Words(language, tomllib.loads(file.read_text(encoding="utf-8")))


def language_of(request: Request) -> str:
    """What the address asks for, else what was chosen before, else what the browser prefers."""
    for chosen in (request.query_params.get(COOKIE), request.cookies.get(COOKIE)):
        if chosen in LANGUAGES:
            return chosen
    return preferred(request.headers.get("accept-language", ""))


def preferred(header: str) -> str:
    """The language of ours that an Accept-Language header likes best."""
    liked: dict[str, float] = {}
    for part in header.split(","):
        tag, _, parameter = part.strip().partition(";")
        liked.setdefault(tag.strip().lower().partition("-")[0], _quality(parameter))
    best = max(LANGUAGES, key=lambda language: liked.get(language, 0.0))
    return best if liked.get(best, 0.0) else LANGUAGES[0]


def _quality(parameter: str) -> float:
    try:
        return float(parameter.strip().removeprefix("q=") or 1)
    except ValueError:
        return 0.0

"""Prefixes of IRIs, for people: in Turtle, in tables, and in what is typed at the command line."""

from __future__ import annotations

import re

from graph import vocabulary
from graph.iris import BASE, CELEX, DUTCH_RULINGS, LAWS, OFFICIAL, TOOI
from graph.vocabulary import Vocabulary

_SPELLED = {"elidl": "eli-dl"}
_THINGS = {
    "ob": OFFICIAL,
    "wet": LAWS,
    "ecli": DUTCH_RULINGS,
    "celex": CELEX,
    "tooi": TOOI,
    "wd": "http://www.wikidata.org/entity/",
    "persoon": f"{BASE}id/persoon/",
    "partij": f"{BASE}id/partij/",
    "ambt": f"{BASE}id/ambt/",
    "organisatie": f"{BASE}id/organisatie/",
    "graph": f"{BASE}graph/",
}


def _vocabularies() -> dict[str, str]:
    classes = (value for value in vars(vocabulary).values() if isinstance(value, type) and value is not Vocabulary)
    spaces = {c.__name__.lower(): c.namespace for c in classes if issubclass(c, Vocabulary)}
    return {_SPELLED.get(name, name): namespace for name, namespace in sorted(spaces.items())}


PREFIXES: dict[str, str] = _vocabularies() | _THINGS

KNOWN = PREFIXES | {"kg": BASE}  # too wide for Turtle, where a slash after a prefix is escaped
_LONGEST_FIRST = sorted(KNOWN.items(), key=lambda item: -len(item[1]))
_PREFIXED = re.compile(r"(?P<prefix>[a-z][a-z-]*):(?P<local>\S+)")


def shorten(iri: str) -> str:
    """`kamer:Motion` for an IRI in a known namespace, else the IRI itself."""
    for prefix, namespace in _LONGEST_FIRST:
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def expand(name: str) -> str | None:
    """The IRI of a prefixed name such as `kamer:Motion`, None for any other text."""
    match = _PREFIXED.fullmatch(name)
    namespace = KNOWN.get(match["prefix"]) if match else None
    return namespace + match["local"] if match and namespace else None

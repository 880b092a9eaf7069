"""Addresses that stand in a block behind a list of literature, and the entries that they belong to.

A report that was printed from a word processor loses the links of its list: they stand at the foot of the page. An
address belongs to the entry whose title it shares the most words with; an address of another paper than the entry
cites is a doubt about the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from extract.finding import Found, Scene
from extract.fold import fold

_ENTRY = "literature-entry"
_LIKE_ENOUGH = 0.3
_OTHER_WORD = 0.15
_ONLY_ADDRESSES = re.compile(r"(?:(?:https?://|www\.|ECLI:)\S+ ?)+")


def tied(found: list[Found], scene: Scene) -> list[Found]:
    """The same mentions, entries with the `url` that belongs to them."""
    links = {id(entry): address for page in _pages(found, scene) for entry, address in _pairs(*page, scene)}
    return [_linked(f, links[id(f)]) if id(f) in links else f for f in found]


def _pages(found: list[Found], scene: Scene) -> Iterator[tuple[list[Found], list[Found]]]:
    """Entries, and the addresses behind them before the next entries."""
    entries: list[Found] = []
    addresses: list[Found] = []
    for f in sorted(found, key=lambda f: f.start):
        if f.rule == _ENTRY:
            if addresses:
                yield entries, addresses
                entries, addresses = [], []
            entries.append(f)
        elif entries and f.rule in {"address", "identifier"} and _stands_in_a_block(f, scene):
            addresses.append(f)
    if addresses:
        yield entries, addresses


def _stands_in_a_block(found: Found, scene: Scene) -> bool:
    paragraph = scene.source.flow.paragraph(found.start)
    return bool(_ONLY_ADDRESSES.fullmatch(paragraph.of(scene.text).strip()))


def _pairs(entries: list[Found], addresses: list[Found], scene: Scene) -> Iterator[tuple[Found, Found]]:
    """The likest pairs first; what is left below the threshold stays apart."""
    words = [_words(unquote(scene.text[a.start : a.end])) for a in addresses]
    said = [(_words(e.details.get("title", "")), _words(scene.text[e.start : e.end])) for e in entries]
    likeness = {
        (e, a): 1.0 if _same_dossier(entry, address) else _likeness(*said[e], words[a])
        for e, entry in enumerate(entries)
        for a, address in enumerate(addresses)
    }
    done: set[tuple[str, int]] = set()
    for (e, a), likely in sorted(likeness.items(), key=lambda item: -item[1]):
        if likely >= _LIKE_ENOUGH and not done & {("entry", e), ("address", a)}:
            done |= {("entry", e), ("address", a)}
            yield entries[e], addresses[a]


def _same_dossier(entry: Found, address: Found) -> bool:
    """`kst-28870-3` and `kst-28870-1`."""
    one, other = entry.id or "", address.id or ""
    return one.startswith("kst-") and one.rpartition("-")[0] == other.rpartition("-")[0]


def _likeness(title: frozenset[str], entry: frozenset[str], words: frozenset[str]) -> float:
    """The part of the title's words that stand in the address; the other words of the entry weigh little."""
    return _shared(title, words) / max(len(title), 1) + _shared(entry - title, words) * _OTHER_WORD


def _shared(some: frozenset[str], words: frozenset[str]) -> int:
    begun = tuple(words)
    return sum(s.startswith(begun) or any(w.startswith(s) for w in words) for s in some)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{4,}|\d{4,}", fold(text)))


def _linked(entry: Found, address: Found) -> Found:
    url = address.id if address.rule == "address" else f"https://zoek.officielebekendmakingen.nl/{address.id}"
    other = entry.id and address.rule == "identifier" and address.id != entry.id
    issues = (*entry.issues, "link-mismatch") if other else entry.issues
    return replace(entry, issues=issues).with_details(url=url)

"""One spelling for comparing: lower case, no accents, straight quotes, hyphens as hyphens. Lengths stay the same."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache

_ALIKE = {"’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " "}


class _Folded(dict[int, str]):
    """A table for `str.translate` that works itself out, character by character."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


def _fold(character: str) -> str:
    plain = _ALIKE.get(character) or unicodedata.normalize("NFD", character)[:1].lower()
    return plain if len(plain) == 1 else character


_TABLE = _Folded()
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")  # one by one: that is what the search is quickest for
_STRAIGHT = dict(zip("’‘´–—\u00a0", "'''-- ", strict=True))


def fold(text: str) -> str:
    """`text` in the spelling for comparing, character for character."""
    plain = text.replace("`", "'")
    return (plain if plain.isascii() else _NOT_ASCII.sub(_folded, plain)).lower()


def _folded(match: re.Match[str]) -> str:
    return _TABLE[ord(match[0])]


def straight(text: str) -> str:
    """`text` with straight quotes, hyphens and blanks, but in its own case and with its accents."""
    for odd, plain in _STRAIGHT.items():
        text = text.replace(odd, plain)
    return text


@cache
def slug(words: str) -> str:
    """`Van 't Wout` → `van-t-wout`."""
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(words) if c != "'")
    return sys.intern("-".join(kept.split()))

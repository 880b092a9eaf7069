"""The references that two versions of the code find in the same texts, and how they differ."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

import click

LONGEST_SHOWN = 70
SIGNS = {"gained": "+", "lost": "-", "changed": "~"}


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A mention, as far as it is compared."""

    start: int
    end: int
    kind: str
    words: str
    id: str

    def overlaps(self, other: Reference) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a reference; one that is gained or lost is both `old` and `new`."""

    sort: Literal["gained", "lost", "changed"]
    old: Reference
    new: Reference


Found = dict[str, set[Reference]]  # by the name of the text


def reference(mention: dict[str, Any]) -> Reference:
    """A mention of a record."""
    words = " ".join(mention["text"].split())
    return Reference(mention["start"], mention["end"], mention["kind"], words, mention["id"] or "no id")


def changes(old: set[Reference], new: set[Reference]) -> list[Change]:
    """What differs between the references of one text; of one kind in the same place, the one became the other."""
    gained, found = sorted(new - old), []
    for lost in sorted(old - new):
        after = next((each for each in gained if each.kind == lost.kind and each.overlaps(lost)), None)
        found.append(Change("changed", lost, after) if after else Change("lost", lost, lost))
        if after:
            gained.remove(after)
    found += [Change("gained", each, each) for each in gained]
    return sorted(found, key=lambda change: change.old)


def print_changes(old: Found, new: Found) -> None:
    """The changes of each text, and how many of each kind there are."""
    names = sorted(old.keys() | new.keys())
    counts: Counter[tuple[str, str]] = Counter()
    for name in names:
        found = changes(old.get(name, set()), new.get(name, set()))
        if found:
            click.echo(name)
        for change in found:
            click.echo(f"  {SIGNS[change.sort]} {_shown(change)}")
            counts[change.new.kind, change.sort] += 1
    same = Counter(each.kind for name in names for each in old.get(name, set()) & new.get(name, set()))
    _print_counts(counts, same, len(names))


def _shown(change: Change) -> str:
    words, ids = dict.fromkeys((change.old.words, change.new.words)), dict.fromkeys((change.old.id, change.new.id))
    return f"{change.new.kind:14}{' → '.join(map(_quoted, words))}  {' → '.join(ids)}"


def _quoted(words: str) -> str:
    return f'"{words}"' if len(words) <= LONGEST_SHOWN else f'"{words[: LONGEST_SHOWN - 1]}…"'


def _print_counts(counts: Counter[tuple[str, str]], same: Counter[str], texts: int) -> None:
    kinds = sorted({kind for kind, _ in counts})
    if not kinds:
        click.echo(f"no differences: {same.total():,} references in {texts:,} texts")
        return
    click.echo(f"\n{'kind':14}" + "".join(f"{name:>10}" for name in (*SIGNS, "same")))
    for kind in kinds:
        click.echo(f"{kind:14}" + "".join(f"{counts[kind, sort]:>10,}" for sort in SIGNS) + f"{same[kind]:>10,}")
    totals = [sum(counts[kind, sort] for kind in kinds) for sort in SIGNS]
    click.echo(f"{'all':14}" + "".join(f"{number:>10,}" for number in (*totals, same.total())))

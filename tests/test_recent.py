"""Answers that are kept: how many, and which of them go."""

from __future__ import annotations

import pytest

from graph.server.recent import OVERHEAD, SHARE, Recent
from graph.server.wire import Head, Query, Shape

HEAD = Head("text/csv", "1", False)
ROOM = SHARE * 4 * OVERHEAD


def query(number: int, *graphs: str) -> Query:
    return Query(f"ASK {{}} #{number:06}", Shape(), default_graphs=graphs or None)


def held(recent: Recent, numbers: range) -> list[int]:
    return [number for number in numbers if recent.get("1", query(number))]


def test_the_answer_that_was_longest_not_asked_for_goes_first() -> None:
    recent = Recent(ROOM)
    numbers = range(400)
    for number in numbers:
        recent.keep(query(number), HEAD, b"x" * OVERHEAD)
        assert recent.get("1", query(0)) == (HEAD, b"x" * OVERHEAD)
    kept = held(recent, numbers)
    assert kept == [0, *numbers[-len(kept) + 1 :]]
    assert 0 < len(kept) * 2 * OVERHEAD <= ROOM


@pytest.mark.parametrize(
    ("room", "asked", "body"),
    [
        (0, query(1), b""),
        (ROOM, query(1), b"x" * ROOM),
        (ROOM, query(1, "x:" + "y" * OVERHEAD), b""),
        (ROOM, query(1, *map(str, range(500))), b""),
    ],
    ids=["no room", "long answer", "long name", "many names"],
)
def test_what_takes_much_of_the_room_is_not_kept(room: int, asked: Query, body: bytes) -> None:
    recent = Recent(room)
    recent.keep(asked, HEAD, body)
    assert recent.get("1", asked) is None


def test_another_snapshot_has_other_answers() -> None:
    recent = Recent(ROOM)
    recent.keep(query(1), HEAD, b"x")
    assert (recent.get("1", query(1)), recent.get("2", query(1)), recent.given) == ((HEAD, b"x"), None, 1)

"""JuriConnect addresses of laws and their parts, in the one form in which they are ids here."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"(?:jci)?1\.\d(?:\.\d)?:[cv]:(?:BWB:)?(?P<law>BWB[RVW]\d{7})(?P<places>(?:&[^&]*)*)")
_KEPT = frozenset(("bijlage", "artikel", "lid"))


def canonical(address: str) -> str | None:
    """`jci1.3:c:BWBR0001840&hoofdstuk=8&artikel=139&z=2023-02-22` → `jci1.3:c:BWBR0001840&artikel=139`.

    The id of the law where the address names no article; None where it is no address of a Dutch law.
    """
    match = _ADDRESS.fullmatch(address.strip())
    if not match:
        return None
    places = [place for place in match["places"].split("&") if place.partition("=")[0] in _KEPT]
    has_article = any(place.startswith("artikel=") for place in places)
    return f"jci1.3:c:{match['law']}&{'&'.join(places)}" if has_article else match["law"]

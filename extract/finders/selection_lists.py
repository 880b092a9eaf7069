"""Selection lists of archives, cited by their field of policy.

de selectielijst voor de neerslag van de handelingen van … op het beleidsterrein Militair materieel over de
periode vanaf 1945                          one list, whichever body's papers it is about
de selectielijst auteursrecht, vastgesteld 15-9-2005
het BSD Infectieziektebestrijding           a basic selection document is such a list too
de selectielijst van de gemeente            no field that a register knows: nothing
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finding import Found, Rule, Scene
from extract.selection_lists import holder, list_name

_LIST = re.compile(r"\b(?:[Ss]electielijst|BSD)\b[^;\n]{0,400}")
_ONE, _FIRST = 0.9, 0.75


def _list(match: re.Match[str], scene: Scene) -> Iterator[Found]:
    name = list_name(match[0])
    if name and (decrees := scene.desk.selection_lists.decrees(name)):
        held = holder(decrees)
        candidates = () if held else tuple(entry.id for entry in decrees)
        confidence = 0.5 if not held else _ONE if len(decrees) == 1 else _FIRST
        end = match.start() + name.length
        id_ = held.id if held else None
        yield Found("law", match.start(), end, "selection-list", id_, "register", confidence, candidates)


RULES = (Rule("selection-list", ("selectielijst ", "bsd "), _LIST, _list, after=420),)

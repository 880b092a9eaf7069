"""Lines for the person at the terminal, on standard error."""

from __future__ import annotations

import re
import sys

from kamergraaf.errors import KamergraafError

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def message(text: str) -> None:
    print(plain(text), file=sys.stderr)


def complain(error: KamergraafError) -> None:
    """Tells of an error, in one line."""
    message(f"kamergraaf: {' '.join(str(error).split())}")


def plain(text: str) -> str:
    """Text without the control characters by which a document could move the cursor."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))

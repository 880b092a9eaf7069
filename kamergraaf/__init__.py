"""Dutch parliamentary documents as a knowledge graph, with the evidence for every link.

>>> import kamergraaf
>>> kamergraaf.build("samples")
>>> with kamergraaf.open_store() as graph:
...     graph.ask("cited-by", "Participatiewet")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kamergraaf.api import (
        Graph,
        KamergraafError,
        Outcome,
        build,
        extract_file,
        extract_files,
        extract_text,
        open_store,
    )

__all__ = [
    "Graph",
    "KamergraafError",
    "Outcome",
    "build",
    "extract_file",
    "extract_files",
    "extract_text",
    "open_store",
]

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Loads what is used only when it is used: the command line must start fast."""
    if name in __all__:
        return getattr(import_module("kamergraaf.api"), name)
    raise AttributeError(f"module 'kamergraaf' has no attribute {name!r}")

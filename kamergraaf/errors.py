"""The errors that a user can meet.

    KamergraafError
    ├── SourceError      a document cannot be read
    ├── StoreError       the store is missing, locked, damaged or not ours
    ├── QueryError       a query, its name, a parameter or a value is wrong
    ├── RegisterError    a register cannot be read
    └── GraphError     the graph breaks a shape or a check

Each message is one sentence that says what is wrong, where, and what to try.
"""

from __future__ import annotations


class KamergraafError(Exception):
    """Any error that is the input's or the user's, not ours."""


class SourceError(KamergraafError):
    """A document cannot be read."""


class StoreError(KamergraafError):
    """The store is missing, locked, damaged or not ours."""


class QueryError(KamergraafError):
    """A query, its name, a parameter or a value is wrong."""


class RegisterError(KamergraafError):
    """A register cannot be read."""


class GraphError(KamergraafError):
    """The graph breaks a shape or a check."""

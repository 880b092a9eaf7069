"""Requests that get no answer: the status and the one sentence that say why."""

from __future__ import annotations

from http import HTTPStatus

from kamergraaf.errors import KamergraafError


class RefusedError(KamergraafError):
    """What the server answers instead: a status of HTTP, a sentence, and after how many seconds to try again."""

    def __init__(self, status: HTTPStatus, sentence: str, retry_after: int | None = None) -> None:
        super().__init__(sentence)
        self.status = status
        self.retry_after = retry_after

"""Who may write: nobody, or who has the token."""

from __future__ import annotations

import base64
import binascii
import hmac
from http import HTTPStatus

from graph.server.calls import Call
from graph.server.refusal import RefusedError

READ_ONLY = "this server only reads; start it with --write-token to let those who have the token write"
CHALLENGE = (b"www-authenticate", b'Bearer realm="kamergraaf"')


def check_writer(call: Call, token: str) -> None:
    """Raises a RefusedError unless the request carries the token, as Bearer or as the password of Basic."""
    if not token:
        raise RefusedError(HTTPStatus.FORBIDDEN, READ_ONLY)
    given = _given(call.header(b"authorization"))
    if given is None:
        raise RefusedError(HTTPStatus.UNAUTHORIZED, "writing needs the token: send Authorization: Bearer TOKEN")
    if not hmac.compare_digest(given.encode(), token.encode()):
        raise RefusedError(HTTPStatus.FORBIDDEN, "this is not the token for writing")


def is_writer(call: Call, token: str) -> bool:
    try:
        check_writer(call, token)
    except RefusedError:
        return False
    return True


def _given(authorization: str) -> str | None:
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        return _password(value)
    return None


def _password(value: str) -> str | None:
    try:
        return base64.b64decode(value, validate=True).decode().partition(":")[2]
    except (binascii.Error, ValueError):
        return None

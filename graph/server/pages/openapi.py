"""The library of queries as OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graph.library import CannedQuery, Parameter
from graph.server.formats import GRAPHS, ROWS, Format
from kamergraaf import __version__

_SCHEMAS: dict[str, dict[str, str]] = {
    "iri": {"type": "string", "description": "a name, an identifier, a reference, a prefixed name or an IRI"},
    "string": {"type": "string"},
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
}
_ERRORS = {
    "400": "A value is wrong.",
    "406": "No such format.",
    "503": "The server is busy.",
    "504": "It took too long.",
}


def description(queries: Iterable[CannedQuery], server: str) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Kamergraaf",
            "version": __version__,
            "summary": "Questions about Dutch parliamentary documents, the things that they cite and the evidence.",
            "license": {"name": "CC0-1.0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"},
        },
        "servers": [{"url": server}],
        "paths": {f"/api/{query.name}": {"get": _operation(query)} for query in queries},
        "components": {"schemas": {"Error": _ERROR}},
    }


_ERROR = {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}


def _operation(query: CannedQuery) -> dict[str, Any]:
    formats = GRAPHS[:4] if query.form == "CONSTRUCT" else ROWS
    return {
        "operationId": query.name,
        "summary": query.summary,
        "tags": [query.topic],
        "parameters": [*map(_parameter, query.parameters), _format(formats)],
        "responses": {"200": _answer(formats), **{status: _error(why) for status, why in _ERRORS.items()}},
        "externalDocs": {"url": f"/queries/{query.name}", "description": "the same as a form"},
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.description,
        "schema": _SCHEMAS[parameter.type],
    }


def _format(formats: Iterable[Format]) -> dict[str, Any]:
    names = [f.name for f in formats]
    return {
        "name": "format",
        "in": "query",
        "description": "instead of Accept",
        "schema": {"type": "string", "enum": names},
    }


def _answer(formats: Iterable[Format]) -> dict[str, Any]:
    types = dict.fromkeys(f.media_types[0] for f in formats)
    return {"description": "The answer.", "content": {media: {"schema": {}} for media in types}}


def _error(why: str) -> dict[str, Any]:
    return {"description": why, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}

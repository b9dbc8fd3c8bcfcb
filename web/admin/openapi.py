"""The part of the API's description that is about administration, made from the routes themselves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from web.access import Access, needs_of
from web.admin.operations import Operation, operation_of
from web.problems import MEDIA_TYPE, TEXTS
from web.records.roles import Role

SCHEME = "nyckel"
_REFERENCES = "#/components/schemas/{model}"
_ALWAYS = (401, 403, 405, 429, 500, 503)
_WITH_BODY = (400, 413, 415, 422)
_PARAMETER = re.compile(r"<(?:(?P<kind>int):)?(?P<name>[a-z_]+)>")
_JSON, _FORM = "application/json", "multipart/form-data"


@dataclass(frozen=True, slots=True)
class _Route:
    path: str
    method: str
    endpoint: str
    role: Role
    operation: Operation


def describe_administration(app: Flask) -> tuple[dict[str, Any], dict[str, Any]]:
    """Paths and schemas, as JSON values; both empty for a service without records.

    Raises LookupError for an address for scripts that says nothing of itself.
    """
    routes = sorted(_routes(app), key=lambda route: (route.path, route.method))
    schemas = _Schemas(routes)
    paths: dict[str, Any] = {}
    for route in routes:
        name = _PARAMETER.sub(r"{\g<name>}", route.path)
        paths.setdefault(name, {})[route.method.lower()] = _described(route, schemas)
    return paths, schemas.definitions


def _routes(app: Flask) -> Iterator[_Route]:
    for rule in app.url_map.iter_rules():
        needs = needs_of(app, rule.endpoint)
        if needs is None or needs.access is not Access.TOKEN or needs.role is None:
            continue
        operation = operation_of(app.view_functions[rule.endpoint])
        if operation is None:
            raise LookupError(f"{rule.rule} is not described")
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield _Route(rule.rule, method, rule.endpoint, needs.role, operation)


class _Schemas:
    """The schemas of every type that the routes take or give."""

    def __init__(self, routes: list[_Route]) -> None:
        inputs: list[tuple[Any, JsonSchemaMode, TypeAdapter[Any]]] = []
        for operation in (route.operation for route in routes):
            if operation.takes is not None:
                inputs.append((operation.takes, "validation", TypeAdapter(operation.takes)))
            if operation.gives is not None:
                inputs.append((operation.gives, "serialization", TypeAdapter(operation.gives)))
        unique = {(kind, mode): (kind, mode, adapter) for kind, mode, adapter in inputs}
        found, definitions = TypeAdapter.json_schemas(list(unique.values()), ref_template=_REFERENCES)
        self._found = found
        self.definitions: dict[str, Any] = definitions.get("$defs", {})

    def of(self, kind: Any, mode: JsonSchemaMode) -> dict[str, Any]:
        return self._found[kind, mode]


def _described(route: _Route, schemas: _Schemas) -> dict[str, Any]:
    operation = route.operation
    told: dict[str, Any] = {
        "operationId": route.endpoint.replace(".", "_"),
        "tags": ["administration"],
        "summary": operation.summary,
        "description": f"Kräver en nyckel med rollen {route.role}.",
        "security": [{SCHEME: []}],
        "parameters": [*_in_path(route.path), *_in_query(operation)],
        "responses": _responses(operation, schemas),
    }
    if operation.takes is not None:
        told["requestBody"] = _body(operation, schemas)
    return told


def _in_path(path: str) -> Iterator[dict[str, Any]]:
    for found in _PARAMETER.finditer(path):
        schema = {"type": "integer", "minimum": 0} if found["kind"] else {"type": "string", "minLength": 1}
        yield {"name": found["name"], "in": "path", "required": True, "schema": schema}


def _in_query(operation: Operation) -> Iterator[dict[str, Any]]:
    for one in operation.query:
        yield {"name": one.name, "in": "query", "schema": one.schema, "description": one.meaning}


def _body(operation: Operation, schemas: _Schemas) -> dict[str, Any]:
    fields = schemas.of(operation.takes, "validation")
    if not operation.file:
        return {"required": not operation.bodiless, "content": {_JSON: {"schema": fields}}}
    file = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}
    return {"required": True, "content": {_FORM: {"schema": {"allOf": [fields, file]}}}}


def _responses(operation: Operation, schemas: _Schemas) -> dict[str, Any]:
    done: dict[str, Any] = {"description": operation.summary}
    if operation.gives is not None:
        given = schemas.of(operation.gives, "serialization")
        done["content"] = {_JSON: {"schema": _list(operation.listed, given) if operation.listed else given}}
    responses = {str(operation.status): done}
    if operation.goes_on:
        responses["202"] = {"description": "Det fortsätter. Location säger var det går att följa."}
    statuses = {*_ALWAYS, *operation.refusals, *(_WITH_BODY if operation.takes is not None else ())}
    if operation.query:
        statuses.add(422)
    return responses | {str(status): _refusal(status) for status in sorted(statuses)}


def _list(name: str, of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": [name], "properties": {name: {"type": "array", "items": of}}}


def _refusal(status: int) -> dict[str, Any]:
    problem = {"schema": {"$ref": _REFERENCES.format(model="Problem")}}
    return {"description": TEXTS[status][0], "content": {MEDIA_TYPE: problem}}

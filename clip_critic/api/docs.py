"""The page that describes the HTTP API: made here from its OpenAPI description, so that it loads nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI, Response

from clip_critic.reports.render import render

Schema = Mapping[str, Any]
BOUNDS = {
    "minimum": "at least",
    "maximum": "at most",
    "maxLength": "characters at most",
    "maxItems": "items at most",
}


def add_docs(app: FastAPI, path: str) -> None:
    """Serve the page at this path."""

    @app.get(path, include_in_schema=False)
    def docs() -> Response:
        return Response(docs_html(app.openapi()), media_type="text/html")


def docs_html(description: Schema) -> str:
    """Return an OpenAPI description as a page."""
    schemas = description.get("components", {}).get("schemas", {})
    routes = [
        {
            "method": method.upper(),
            "path": path,
            "summary": route.get("summary", ""),
            "description": route.get("description", ""),
            "parameters": [_parameter(parameter, schemas) for parameter in route.get("parameters", ())],
            "fields": list(_fields(_body(route), schemas)),
        }
        for path, methods in description["paths"].items()
        for method, route in methods.items()
    ]
    return render("api_docs.html", info=description["info"], routes=routes)


def _parameter(parameter: Schema, schemas: Schema) -> Schema:
    field = _field(
        parameter["name"], parameter.get("schema", {}), schemas, required=parameter.get("required", False)
    )
    return {**field, "place": parameter["in"]}


def _body(route: Schema) -> Schema:
    content = route.get("requestBody", {}).get("content", {})
    found: Schema = content.get("application/json", {}).get("schema", {})
    return found


def _fields(schema: Schema, schemas: Schema, prefix: str = "") -> Iterator[Schema]:
    """Yield the fields of a body, those of objects inside it as ``settings.steps``."""
    for part in _parts(schema, schemas):
        required = part.get("required", ())
        for name, inner in part.get("properties", {}).items():
            yield _field(prefix + name, inner, schemas, required=name in required)
            yield from _fields(inner, schemas, f"{prefix}{name}.")


def _parts(schema: Schema, schemas: Schema) -> list[Schema]:
    """Return the schemas that a schema refers to."""
    if "$ref" in schema:
        return _parts(schemas.get(schema["$ref"].rsplit("/", 1)[-1], {}), schemas)
    inner = [part for name in ("anyOf", "allOf", "oneOf") for part in schema.get(name, ())]
    return [found for part in inner for found in _parts(part, schemas)] or [schema]


def _field(name: str, schema: Schema, schemas: Schema, *, required: bool) -> Schema:
    parts = _parts(schema, schemas)
    types = dict.fromkeys(_type(part, schemas) for part in parts)
    bounds = [
        f"{words} {part[key]}" for part in (schema, *parts) for key, words in BOUNDS.items() if key in part
    ]
    return {
        "name": name,
        "type": " or ".join(filter(None, types)),
        "bounds": ", ".join(dict.fromkeys(bounds)),
        "default": "" if required or schema.get("default") in (None, "") else repr(schema["default"]),
        "required": required,
        "description": schema.get("description", ""),
    }


def _type(schema: Schema, schemas: Schema) -> str:
    if "enum" in schema:
        return " or ".join(map(repr, schema["enum"]))
    if "items" in schema:
        inner = " or ".join(_type(part, schemas) for part in _parts(schema["items"], schemas))
        return f"list of {inner}"
    return str(schema.get("type", ""))

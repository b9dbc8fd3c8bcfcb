"""Addresses that lead to a route."""

from flask import Flask
from werkzeug.routing import AnyConverter, IntegerConverter, Rule


def address_of(app: Flask, rule: Rule) -> str:
    """An address of a route, with a made-up value for what varies in it."""
    values = {name: _value(converter) for name, converter in rule._converters.items()}
    return app.url_map.bind("localhost").build(rule.endpoint, values, method=min(rule.methods or {"GET"}))


def _value(converter: object) -> object:
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return 1 if isinstance(converter, IntegerConverter) else "a"

"""Commands that call an address for scripts, in this process: a command and a script do the same in the same way."""

import json
import sys
from argparse import Namespace
from contextlib import closing
from pathlib import Path
from typing import Any

from flask import Flask, g, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from web.admin.access import SCRIPTS, Actor
from web.admin.script_command_line import COMMAND
from web.admin.script_table import Argument, Command, Place
from web.records.audit import TERMINAL
from web.records.database import Records, default_url
from web.records.errors import RecordsError
from web.records.roles import Role
from web.settings import Settings
from web.wiring import terminal_app

_REFUSED = 400


def run(given: Namespace, settings: Settings) -> int:
    """Run the command: 0 done, 1 refused or failed with the reason on stderr."""
    command: Command = getattr(given, COMMAND)
    try:
        url = settings.database_url.get_secret_value() or default_url(settings.var_dir)
        with closing(Records.open(url)) as records:
            status, answer = call(terminal_app(settings, records, searches=command.searches), command, vars(given))
    except (RecordsError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if status >= _REFUSED:
        sys.stderr.write("\n".join(_why(answer)) + "\n")
        return 1
    sys.stdout.write(_shown(command, answer, as_json=given.json) + "\n")
    return 0


def call(app: Flask, command: Command, given: dict[str, Any]) -> tuple[int, Any]:
    """The status and the decoded JSON of the answer; None where it has no body. Raises OSError for the file."""
    written = {one: given[one.name] for one in command.arguments if given.get(one.name) is not None}
    in_path = {one.name: value for one, value in written.items() if one.place is Place.PATH}
    query = {one.name: value for one, value in written.items() if one.place is Place.QUERY}
    address = SCRIPTS + command.path.format(**in_path)
    with app.test_request_context(address, method=command.method, query_string=query, **_sent(command, written)):
        response = _answered(app)
        data = response.get_data()
        return response.status_code, json.loads(data) if data else None


def _answered(app: Flask) -> Response:
    """The answer of the view. Whoever may run commands here is an administrator, and there is no guard to ask."""
    g.actor = Actor(TERMINAL, Role.ADMINISTRATOR, by_token=True)
    if request.endpoint is not None:
        request.max_content_length = vars(app.view_functions[request.endpoint]).get("largest_body")
    try:
        return app.make_response(app.dispatch_request())
    except Exception as error:
        return app.make_response(app.handle_user_exception(error))


def _sent(command: Command, written: dict[Argument, Any]) -> dict[str, Any]:
    """The body of the call, as what makes a request takes it."""
    fields = {one.name: value for one, value in written.items() if one.place is Place.BODY}
    pairs = next((dict(value) for one, value in written.items() if one.place is Place.PAIRS), {})
    file: Path | None = next((value for one, value in written.items() if one.place is Place.FILE), None)
    if file is not None:
        return {"data": pairs | {"file": FileStorage(file.open("rb"), file.name)}}
    body = {**(command.body or {}), **fields, **pairs}
    return {"json": body} if body else {}


def _why(answer: Any) -> list[str]:
    lines = [f"{one['field']}: {one['message']}" for one in answer.get("errors", ())]
    return lines or [str(answer.get("detail", answer))]


def _shown(command: Command, answer: Any, *, as_json: bool) -> str:
    if as_json or not (command.listed or command.said):
        return json.dumps(answer, ensure_ascii=False, indent=None if as_json else 1)
    if command.said:
        return command.said.format(**(answer or {}))
    rows = ("\t".join(_cell(row[name]) for name in command.columns) for row in answer[command.listed])
    return "\n".join(rows) or "Det finns inget att visa."


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, list) and value and isinstance(value[0], dict) and "ids" in value[0]:
        return "; ".join(f"{one['text']} ({' '.join(map(str, one['ids']))})" for one in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)

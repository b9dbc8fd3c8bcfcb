"""The same work with builds for scripts, under /api/v1/admin/builds and /api/v1/admin/generations."""

import json
from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for

from index.errors import IndexingError
from web.admin.access import SCRIPTS, api, current_actor
from web.admin.builds import LONGEST_REASON
from web.admin.parts import AdminParts
from web.problems import problem
from web.records.builds import Build
from web.records.roles import Role
from web.releasing.errors import GateRefusedError, NoSuchBuildError, NotAllowedError, ReleaseError
from web.releasing.releases import GOING_ON, Releases
from web.releasing.showing import build_to_dict, kept_to_dict

Answer = tuple[Response, int]
_LATEST = 20
_STATUSES = {NoSuchBuildError: 404, NotAllowedError: 403}


class BadReasonError(Exception):
    """The body holds something else than a reason."""


def routes(parts: AdminParts) -> Blueprint:
    """Everything that a script may do with builds and generations."""
    blueprint = Blueprint("admin_build_api", __name__, url_prefix=SCRIPTS)
    blueprint.register_error_handler(ReleaseError, _refused)
    blueprint.register_error_handler(IndexingError, lambda error: problem(409, str(error)))
    blueprint.register_error_handler(BadReasonError, lambda error: problem(422, str(error)))
    releases = Releases(parts.settings, parts.records, parts.now)
    _builds(blueprint, releases)
    _publishing(blueprint, releases)
    return blueprint


def _builds(blueprint: Blueprint, releases: Releases) -> None:
    def told(build: Build) -> dict[str, Any]:
        return build_to_dict(build, releases.progress(build.id) if build.state in GOING_ON else None)

    @api(blueprint, "/builds", role=Role.EDITOR)
    def builds() -> Response:
        return jsonify(builds=[told(build) for build in releases.latest(_LATEST)])

    @api(blueprint, "/builds", role=Role.EDITOR, methods=("POST",))
    def start() -> Answer:
        build = releases.start(current_actor())
        response = jsonify(told(build))
        response.headers["Location"] = url_for(".one", build_id=build.id)
        return response, 202

    @api(blueprint, "/builds/<build_id>", role=Role.EDITOR)
    def one(build_id: str) -> Response:
        return jsonify(told(releases.get(build_id)))

    @api(blueprint, "/builds/<build_id>", role=Role.EDITOR, methods=("DELETE",))
    def cancel(build_id: str) -> Response:
        return jsonify(told(releases.cancel(build_id, current_actor())))

    @api(blueprint, "/builds/<build_id>/gate", role=Role.EDITOR, methods=("POST",))
    def again(build_id: str) -> Answer:
        return jsonify(told(releases.again(build_id, current_actor()))), 202


def _publishing(blueprint: Blueprint, releases: Releases) -> None:
    publishing = releases.publishing

    @api(blueprint, "/builds/<build_id>/publish", role=Role.ADMINISTRATOR, methods=("POST",))
    def publish(build_id: str) -> Response:
        return jsonify(build_to_dict(publishing.publish(build_id, current_actor(), _reason())))

    @api(blueprint, "/generations", role=Role.EDITOR)
    def generations() -> Response:
        return jsonify(generations=[kept_to_dict(kept) for kept in publishing.kept()])

    @api(blueprint, "/generations/<generation_id>/rollback", role=Role.ADMINISTRATOR, methods=("POST",))
    def rollback(generation_id: str) -> Response:
        manifest = publishing.rollback(generation_id, current_actor(), _reason())
        return jsonify(next(kept_to_dict(kept) for kept in publishing.kept() if kept.manifest.id == manifest.id))


def _reason() -> str:
    """The reason in the body, which may be left out altogether. Raises BadReasonError."""
    data = request.get_data()
    if not data.strip():
        return ""
    try:
        body = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadReasonError('Skicka JSON, som {"reason": "varför"}, eller inget alls.') from error
    if not isinstance(body, dict) or set(body) - {"reason"}:
        raise BadReasonError("Skicka ett JSON-objekt med fältet reason, eller inget alls.")
    reason = body.get("reason", "")
    if not isinstance(reason, str) or len(reason) > LONGEST_REASON:
        raise BadReasonError(f"reason ska vara en text med högst {LONGEST_REASON} tecken.")
    return reason


def _refused(error: ReleaseError) -> tuple[Response, int]:
    more = {"reason_needed": True} if isinstance(error, GateRefusedError) else {}
    return problem(_STATUSES.get(type(error), 409), str(error), **more)

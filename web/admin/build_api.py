"""The same work with builds for scripts, under /api/v1/admin/builds and /api/v1/admin/generations."""

from typing import Any

from flask import Blueprint, Response, jsonify, url_for

from index.errors import IndexingError
from web.access import goes_on
from web.admin.access import SCRIPTS, api, current_actor
from web.admin.api_bodies import ReasonIn, body_or_nothing
from web.admin.api_models import BuildOut, GenerationOut
from web.admin.operations import described
from web.admin.parts import AdminParts
from web.problems import problem
from web.records.builds import Build
from web.records.roles import Role
from web.releasing.errors import GateRefusedError, NoSuchBuildError, NotAllowedError, ReleaseError
from web.releasing.publishing import Publishing
from web.releasing.releases import GOING_ON, Releases
from web.releasing.showing import build_to_dict, kept_to_dict

Answer = tuple[Response, int]
_LATEST = 20
_STATUSES = {NoSuchBuildError: 404, NotAllowedError: 403}


def routes(parts: AdminParts) -> Blueprint:
    """Everything that a script may do with builds and generations."""
    blueprint = Blueprint("admin_build_api", __name__, url_prefix=SCRIPTS)
    blueprint.register_error_handler(ReleaseError, _refused)
    blueprint.register_error_handler(IndexingError, lambda error: problem(409, str(error)))
    releases = Releases(parts.settings, parts.records, parts.now)
    _builds(blueprint, releases)
    _publishing(blueprint, releases)
    return blueprint


def _builds(blueprint: Blueprint, releases: Releases) -> None:
    def told(build: Build) -> dict[str, Any]:
        return build_to_dict(build, releases.progress(build.id) if build.state in GOING_ON else None)

    @api(blueprint, "/builds", role=Role.EDITOR)
    @described("De senaste byggena", gives=BuildOut, listed="builds")
    def builds() -> Response:
        return jsonify(builds=[told(build) for build in releases.latest(_LATEST)])

    @api(blueprint, "/builds", role=Role.EDITOR, methods=("POST",))
    @described("Börja bygga", gives=BuildOut, status=202, refusals=(409,))
    def start() -> Answer:
        build = releases.start(current_actor())
        response = jsonify(told(build))
        response.headers["Location"] = url_for(".one", build_id=build.id)
        return response, 202

    @api(blueprint, "/builds/<build_id>", role=Role.EDITOR)
    @described("Ett bygge, med hur långt det har kommit", gives=BuildOut, refusals=(404,))
    def one(build_id: str) -> Response:
        return jsonify(told(releases.get(build_id)))

    @api(blueprint, "/builds/<build_id>", role=Role.EDITOR, methods=("DELETE",))
    @described("Avbryt ett bygge", gives=BuildOut, refusals=(404, 409))
    def cancel(build_id: str) -> Response:
        return jsonify(told(releases.cancel(build_id, current_actor())))

    @api(blueprint, "/builds/<build_id>/gate", role=Role.EDITOR, methods=("POST",))
    @described("Jämför igen", gives=BuildOut, status=202, refusals=(404, 409))
    def again(build_id: str) -> Answer:
        return jsonify(told(releases.again(build_id, current_actor()))), 202


def _publishing(blueprint: Blueprint, releases: Releases) -> None:
    publishing = releases.publishing

    @described("Publicera", takes=ReasonIn, bodiless=True, gives=BuildOut, goes_on=True, refusals=(404, 409))
    def publish(build_id: str) -> Response:
        return jsonify(build_to_dict(publishing.publish(build_id, current_actor(), body_or_nothing(ReasonIn).reason)))

    def publishes(build_id: str) -> Answer:
        response = jsonify(build_to_dict(releases.get(build_id)))
        response.headers["Location"] = url_for(".one", build_id=build_id)
        return response, 202

    administrator, post = Role.ADMINISTRATOR, ("POST",)
    path = "/builds/<build_id>/publish"
    api(blueprint, path, role=administrator, methods=post)(goes_on(publish, publishes))

    @api(blueprint, "/generations", role=Role.EDITOR)
    @described("Indexen som finns kvar", gives=GenerationOut, listed="generations")
    def generations() -> Response:
        return jsonify(generations=[kept_to_dict(kept) for kept in publishing.kept()])

    @described("Gå tillbaka", takes=ReasonIn, bodiless=True, gives=GenerationOut, goes_on=True, refusals=(404, 409))
    def rollback(generation_id: str) -> Response:
        manifest = publishing.rollback(generation_id, current_actor(), body_or_nothing(ReasonIn).reason)
        return jsonify(_kept(publishing, manifest.id))

    def goes_back(generation_id: str) -> Answer:
        response = jsonify(_kept(publishing, generation_id))
        response.headers["Location"] = url_for(".generations")
        return response, 202

    path = "/generations/<generation_id>/rollback"
    api(blueprint, path, role=administrator, methods=post)(goes_on(rollback, goes_back))


def _kept(publishing: Publishing, generation_id: str) -> dict[str, Any]:
    return next(kept_to_dict(kept) for kept in publishing.kept() if kept.manifest.id == generation_id)


def _refused(error: ReleaseError) -> tuple[Response, int]:
    more = {"reason_needed": True} if isinstance(error, GateRefusedError) else {}
    return problem(_STATUSES.get(type(error), 409), str(error), **more)

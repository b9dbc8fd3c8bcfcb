"""The pages for building and publishing: one button, the progress, the comparison, and going back."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from bot.gate import GateReport, GateReportError, Verdict
from bot.gate_lines import STATUSES, VERDICTS
from index.errors import IndexingError
from web.access import goes_on
from web.admin.access import Shown, current_actor, page
from web.admin.parts import AdminParts
from web.records.builds import Build, BuildState
from web.records.roles import Role
from web.releasing.errors import GateRefusedError, NoSuchBuildError, ReleaseError
from web.releasing.folder import Progress
from web.releasing.publishing import Kept
from web.releasing.releases import GOING_ON, Releases

PAGES = "/admin/bygg"
LONGEST_REASON = 2000
_LATEST = 20
_GOES_ON = "Det tar längre tid än vanligt, och fortsätter även om du stänger sidan."
_TONES = {
    BuildState.READY: "unsure",
    BuildState.PUBLISHED: "good",
    BuildState.FAILED: "bad",
    BuildState.RUNNING: "unsure",
    BuildState.TESTING: "unsure",
}


@dataclass(frozen=True, slots=True)
class Looked:
    """A build as its page shows it.

    `outdated` says that another index is live than it was compared with, `publishing` that one is being published.
    """

    build: Build
    live: bool
    progress: Progress | None
    gate: GateReport | None
    outdated: bool
    publishing: bool

    @property
    def goes_on(self) -> bool:
        return self.build.state in GOING_ON

    @property
    def waits(self) -> bool:
        """Whether it can be published, or compared again."""
        return self.build.state is BuildState.READY

    @property
    def failures(self) -> dict[str, str]:
        return dict((self.build.report or {}).get("failures", {}))


def routes(parts: AdminParts) -> Blueprint:
    """Everything at /admin/bygg."""
    blueprint = Blueprint("admin_builds", __name__, url_prefix=PAGES)
    blueprint.record(_filters)
    pages = _Pages(Releases(parts.settings, parts.records, parts.now))
    editor, administrator, post = Role.EDITOR, Role.ADMINISTRATOR, ("POST",)
    page(blueprint, "", role=editor)(pages.everything)
    page(blueprint, "", role=editor, methods=post)(pages.start)
    page(blueprint, "/<build_id>", role=editor)(pages.one)
    page(blueprint, "/<build_id>/avbryt", role=editor, methods=post)(pages.cancel)
    page(blueprint, "/<build_id>/jamfor", role=editor, methods=post)(pages.again)
    publish, rollback = goes_on(pages.publish, pages.publishes), goes_on(pages.rollback, pages.goes_back)
    page(blueprint, "/<build_id>/publicera", role=administrator, methods=post)(publish)
    page(blueprint, "/index/<generation_id>/tillbaka", role=administrator, methods=post)(rollback)
    return blueprint


class _Pages:
    def __init__(self, releases: Releases) -> None:
        self._releases = releases

    def everything(self) -> str:
        builds = self._releases.latest(_LATEST)
        running = next((build for build in builds if build.state in GOING_ON), None)
        kept = self._releases.publishing.kept()
        return render_template(
            "admin/builds.html",
            builds=builds,
            running=running,
            kept=kept,
            waiting=_waiting(builds, kept),
            publishing=self._releases.publishing.goes_on(),
        )

    def start(self) -> Response:
        try:
            build = self._releases.start(current_actor())
        except ReleaseError as error:
            flash(str(error), "error")
            return redirect(url_for(".everything"), 303)
        return self._to(build.id)

    def one(self, build_id: str) -> str:
        return self._shown(self._looked(build_id), {})

    def cancel(self, build_id: str) -> Response:
        self._looked(build_id)
        try:
            self._releases.cancel(build_id, current_actor())
            flash("Bygget är avbrutet. Det publicerade indexet är orört.")
        except ReleaseError as error:
            flash(str(error), "error")
        return self._to(build_id)

    def again(self, build_id: str) -> Response:
        self._looked(build_id)
        try:
            self._releases.again(build_id, current_actor())
        except ReleaseError as error:
            flash(str(error), "error")
        return self._to(build_id)

    def publish(self, build_id: str) -> Shown:
        looked, reason = self._looked(build_id), request.form.get("skal", "").strip()
        if len(reason) > LONGEST_REASON:
            return self._shown(looked, {"skal": f"Skriv högst {LONGEST_REASON} tecken."}, reason), 422
        try:
            self._releases.publishing.publish(build_id, current_actor(), reason)
        except GateRefusedError as error:
            return self._shown(looked, {"skal": str(error)}, reason), 422
        except (ReleaseError, IndexingError) as error:
            flash(str(error), "error")
        else:
            flash("Indexet är publicerat. Boten svarar ur det inom två sekunder.")
        return self._to(build_id)

    def rollback(self, generation_id: str) -> Response:
        try:
            manifest = self._releases.publishing.rollback(generation_id, current_actor())
        except (ReleaseError, IndexingError) as error:
            flash(str(error), "error")
        else:
            flash(f"Boten svarar åter ur {manifest.documents} dokument i indexet som du valde, inom två sekunder.")
        return redirect(url_for(".everything"), 303)

    def publishes(self, build_id: str) -> Response:
        """When publishing takes longer than a request may."""
        flash(_GOES_ON)
        return self._to(build_id)

    def goes_back(self, **_values: str) -> Response:
        """When going back takes longer than a request may."""
        flash(_GOES_ON)
        return redirect(url_for(".everything"), 303)

    def _looked(self, build_id: str) -> Looked:
        """Raises NotFound."""
        try:
            build = self._releases.get(build_id)
        except NoSuchBuildError as error:
            raise NotFound from error
        gate = _gate(build)
        outdated = gate is not None and self._releases.publishing.is_outdated(gate)
        progress = self._releases.progress(build.id) if build.state in GOING_ON else None
        publishing = self._releases.publishing
        return Looked(build, publishing.is_live(build), progress, gate, outdated, publishing.goes_on())

    def _shown(self, looked: Looked, errors: dict[str, str], reason: str = "") -> str:
        return render_template(
            "admin/build.html",
            looked=looked,
            build=looked.build,
            gate=looked.gate,
            verdicts=VERDICTS,
            worst=Verdict.WORSE,
            same=Verdict.SAME,
            may_publish=current_actor().role.may(Role.ADMINISTRATOR),
            errors=errors,
            reason=reason,
            longest=LONGEST_REASON,
        )

    def _to(self, build_id: str) -> Response:
        return redirect(url_for(".one", build_id=build_id), 303)


def _gate(build: Build) -> GateReport | None:
    try:
        return None if build.gate is None else GateReport.from_dict(build.gate)
    except GateReportError:
        return None


def _waiting(builds: tuple[Build, ...], kept: tuple[Kept, ...]) -> Build | None:
    """The newest build that is ready, where nothing newer is live."""
    there = {item.manifest.id for item in kept if not item.live and not item.was_published}
    return next((build for build in builds if build.state is BuildState.READY and build.generation in there), None)


def _filters(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    app.add_template_filter(STATUSES.__getitem__, "outcome_name")
    app.add_template_filter(lambda state: _TONES.get(state, ""), "build_tone")
    app.add_template_filter(datetime.fromisoformat, "as_moment")

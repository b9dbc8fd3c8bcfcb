"""Builds and generations as plain data, for scripts."""

from typing import Any

from web.records.builds import Build
from web.releasing.folder import Progress
from web.releasing.publishing import Kept


def build_to_dict(build: Build, progress: Progress | None = None) -> dict[str, Any]:
    """JSON-ready fields; `progress` where the build goes on and has begun."""
    return {
        "id": build.id,
        "state": build.state.value,
        "started_by": build.started_by,
        "started": build.started.isoformat(),
        "ended": None if build.ended is None else build.ended.isoformat(),
        "generation": build.generation,
        "error": build.error,
        "progress": None
        if progress is None
        else {"step": progress.step, "done": progress.done, "total": progress.total},
        "report": build.report,
        "gate": build.gate,
    }


def kept_to_dict(kept: Kept) -> dict[str, Any]:
    """JSON-ready fields; `can_be_rolled_back_to` is false for one that was never published, and for the live one."""
    return {
        "id": kept.manifest.id,
        "created": kept.manifest.created,
        "documents": kept.manifest.documents,
        "passages": kept.manifest.passages,
        "live": kept.live,
        "can_be_rolled_back_to": kept.was_published and not kept.live,
        "build": kept.build_id or None,
    }

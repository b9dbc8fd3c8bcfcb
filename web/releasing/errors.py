"""Why something about a release was refused; every message is in Swedish and says what to do."""


class ReleaseError(Exception):
    """Base of every error that this package raises on purpose."""


class BuildGoingOnError(ReleaseError):
    """There is a build that has not ended, and only one can be made at a time."""


class NoSuchBuildError(ReleaseError):
    """There is no build of that id."""


class NotGoingOnError(ReleaseError):
    """The build has ended, and cannot be cancelled."""


class NotReadyError(ReleaseError):
    """The build has no generation to publish, or one that is no longer kept."""


class GateRefusedError(ReleaseError):
    """A golden question got worse, and whoever publishes has not written why it may."""


class GateOutdatedError(ReleaseError):
    """Another generation is live than the one that was compared with."""


class NotAllowedError(ReleaseError):
    """The role is not enough."""


class NeverPublishedError(ReleaseError):
    """A generation that was never published cannot be gone back to: its golden questions would be passed by."""

"""What can go wrong in the bot, under one base."""


class BotError(Exception):
    """Base of every error that this package raises on purpose."""


class QuoteMismatchError(BotError):
    """A quote is not an exact substring of its document's canonical text."""


class CalibrationError(BotError):
    """The confidence's coefficients do not fit its features."""


class ContentError(BotError):
    """The content file does not say what it must."""

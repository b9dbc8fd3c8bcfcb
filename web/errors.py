"""What can go wrong in the web layer, under one base."""


class WebError(Exception):
    """Base of every error that this package raises on purpose."""

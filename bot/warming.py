"""What the first question would else wait for: patterns, rules and tables, made before anybody asks."""

from bot import language, risk, routing


def warm() -> None:
    """About a second of work, once in a process and whatever comes of its forks."""
    language.warm()
    risk.at_risk("")
    routing.warm()

"""How often a team may ask."""

from web.teams_limit import TeamLimit


def test_a_bucket_fills_again_as_time_passes() -> None:
    seconds = [0.0]
    limit = TeamLimit(60, lambda: seconds[0])
    assert [limit.seconds_to_wait("a") for _ in range(61)] == [0] * 60 + [1]
    seconds[0] = 1.0
    assert (limit.seconds_to_wait("a"), limit.seconds_to_wait("a")) == (0, 1)


def test_teams_do_not_share_a_bucket() -> None:
    limit = TeamLimit(1, lambda: 0.0)
    assert (limit.seconds_to_wait("a"), limit.seconds_to_wait("b"), limit.seconds_to_wait("a")) == (0, 0, 60)


def test_only_the_latest_teams_are_remembered() -> None:
    limit = TeamLimit(1, lambda: 0.0)
    assert all(limit.seconds_to_wait(str(team)) == 0 for team in range(1001))
    assert (limit.seconds_to_wait("1000"), limit.seconds_to_wait("0")) == (60, 0)

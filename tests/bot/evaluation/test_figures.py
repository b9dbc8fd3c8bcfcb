"""Figures and their intervals against known values."""

import pytest

from bot.evaluation.figures import Figure, auroc, mean, mean_auroc, share


@pytest.mark.parametrize(
    ("right", "count", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_a_share_has_wilsons_interval(right: int, count: int, low: float, high: float) -> None:
    """The last is the worked example of Newcombe 1998, Statistics in Medicine 17:857."""
    figure = share([True] * right + [False] * (count - right))
    assert figure
    assert (figure.value, figure.n) == (right / count, count)
    assert [figure.low, figure.high] == pytest.approx([low, high], abs=1e-4)


def test_nothing_measured_is_no_figure() -> None:
    assert share([]) is None
    assert mean([]) is None
    assert auroc([0.5, 0.6], [True, True]) is None
    assert mean_auroc([[0.1, 0.2], [0.1, 0.2]], [[True, False], [True, True]]) is None


def test_a_mean_lies_in_its_interval_and_comes_out_the_same_again() -> None:
    values = [1.0, 0.5, 0.0, 1.0, 0.25, 1.0] * 5
    figure = mean(values)
    assert figure
    assert 0 < figure.low < figure.value < figure.high < 1
    assert figure == mean(values)


def test_one_value_alone_may_be_anything() -> None:
    assert mean([0.5]) == Figure(0.5, 1, 0.0, 1.0)


def test_auroc_counts_the_pairs_in_the_right_order() -> None:
    figure = auroc([0.9, 0.4, 0.5, 0.1], [True, True, False, False])
    assert figure
    assert figure.value == pytest.approx(0.75)
    assert figure.n == 4


def test_mean_auroc_is_the_mean_over_the_rounds() -> None:
    figure = mean_auroc([[0.9, 0.1, 0.5], [0.9, 0.1, 0.5]], [[True, False, False], [False, True, False]])
    assert figure
    assert figure.value == pytest.approx(0.5)

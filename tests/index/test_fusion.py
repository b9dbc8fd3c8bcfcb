"""What each part is worth in the score."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import fusion

COSINES = st.floats(-1, 1)
SHARES = st.floats(0, 1, width=32)


def shares(*values: float) -> fusion.Shares:
    return np.array(values, np.float32)


@given(COSINES, COSINES, COSINES)
def test_the_nearness_of_meaning_lies_between_its_parts(passage: float, sentence: float, pieces: float) -> None:
    dense = fusion.dense(passage, sentence, pieces)
    assert min(passage, sentence, pieces) - 1e-9 <= dense <= max(passage, sentence, pieces) + 1e-9


def test_the_pieces_weigh_as_much_as_the_passage_and_its_best_sentence_together() -> None:
    assert fusion.dense(1, 1, 0) == fusion.dense(0, 0, 1) == 0.5


@given(SHARES, SHARES)
def test_shared_terms_add_from_nothing_to_twelve_hundredths(coverage: float, bm25: float) -> None:
    (added,) = fusion.lexical(shares(coverage), shares(bm25)).tolist()
    assert 0 <= added <= 0.12 + 1e-6


@given(SHARES, SHARES, SHARES)
def test_a_larger_share_never_adds_less(share: float, other: float, fixed: float) -> None:
    less, more = sorted((share, other))
    for first, second in ((shares(less, more), shares(fixed, fixed)), (shares(fixed, fixed), shares(less, more))):
        low, high = fusion.lexical(first, second).tolist()
        assert low <= high


def test_before_the_pieces_are_compared_a_full_match_of_terms_is_worth_almost_twice_as_much() -> None:
    terms = fusion.lexical(shares(0, 1), shares(0, 1))
    without, with_terms = fusion.first_stage(shares(0.8, 0.8), shares(0.9, 0.9), terms).tolist()
    assert without == pytest.approx(0.85)
    assert with_terms - without == pytest.approx(0.225)


def test_numbers_stay_in_single_precision() -> None:
    terms = fusion.lexical(shares(0.5), shares(0.5))
    assert terms.dtype == fusion.first_stage(shares(0.8), shares(0.9), terms).dtype == np.float32

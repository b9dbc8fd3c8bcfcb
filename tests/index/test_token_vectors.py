"""The vectors of word pieces in eight bits: what is kept of them, and what they are compared to."""

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from index.token_vectors import Tokens, TokenVectors, quantise

DIMENSIONS = 6
SIZES = st.just(0.0) | st.floats(2**-10, 1, width=32)
NUMBERS = SIZES | SIZES.map(lambda size: -size)
VECTORS = st.integers(0, 5).flatmap(lambda count: arrays(np.float32, (count, DIMENSIONS), elements=NUMBERS))


def exact(tokens: Tokens) -> NDArray[np.float64]:
    return tokens.values.astype(np.float64) * tokens.scales.astype(np.float64)[:, None]


def unit(count: int, seed: int) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).normal(size=(count, DIMENSIONS)).astype(np.float32)
    scaled: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return scaled


@given(VECTORS)
def test_each_number_is_off_by_at_most_half_a_scale(vectors: NDArray[np.float32]) -> None:
    tokens = quantise(vectors)
    assert (tokens.values.dtype.name, tokens.scales.dtype.name) == ("int8", "float32")
    assert (tokens.values.shape, tokens.scales.shape) == (vectors.shape, (len(vectors),))
    off = np.abs(exact(tokens) - vectors)
    assert (off <= tokens.scales[:, None] * 0.50001).all()


@given(VECTORS)
def test_the_largest_number_of_a_vector_uses_the_whole_range(vectors: NDArray[np.float32]) -> None:
    tokens = quantise(vectors)
    largest = np.abs(tokens.values.astype(int)).max(axis=1, initial=0)
    assert set(largest.tolist()) <= {0, 127}
    assert ((largest == 0) == (vectors == 0).all(axis=1)).all()


@given(VECTORS, st.lists(VECTORS, min_size=1, max_size=6), st.data())
def test_the_nearest_pieces_are_those_that_comparing_each_with_each_gives(
    query: NDArray[np.float32], passages: list[NDArray[np.float32]], data: st.DataObject
) -> None:
    stored = [quantise(vectors) for vectors in passages]
    rows = data.draw(st.lists(st.integers(0, len(stored) - 1), max_size=8))
    found = TokenVectors.build(stored).nearest(query, rows)
    expected = [
        [max((float(piece @ word) for word in exact(stored[row])), default=-1) for piece in query.astype(np.float64)]
        for row in rows
    ]
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, np.reshape(expected, (len(rows), len(query))), atol=1e-5)


def test_a_passage_without_a_word_is_as_far_away_as_can_be() -> None:
    vectors = TokenVectors.build([quantise(unit(0, 1)), quantise(unit(2, 2))])
    query = unit(3, 3)
    assert vectors.nearest(query, [0, 1])[0].tolist() == [-1, -1, -1]
    np.testing.assert_array_equal(vectors.nearest(query, [0, 1])[1:], vectors.nearest(query, [1]))


def test_a_query_without_a_word_has_nothing_to_compare() -> None:
    vectors = TokenVectors.build([quantise(unit(4, 1)), quantise(unit(0, 1))])
    assert vectors.nearest(unit(0, 2), [0, 1]).shape == (2, 0)


def test_a_passage_is_found_again_by_its_own_pieces() -> None:
    passages = [unit(count, seed) for seed, count in enumerate((3, 1, 7))]
    vectors = TokenVectors.build([quantise(passage) for passage in passages])
    for row, passage in enumerate(passages):
        cosines = vectors.nearest(passage, [0, 1, 2])
        assert cosines.mean(axis=1).argmax() == row
        np.testing.assert_allclose(cosines[row], 1, atol=0.01)


def test_what_is_saved_is_mapped_from_disk_and_gives_the_same(tmp_path: Path) -> None:
    stored = [quantise(unit(count, seed)) for seed, count in enumerate((3, 0, 5))]
    built = TokenVectors.build(stored)
    built.save(tmp_path / "tokens")
    loaded = TokenVectors.load(tmp_path / "tokens")
    for row, tokens in enumerate(stored):
        np.testing.assert_array_equal(loaded.of(row).values, tokens.values)
        np.testing.assert_array_equal(loaded.of(row).scales, tokens.scales)
        assert not loaded.of(row).values.flags.writeable
    query = unit(4, 9)
    np.testing.assert_array_equal(loaded.nearest(query, [2, 0, 1]), built.nearest(query, [2, 0, 1]))

"""The vector index, on real FAISS."""

from pathlib import Path

import numpy as np
import pytest

from index.vectors import EXACT_UP_TO, VectorIndex


def _unit(count: int, seed: int) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(count, 16)).astype(np.float32)
    scaled: np.ndarray = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return scaled


def test_the_nearest_are_exact_while_the_index_is_small(tmp_path: Path) -> None:
    vectors, query = _unit(500, 1), _unit(1, 2)[0]
    VectorIndex.build(vectors).save(tmp_path / "v")
    rows, cosines = VectorIndex.load(tmp_path / "v").nearest(query, 10)
    assert rows.tolist() == np.argsort(-(vectors @ query))[:10].tolist()
    assert np.allclose(cosines, np.sort(vectors @ query)[::-1][:10], atol=1e-6)


def test_a_large_index_still_finds_nearly_all_of_the_nearest() -> None:
    vectors, query = _unit(EXACT_UP_TO + 1, 3), _unit(1, 4)[0]
    rows, _ = VectorIndex.build(vectors).nearest(query, 10)
    assert len({*rows.tolist()} & {*np.argsort(-(vectors @ query))[:10].tolist()}) >= 9


@pytest.mark.parametrize("count", [200, EXACT_UP_TO + 1])
def test_the_cosines_of_chosen_rows_are_exact_in_an_index_of_any_size(count: int) -> None:
    vectors, query = _unit(count, 7), _unit(1, 8)[0]
    rows = np.array([count - 1, 0, 17, 0])
    np.testing.assert_allclose(VectorIndex.build(vectors).cosines(query, rows), vectors[rows] @ query, atol=1e-6)


def test_asking_for_more_than_there_are_gives_all() -> None:
    rows, _ = VectorIndex.build(_unit(3, 5)).nearest(_unit(1, 6)[0], 10)
    assert sorted(rows.tolist()) == [0, 1, 2]

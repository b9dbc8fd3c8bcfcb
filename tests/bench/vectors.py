"""The vector index alone: exact search at its limit, and the graph above it, with how much of the nearest it finds."""

import time

import numpy as np

from index.encoder import Vectors
from index.encoders import find
from index.generations import Generations
from index.onnx_encoder import OnnxEncoder
from index.opened import SENTENCES_FILE
from index.settings import DEFAULT_ENCODER
from index.vectors import EXACT_UP_TO, VectorIndex, use_threads
from tests.bench import builds
from tests.bench.asked import answerable
from tests.bench.figures import Figure, Place

_LARGE = 100_000
_NEAREST = 100
_ROUNDS = 5


def measure(place: Place) -> list[Figure]:
    """Searched on one thread, as in the service; the graph is built on all."""
    builds.run(place.corpus, place.var_dir)
    encoder = OnnxEncoder.open(find(place.var_dir / "encoders", DEFAULT_ENCODER), 2)
    queries = encoder.encode_queries(answerable(place.shared, 50))
    vectors = _mixed(place, _LARGE)
    exact = VectorIndex.build(vectors[:EXACT_UP_TO])
    start = time.perf_counter()
    graph = VectorIndex.build(vectors)
    built = time.perf_counter() - start
    use_threads(1)
    return [
        Figure(f"exact search among {EXACT_UP_TO:,} vectors", _milliseconds(exact, queries), "ms"),
        Figure(f"graph search among {_LARGE:,} vectors", _milliseconds(graph, queries), "ms"),
        Figure(f"· share of the {_NEAREST} nearest found, by question", _recalls(graph, vectors, queries), ""),
        Figure("· building the graph, two threads", [built], "s"),
    ]


def _mixed(place: Place, count: int) -> Vectors:
    """Unit vectors spread as sentences are: each between two sentences of the corpus, and a little beside."""
    generations = Generations(place.var_dir)
    sentences = VectorIndex.load(generations.path(generations.ids()[-1]) / SENTENCES_FILE)
    real = sentences.rows(0, len(sentences))
    random = np.random.default_rng(1)
    first, second = real[random.integers(len(real), size=(2, count))]
    share = random.uniform(size=(count, 1)).astype(np.float32)
    beside = random.normal(scale=0.01, size=first.shape).astype(np.float32)
    mixed = first * share + second * (1 - share) + beside
    vectors: Vectors = mixed / np.linalg.norm(mixed, axis=1, keepdims=True)
    return vectors


def _milliseconds(index: VectorIndex, queries: Vectors) -> list[float]:
    times = []
    for query in np.concatenate([queries] * _ROUNDS):
        start = time.perf_counter()
        index.nearest(query, _NEAREST)
        times.append((time.perf_counter() - start) * 1000)
    return times


def _recalls(graph: VectorIndex, vectors: Vectors, queries: Vectors) -> list[float]:
    shares = []
    for query in queries:
        nearest = np.argpartition(-(vectors @ query), _NEAREST)[:_NEAREST]
        rows, _ = graph.nearest(query, _NEAREST)
        shares.append(len({*rows.tolist()} & {*nearest.tolist()}) / _NEAREST)
    return shares

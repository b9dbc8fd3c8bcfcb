"""A search over a published generation, against what the encoder says of the same texts."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.build import Workshop, build
from index.encoder import Encoder, Progress, silent
from index.generations import Generations
from index.kinds import DEFAULT_WEIGHTS, KindWeights
from index.opened import OpenGeneration
from index.passages import encoded_text
from index.publishing import publish
from index.readers.process import ReaderProcess
from index.search import Hit, SearchResult

TEXTS = {
    "strategi/länet.md": "# Länets strategi\n\nLänsstyrelsen har tagit fram strategin. Den gäller till och med 2027.\n",
    "beslut/region.md": "# Regionens beslut\n\n## Kostnader\n\nBeslutet medför inga kostnader. Alla kan ansluta sig.\n",
    "nyheter/kurs.md": "# Kurs\n\nLänsstyrelsen bjuder in till en kurs om jämställdhet. Kursen kostar ingenting.\n",
    "ensam.md": "# Blandat\n\n" + "\n\n".join(f"## Del {i}\n\nAvsnitt {i} handlar om vård." for i in range(40)) + "\n",
}
QUESTION = "Vem har tagit fram strategin?"


def _no_step(_name: str, _total: int) -> Progress:
    return silent


@pytest.fixture(scope="module")
def var_dir(tmp_path_factory: pytest.TempPathFactory, default_encoder: Encoder) -> Path:
    folder = tmp_path_factory.mktemp("opened")
    for name, text in TEXTS.items():
        path = folder / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with ReaderProcess() as reader:
        shop = Workshop(folder / "var", reader, default_encoder.hash, lambda: default_encoder, _no_step)
        publish(shop.var_dir, build([folder / "documents"], shop).generation)
    return folder / "var"


def _open(var_dir: Path, encoder: Encoder, kind_weights: KindWeights) -> OpenGeneration:
    generations = Generations(var_dir)
    current = generations.current()
    assert current
    return OpenGeneration.open(generations, current, encoder, kind_weights)


@pytest.fixture(scope="module")
def opened(var_dir: Path, default_encoder: Encoder) -> OpenGeneration:
    return _open(var_dir, default_encoder, DEFAULT_WEIGHTS)


def _all(result: SearchResult) -> tuple[Hit, ...]:
    return result.hits + result.rejected


def test_the_passage_that_answers_comes_first_and_the_rest_follow_by_score(opened: OpenGeneration) -> None:
    result = opened.search(QUESTION)
    assert result.hits[0].best_sentence.text == "Länsstyrelsen har tagit fram strategin."
    scores = [hit.score for hit in _all(result)]
    assert scores == sorted(scores, reverse=True)
    assert (len(result.hits), len(result.rejected)) == (10, 20)
    places = {(hit.source.id, hit.sentences[0].start) for hit in _all(result)}
    assert len(places) == 30


def test_the_cosines_of_a_hit_are_those_of_the_encoder(opened: OpenGeneration, default_encoder: Encoder) -> None:
    query = default_encoder.encode_queries([QUESTION])[0]
    for hit in opened.search(QUESTION).hits:
        vectors = default_encoder.encode_passages([sentence.text for sentence in hit.sentences])
        np.testing.assert_allclose([s.cosine for s in hit.sentences], vectors @ query, atol=1e-5)


def test_a_score_is_made_of_the_passage_its_best_sentence_its_pieces_its_terms_and_its_kind(
    opened: OpenGeneration, default_encoder: Encoder
) -> None:
    texts = {
        (item.document.id, passage.start): encoded_text(item.document, passage)
        for item in opened.documents
        for passage in item.passages
    }
    query = default_encoder.query_with_tokens(QUESTION)
    for hit in opened.search(QUESTION).hits:
        (passage,) = default_encoder.passages_with_tokens([texts[hit.source.id, hit.sentences[0].start]])
        pieces = (query.tokens @ passage.tokens.T).max(axis=1)
        np.testing.assert_allclose(hit.pieces, pieces, atol=0.01)
        whole = float(query.vector @ passage.vector)
        assert hit.dense == pytest.approx((whole + hit.best_sentence.cosine + 2 * pieces.mean()) / 4, abs=0.005)
        kind = DEFAULT_WEIGHTS.get(hit.source.metadata.kind, 0.0)
        assert hit.score == pytest.approx(hit.dense + hit.lexical + kind, abs=1e-6)


def test_the_weight_of_a_kind_is_added_to_its_passages_and_to_no_other(
    opened: OpenGeneration, var_dir: Path, default_encoder: Encoder
) -> None:
    weighed = _open(var_dir, default_encoder, {"nyheter": 1.0}).search(QUESTION)
    assert weighed.hits[0].source.path == "nyheter/kurs.md"
    assert opened.search(QUESTION).hits[0].source.path == "strategi/länet.md"
    for hit in weighed.hits:
        added = hit.score - hit.dense - hit.lexical
        assert added == pytest.approx(float(hit.source.metadata.kind == "nyheter"), abs=1e-6)


@pytest.mark.parametrize("query", ["", "?!", "xylofon"])
def test_a_query_without_a_word_in_common_still_has_its_nearest(opened: OpenGeneration, query: str) -> None:
    result = opened.search(query)
    assert len(result.hits) == 10
    assert all(np.isfinite(hit.score) and hit.lexical == 0 for hit in result.hits)
    assert all(bool(hit.pieces) == query.isalpha() for hit in result.hits)


def test_a_search_within_documents_finds_only_their_passages(opened: OpenGeneration) -> None:
    assert [hit.source.id for hit in _all(opened.search(QUESTION, ["beslut-region"]))] == ["beslut-region"]
    assert _all(opened.search(QUESTION, ["finns-inte"])) == ()


def test_the_text_of_a_version_is_the_one_that_hits_quote(opened: OpenGeneration) -> None:
    hit = opened.search(QUESTION).hits[0]
    text = opened.canonical_text(hit.source.id, hit.source.version)
    assert text
    assert [text[sentence.start : sentence.end] for sentence in hit.sentences] == [s.text for s in hit.sentences]
    assert opened.canonical_text(hit.source.id, "0" * 16) is None


def test_several_threads_may_search_at_once(opened: OpenGeneration, queries: tuple[str, ...]) -> None:
    expected = [_all(opened.search(query)) for query in queries]
    with ThreadPoolExecutor(4) as pool:
        assert [_all(result) for result in pool.map(opened.search, queries)] == expected

"""What the encoder is taught with: questions, the texts that answer them, and near ones that do not."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.__main__ import trial_builds
from bot.evaluation.pages import documents_of
from bot.evaluation.sets import EvaluationQuestion, EvaluationSet, Kind
from index.passages import context_under
from index.search import Hit, Searcher

_MOST_OTHER_PASSAGES = 5
_MOST_OTHER_SENTENCES = 8
_SEARCHED_FOR_SENTENCES = 4


@dataclass(frozen=True, slots=True)
class Example:
    """A question, what answers it and what is near without answering; nothing answers one that has no answer."""

    question: str
    passages: tuple[str, ...]
    sentences: tuple[str, ...]
    other_passages: tuple[str, ...]
    other_sentences: tuple[str, ...]


def examples(chosen: EvaluationSet, work: Path | None, left_out: Collection[str]) -> Iterator[Example]:
    """What a search finds for each question, except those that a document in `left_out` answers.

    An answerable question whose answer is not found teaches nothing, and is passed over.
    """
    with trial_builds(work, chosen.name if chosen.corpus is None else chosen.corpus.name) as (trial, pages):
        searcher = trial.build(documents_of(chosen, pages))
        for question in chosen.questions:
            example = _example(chosen, question, searcher)
            is_taught = bool(example.passages) == bool(question.wanted.documents)
            if is_taught and not question.wanted.documents & set(left_out) and question.kind is not Kind.OFFTOPIC:
                yield example


def _example(chosen: EvaluationSet, question: EvaluationQuestion, searcher: Searcher) -> Example:
    hits = searcher.search(question.text).hits
    answers = [hit for hit in hits if _is_answer(chosen, question, hit, _words(hit))]
    others = [hit for hit in hits if hit not in answers]
    sentences = {
        sentence.text: _is_answer(chosen, question, hit, sentence.text)
        for hit in (*answers, *others[:_SEARCHED_FOR_SENTENCES])
        for sentence in sorted(hit.sentences, key=lambda sentence: sentence.cosine)
    }
    return Example(
        question=question.text,
        passages=tuple(_encoded(hit, searcher) for hit in answers[:2]),
        sentences=tuple(text for text, answer in sentences.items() if answer)[:3],
        other_passages=tuple(_encoded(hit, searcher) for hit in others[:_MOST_OTHER_PASSAGES]),
        other_sentences=tuple(text for text, answer in sentences.items() if not answer)[-_MOST_OTHER_SENTENCES:],
    )


def _is_answer(chosen: EvaluationSet, question: EvaluationQuestion, hit: Hit, text: str) -> bool:
    return question.wanted.is_met_by(chosen.name_of(hit.source.path), text)


def _words(hit: Hit) -> str:
    return " ".join(sentence.text for sentence in hit.sentences)


def _encoded(hit: Hit, searcher: Searcher) -> str:
    """What was encoded for a passage."""
    text = searcher.canonical_text(hit.source.id, hit.source.version) or ""
    above = context_under(hit.source.metadata.title, hit.heading_path)
    return f"{above}\n{text[hit.sentences[0].start : hit.sentences[-1].end]}"

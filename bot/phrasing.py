"""The fixed words round the quotes, in the language of the one who asks."""

from dataclasses import dataclass, replace
from typing import Self

from bot import replies
from bot.answer import Answer, Quote, Status, Validity
from bot.content import Content
from bot.crisis import crisis_text
from bot.finding import Finding
from bot.follow_up import Asked
from bot.foreign_crisis import FOREIGN_CRISIS
from bot.foreign_replies import FALLBACK, languages, replies_in
from bot.privacy import Masked
from bot.risk import Kind, Risk
from bot.small_talk import Route
from bot.timeliness import out_of_force
from index.search import Holdings

SWEDISH = "sv"
_THANKED = (Route.THANKS, Route.PRAISE)


@dataclass(frozen=True, slots=True)
class Voice:
    """Says things in one language, which is Swedish or one of `foreign_replies.languages()`."""

    language: str
    content: Content

    @classmethod
    def of(cls, language: str, content: Content) -> Self:
        """The voice for one who writes a language: that, or English where there are no texts in it."""
        return cls(language if language in (SWEDISH, *languages()) else FALLBACK, content)

    def says(self, status: Status) -> Answer:
        """An answer without quotes."""
        if self.language == SWEDISH:
            return Answer(status, replies.TEXTS[status])
        if status is Status.CRISIS:
            return Answer(status, FOREIGN_CRISIS[self.language].opening[Kind.VICTIM], language=self.language)
        return Answer(status, getattr(replies_in(self.language), status.value), language=self.language)

    def crisis(self, risk: Risk) -> Answer:
        """Help, and nothing of what was written."""
        words = FOREIGN_CRISIS.get(self.language, replies.CRISIS)
        text = crisis_text(risk.kinds, self.content.help_lines, words)
        return Answer(Status.CRISIS, text, language=words.language)

    def small_talk(self, kind: Route, holdings: Holdings | None) -> Answer:
        """A short fixed answer; one about the bot says what it knows."""
        status = Status.ABOUT if kind.is_about else Status.GREETING
        said = self._swedish_talk(kind, holdings) if self.language == SWEDISH else self._foreign_talk(kind, holdings)
        return Answer(status, said, language=self.language)

    def answers(self, found: Finding, asked: Asked, masked: Masked) -> Answer:
        """The quotes with what must be said about them."""
        return replace(
            self.says(found.status),
            quotes=found.quotes if found.status is Status.ANSWERED else (),
            related=found.quotes if found.status is Status.RELATED else (),
            notices=self._notices(masked, found.quotes),
            interpreted_as=self._interpretation(asked, masked),
            confidence=found.confidence,
            generation=found.generation,
            timings_ms=found.timings_ms,
        )

    def noting(self, answer: Answer, masked: Masked) -> Answer:
        """The answer with the notice that personal data was masked, where it was."""
        return replace(answer, notices=(*self._about_masking(masked), *answer.notices))

    def _swedish_talk(self, kind: Route, holdings: Holdings | None) -> str:
        said = [replies.SMALL_TALK[kind]]
        if kind.is_about and holdings is not None:
            dated = replies.HOLDINGS if holdings.first else replies.HOLDINGS_UNDATED
            said.append(dated.format(count=holdings.count, first=holdings.first, last=holdings.last))
        if kind is Route.WHAT_CAN_YOU_ANSWER and self.content.example_questions:
            said.append(replies.EXAMPLES.format(examples=" ".join(self.content.example_questions)))
        if kind in (Route.TALK_TO_A_PERSON, Route.COMPLAINT):
            said.append(replies.CONTACT.format(contact=self.content.contact))
        return " ".join(said)

    def _foreign_talk(self, kind: Route, holdings: Holdings | None) -> str:
        words = replies_in(self.language)
        contact = words.contact.format(contact=self.content.contact)
        if kind.is_about:
            said = [words.about]
            if holdings is not None and holdings.first:
                said.append(words.holdings.format(count=holdings.count, first=holdings.first, last=holdings.last))
            return " ".join((*said, contact))
        if kind is Route.COMPLAINT:
            return contact
        if kind is Route.GOODBYE:
            return words.goodbye
        return words.thanks if kind in _THANKED else words.greeting

    def _notices(self, masked: Masked, quotes: tuple[Quote, ...]) -> tuple[str, ...]:
        notices = [*self._about_masking(masked)]
        foreign = None if self.language == SWEDISH else replies_in(self.language)
        if foreign and quotes:
            notices.append(foreign.quotes_are_swedish)
        notices += [self._about_validity(validity) for validity in out_of_force(quotes)]
        if foreign:
            notices.append(foreign.contact.format(contact=self.content.contact))
        return tuple(notices)

    def _about_masking(self, masked: Masked) -> tuple[str, ...]:
        if not masked.found:
            return ()
        if self.language == SWEDISH:
            return (replies.MASKED.format(kinds=", ".join(kind.value for kind in masked.kinds)),)
        return (replies_in(self.language).masked,)

    def _about_validity(self, validity: Validity) -> str:
        words = replies_in(self.language)
        swedish, foreign = {
            Validity.SUPERSEDED: (replies.SUPERSEDED, words.superseded),
            Validity.EXPIRED: (replies.EXPIRED, words.expired),
            Validity.FUTURE: (replies.FUTURE, words.future),
        }[validity]
        return swedish if self.language == SWEDISH else foreign

    def _interpretation(self, asked: Asked, masked: Masked) -> str | None:
        """How the question was understood, where it leans on an earlier one or was masked."""
        if not asked.earlier and not masked.found:
            return None
        question = masked.text.strip() if masked.found else asked.query
        if asked.earlier:
            question = replies.FOLLOW_UP.format(question=question, earlier=asked.earlier[0])
        swedish = self.language == SWEDISH
        return (replies.INTERPRETED if swedish else replies_in(self.language).interpreted).format(question=question)

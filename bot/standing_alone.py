"""Can a question be understood without the ones before it? Told by its words, in Swedish and English."""

import re

from index.lexis import FUNCTION_WORDS, words


def _set(paragraph: str) -> frozenset[str]:
    return frozenset(paragraph.split())


_CONNECTIVE = re.compile(r"^\W*(?:(?:och|men|eller|samt|så|jaha|ok|okej|and|but|or|so)\b[\s,:]*)+", re.IGNORECASE)
_SAME = re.compile(r"^\W*(?:hur är det med|hur blir det med|vad sägs om|what about|how about)\b", re.IGNORECASE)
_INTERROGATIVES = _set("""
    vad vem vems vilka vilken vilket hur när var vart varför varifrån vars what who whose which how when where why
    """)
_VERB_FIRST = _set("""
    är var finns fanns har hade ska skulle kan kunde får fick måste blir blev gör gjorde gäller gällde kostar ingår
    behöver behövs stämmer deltar omfattar omfattas följs följer jobbar arbetar togs tas tar kommer kom går gick vill
    bör brukar hör vet känner bestämmer ansvarar beslutade beslutas fungerar is are was were does do did can has have
    will should could would must
    """)
_PERSON = _set("han hon hen honom henne hans hennes hens he she him his her hers")
_POINTING = _set("""
    deras dess detta dit därifrån sånt sådant sån såna sådana därtill därefter they them their it its
    this those these
    """)
_ARTICLES = _set("det den de dom dem dessa denna")
_PLACE = frozenset({"där", "there"})
_MAY_POINT = _PERSON | _POINTING | _ARTICLES | _PLACE
_CLAUSE = re.compile(
    r"[,.;:?!]|\b(?:och|men|eller|som|att|så|när|då|där|hur|eftersom|innan|and|but|or|that|because|when|where)\b"
    r"|\bom(?= (?:de|dom|den|det|hon|han|hen|deras|hans|hennes) \w)"
)
_RELATIVE = frozenset({"som", "att", "that", "to"})
_SUBORDINATE = _set("om när hur vem vad var varför vilka vilken vilket")
_SUBJECTS = _set("som där du vi man jag ni hen en ett")
_PREPOSITIONS = _set("till på om av med för i från hos mot")
_EXPLETIVE_AFTER = _set("""
    finns fanns behövs krävs saknas pågår sker skedde går gick görs gjordes togs tas kommer kom blir
    blev är var
    """)
_EMPTY_VERBS = _set("""
    är gäller gällde betyder innebär menas heter handlar säger står sker ske händer hände kostar jobbar arbetar kallas
    börjar började slutar deltar ingår medverkar omfattas berörs ansvarar bestämmer beslutar beslutade betalar följer
    följs använder används gjordes görs fungerar behövs krävs many much long
    """)
_OPEN_END = re.compile(
    r"\b(?:är med|deltar|ingår|medverkar|omfattas|berörs|också|då|annars|sen|sedan|i så fall|too|then|either)\W*$",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"^\W*(?:hur (?:många|stor del|mycket)|vilka|vilken|vilket|någon|några) av \w+(?:na|en|et)\b", re.I
)
_DEFINES = re.compile(r"^\W*(?:vad|what)\s+(?:är|betyder|innebär|menas|is|are|does|heter|gör)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=[\w,:] )[A-ZÅÄÖ][\w-]+|\b[A-ZÅÄÖ]{2,}\b")
_LONG_WORD = 9
_DEFINITE = re.compile(r"(?:en|et|n|na|arna|erna|orna)s?$")
_ADJECTIVE = re.compile(r"(?:a|e|s)$")
_MANY = 3


def stands_alone(question: str) -> bool:
    """Whether a question names what it is about; also True where the words do not tell."""
    rest = _CONNECTIVE.sub("", question, count=1)
    found = words(rest)
    if not found:
        return False
    if _SAME.match(rest):
        return False
    if rest != question and _is_fragment(found):
        return False
    if _points_back(rest.lower()):
        return False
    return _names_its_subject(rest, found)


def _is_fragment(found: list[str]) -> bool:
    """Whether the words after an “och” are no question of their own."""
    return found[0] not in _INTERROGATIVES and found[0] not in _VERB_FIRST


def _names_its_subject(text: str, found: list[str]) -> bool:
    content = [word for word in found if word not in FUNCTION_WORDS and word not in _EMPTY_VERBS]
    if _NAME.search(text) or any(any(c.isdigit() for c in word) for word in content):
        return True
    if _OPEN_END.search(text) or _PART_OF.search(text):
        return len(content) >= _MANY
    if len(content) > 1:
        return True
    if not content:
        return False
    word = content[0]
    asks = found[0] in _INTERROGATIVES or found[0] in _VERB_FIRST
    return not asks or bool(_DEFINES.match(text)) or len(word) >= _LONG_WORD or bool(_DEFINITE.search(word))


def _points_back(text: str) -> bool:
    """Whether a pronoun, or an article without its noun, stands for something that TEXT does not name."""
    for match in re.finditer(r"[^\W\d_]+", text):
        word = match[0]
        if word not in _MAY_POINT:
            continue
        before, after = text[: match.start()], words(text[match.end() :])
        if _has_antecedent(before):
            continue
        if word in _PERSON or word in _POINTING:
            return True
        if word in _PLACE and _is_pointing_place(before, after):
            return True
        if word in _ARTICLES and _is_pronoun(word, words(before), after):
            return True
    return False


def _has_antecedent(before: str) -> bool:
    """Whether an earlier clause of the same question names something."""
    breaks = list(_CLAUSE.finditer(before))
    earlier = words(before[: breaks[-1].start()]) if breaks else []
    return any(len(word) > 3 and word not in FUNCTION_WORDS and word not in _EMPTY_VERBS for word in earlier)


def _is_pointing_place(before: str, after: list[str]) -> bool:
    """“ett samhälle där alla …” does not point; “vem där?” and “jobbar där” do."""
    previous = words(before)[-1:]
    is_relative = bool(after) and bool(previous) and previous[0] not in FUNCTION_WORDS
    return not is_relative


def _is_pronoun(word: str, before: list[str], after: list[str]) -> bool:
    if after and (after[0] in _RELATIVE or after[0] in {"ena", "med"}):
        return False
    if after and after[0] == "här":
        return len(after) < 2 or after[1] in FUNCTION_WORDS
    if _is_article(after):
        return False
    return word != "det" or not _is_expletive(before, after)


def _is_article(after: list[str]) -> bool:
    """Whether adjectives and a noun follow, as in “det tredje delmålet”."""
    for place, word in enumerate(after):
        if word in FUNCTION_WORDS or word in _EMPTY_VERBS or word in _VERB_FIRST:
            return False
        if place or (after[1:2] and after[1] in _SUBJECTS):
            return True
        if not _ADJECTIVE.search(word):
            return False
    return False


def _is_expletive(before: list[str], after: list[str]) -> bool:
    """“finns det planer?”, “kostar det att …”, “är det sant att …” name nothing; “var är det?” does."""
    after_preposition = bool(before) and before[-1] in _PREPOSITIONS
    if not after_preposition and (_RELATIVE & set(after) or (after and after[0] in _SUBORDINATE)):
        return True
    content = [word for word in after if word not in FUNCTION_WORDS]
    if after and after[0] in _EXPLETIVE_AFTER and content:
        return True
    return bool(before) and before[-1] in _EXPLETIVE_AFTER and len(content) > 0

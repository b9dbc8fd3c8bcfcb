"""Every fixed sentence that the bot says in another language than Swedish.

No text here has been read by a native speaker; `checked_by_speaker` says so for each language until one has.
"""

from dataclasses import dataclass

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class ForeignReplies:
    """The sentences of one language.

    `contact` holds the field {contact}; `holdings` the fields {count}, {first} and {last}: a number of documents and
    two dates, worded so that no ending depends on them; `interpreted` the field {question}. `masked`, `superseded`,
    `expired` and `future` are notices beside an answer.
    """

    language: str
    checked_by_speaker: bool
    quotes_are_swedish: str
    answered: str
    related: str
    no_answer: str
    needs_question: str
    unavailable: str
    greeting: str
    about: str
    holdings: str
    thanks: str
    goodbye: str
    contact: str
    masked: str
    superseded: str
    expired: str
    future: str
    interpreted: str


_ENGLISH = ForeignReplies(
    language="en",
    checked_by_speaker=False,
    quotes_are_swedish="The documents are in Swedish, so the answer is quoted in Swedish.",
    answered="This is what the documents say:",
    related="I cannot find a certain answer, but this section is about the subject.",
    no_answer=(
        "I cannot find an answer in the documents. I can only answer questions about the gender equality strategy and "
        "the decisions about it. You are welcome to ask in other words."
    ),
    needs_question="I see no question to search for. Write what you want to know about the gender equality strategy.",
    unavailable="I cannot search the documents right now. Please try again in a while.",
    greeting="Hello! Ask me about the gender equality strategy and the decisions about it.",
    about=(
        "I am an AI service, not a human. I search documents about gender equality and show what they say, word for "
        "word and with the source. I do not make up answers of my own."
    ),
    holdings="Documents: {count}, dated from {first} to {last}.",
    thanks="You are welcome! Ask again if there is more you want to know.",
    goodbye="Goodbye!",
    contact="To talk to a person, contact: {contact}",
    masked="I removed personal data from your question before I searched. Please do not write personal data here.",
    superseded="One quote is from a document that has been replaced by a newer one.",
    expired="One quote is from a document that is no longer valid.",
    future="One quote is from a document that is not valid yet.",
    interpreted="I understand it as: {question}",
)

_FINNISH = ForeignReplies(
    language="fi",
    checked_by_speaker=False,
    quotes_are_swedish="Asiakirjat ovat ruotsinkielisiä, joten vastaus on lainattu ruotsiksi.",
    answered="Asiakirjoissa sanotaan näin:",
    related="En löydä varmaa vastausta, mutta tämä kohta käsittelee aihetta.",
    no_answer=(
        "En löydä vastausta asiakirjoista. Voin vastata vain kysymyksiin, jotka koskevat tasa-arvostrategiaa ja siihen "
        "liittyviä päätöksiä. Voit kysyä uudelleen toisin sanoin."
    ),
    needs_question="En näe kysymystä, jota voisin hakea. Kirjoita, mitä haluat tietää tasa-arvostrategiasta.",
    unavailable="En voi juuri nyt hakea asiakirjoista. Yritä hetken kuluttua uudelleen.",
    greeting="Hei! Kysy minulta tasa-arvostrategiasta ja siihen liittyvistä päätöksistä.",
    about=(
        "Olen tekoälypalvelu, en ihminen. Haen tasa-arvoa koskevista asiakirjoista ja näytän sanasta sanaan, mitä "
        "niissä sanotaan ja mistä kohta on peräisin. En keksi vastauksia itse."
    ),
    holdings="Asiakirjojen määrä: {count}, päivätty {first} – {last}.",
    thanks="Ole hyvä! Kysy lisää, jos haluat tietää jotain muuta.",
    goodbye="Näkemiin!",
    contact="Jos haluat puhua ihmisen kanssa, ota yhteyttä: {contact}",
    masked="Poistin kysymyksestäsi henkilötiedot ennen hakua. Älä kirjoita tähän henkilötietoja.",
    superseded="Yksi lainaus on asiakirjasta, joka on korvattu uudemmalla.",
    expired="Yksi lainaus on asiakirjasta, joka ei ole enää voimassa.",
    future="Yksi lainaus on asiakirjasta, joka ei ole vielä voimassa.",
    interpreted="Ymmärrän kysymyksen näin: {question}",
)

_ARABIC = ForeignReplies(
    language="ar",
    checked_by_speaker=False,
    quotes_are_swedish="الوثائق مكتوبة باللغة السويدية، ولذلك يُقتبس الجواب باللغة السويدية.",
    answered="هذا ما ورد في الوثائق:",
    related="لم أجد جواباً مؤكداً، لكن هذا المقطع يتناول الموضوع.",
    no_answer=(
        "لم أجد جواباً في الوثائق. يمكنني الإجابة فقط عن الأسئلة المتعلقة باستراتيجية المساواة بين الجنسين والقرارات "
        "الخاصة بها. يمكنك طرح السؤال بكلمات أخرى."
    ),
    needs_question="لا أرى سؤالاً أبحث عنه. اكتب ما تريد معرفته عن استراتيجية المساواة بين الجنسين.",
    unavailable="لا يمكنني البحث في الوثائق الآن. يرجى المحاولة مرة أخرى بعد قليل.",
    greeting="مرحباً! اسألني عن استراتيجية المساواة بين الجنسين والقرارات الخاصة بها.",
    about=(
        "أنا خدمة ذكاء اصطناعي ولست إنساناً. أبحث في وثائق عن المساواة بين الجنسين وأعرض ما ورد فيها حرفياً مع ذكر "
        "المصدر. لا أختلق إجابات من عندي."
    ),
    holdings="عدد الوثائق: {count}، وتواريخها من {first} إلى {last}.",
    thanks="على الرحب والسعة! اسأل مرة أخرى إذا أردت معرفة المزيد.",
    goodbye="مع السلامة!",
    contact="للتحدث مع شخص، اتصل بـ: {contact}",
    masked="حذفت البيانات الشخصية من سؤالك قبل البحث. لا تكتب بيانات شخصية هنا.",
    superseded="أحد الاقتباسات من وثيقة حلت محلها وثيقة أحدث.",
    expired="أحد الاقتباسات من وثيقة لم تعد سارية.",
    future="أحد الاقتباسات من وثيقة لم تصبح سارية بعد.",
    interpreted="أفهم السؤال هكذا: {question}",
)

_SOMALI = ForeignReplies(
    language="so",
    checked_by_speaker=False,
    quotes_are_swedish="Dukumentiyadu waxay ku qoran yihiin af Iswiidhish, sidaas darteed jawaabta waa af Iswiidhish.",
    answered="Waa kan waxa ku qoran dukumentiyada:",
    related="Ma helin jawaab hubaal ah, laakiin qaybtani waxay ku saabsan tahay mawduuca.",
    no_answer=(
        "Jawaab kama helin dukumentiyada. Waxaan ka jawaabi karaa oo keliya su'aalaha ku saabsan istiraatiijiyadda "
        "sinnaanta jinsiga iyo go'aannada la xiriira. Waxaad isku dayi kartaa inaad si kale u weydiiso."
    ),
    needs_question=(
        "Ma arko su'aal aan raadiyo. Qor waxa aad rabto inaad ka ogaato istiraatiijiyadda sinnaanta jinsiga."
    ),
    unavailable="Hadda kama dhex raadin karo dukumentiyada. Fadlan isku day mar kale wax yar ka dib.",
    greeting="Salaan! I weydii wax ku saabsan istiraatiijiyadda sinnaanta jinsiga iyo go'aannada la xiriira.",
    about=(
        "Waxaan ahay adeeg AI ah, ma ihi qof bini'aadam ah. Waxaan dhex raadiyaa dukumentiyo ku saabsan sinnaanta "
        "jinsiga, waxaana tusaa waxa ku qoran eray eray iyo meesha ay ka yimaaddeen. Jawaabo iskama allifo."
    ),
    holdings="Tirada dukumentiyada: {count}, taariikhda: {first} ilaa {last}.",
    thanks="Adaa mudan! Mar kale i weydii haddii aad rabto inaad wax kale ogaato.",
    goodbye="Nabad gelyo!",
    contact="Si aad qof ula hadasho, la xiriir: {contact}",
    masked="Waxaan su'aashaada ka saaray xogta shakhsiga ah ka hor raadinta. Halkan ha ku qorin xog shakhsi ah.",
    superseded="Mid ka mid ah xigashooyinka wuxuu ka yimid dukumenti uu mid cusub beddelay.",
    expired="Mid ka mid ah xigashooyinka wuxuu ka yimid dukumenti aan hadda shaqaynayn.",
    future="Mid ka mid ah xigashooyinka wuxuu ka yimid dukumenti aan weli bilaaban.",
    interpreted="Sidan ayaan u fahmay: {question}",
)

_GERMAN = ForeignReplies(
    language="de",
    checked_by_speaker=False,
    quotes_are_swedish="Die Dokumente sind auf Schwedisch, deshalb wird die Antwort auf Schwedisch zitiert.",
    answered="Das steht in den Dokumenten:",
    related="Ich finde keine sichere Antwort, aber dieser Abschnitt handelt vom Thema.",
    no_answer=(
        "Ich finde in den Dokumenten keine Antwort. Ich kann nur Fragen zur Gleichstellungsstrategie und zu den "
        "Beschlüssen darüber beantworten. Sie können gern mit anderen Worten fragen."
    ),
    needs_question=(
        "Ich sehe keine Frage, nach der ich suchen kann. "
        "Schreiben Sie, was Sie über die Gleichstellungsstrategie wissen möchten."
    ),
    unavailable="Ich kann die Dokumente gerade nicht durchsuchen. Bitte versuchen Sie es in einer Weile noch einmal.",
    greeting="Hallo! Fragen Sie mich nach der Gleichstellungsstrategie und den Beschlüssen darüber.",
    about=(
        "Ich bin ein KI-Dienst und kein Mensch. Ich suche in Dokumenten zur Gleichstellung und zeige wörtlich und mit "
        "Quelle, was darin steht. Eigene Antworten erfinde ich nicht."
    ),
    holdings="Anzahl der Dokumente: {count}, datiert von {first} bis {last}.",
    thanks="Gern geschehen! Fragen Sie wieder, wenn Sie noch etwas wissen möchten.",
    goodbye="Auf Wiedersehen!",
    contact="Wenn Sie mit einem Menschen sprechen möchten, wenden Sie sich an: {contact}",
    masked="Ich habe persönliche Daten vor der Suche aus Ihrer Frage entfernt. Bitte schreiben Sie hier keine.",
    superseded="Ein Zitat stammt aus einem Dokument, das durch ein neueres ersetzt wurde.",
    expired="Ein Zitat stammt aus einem Dokument, das nicht mehr gilt.",
    future="Ein Zitat stammt aus einem Dokument, das noch nicht gilt.",
    interpreted="Ich verstehe die Frage so: {question}",
)

_POLISH = ForeignReplies(
    language="pl",
    checked_by_speaker=False,
    quotes_are_swedish="Dokumenty są po szwedzku, dlatego odpowiedź jest cytowana po szwedzku.",
    answered="Tak jest napisane w dokumentach:",
    related="Nie znajduję pewnej odpowiedzi, ale ten fragment dotyczy tego tematu.",
    no_answer=(
        "Nie znajduję odpowiedzi w dokumentach. Mogę odpowiadać tylko na pytania o strategię równości płci i związane "
        "z nią decyzje. Można zapytać innymi słowami."
    ),
    needs_question="Nie widzę pytania do wyszukania. Proszę napisać, o co chodzi w sprawie strategii równości płci.",
    unavailable="Nie mogę teraz przeszukać dokumentów. Proszę spróbować ponownie za chwilę.",
    greeting="Dzień dobry! Proszę pytać o strategię równości płci i związane z nią decyzje.",
    about=(
        "Jestem usługą AI, nie człowiekiem. Przeszukuję dokumenty o równości płci i pokazuję dosłownie, co w nich "
        "napisano, wraz ze źródłem. Nie wymyślam własnych odpowiedzi."
    ),
    holdings="Liczba dokumentów: {count}, daty: od {first} do {last}.",
    thanks="Proszę bardzo! Proszę pytać dalej, jeśli chcesz wiedzieć więcej.",
    goodbye="Do widzenia!",
    contact="Aby porozmawiać z człowiekiem, proszę o kontakt: {contact}",
    masked="Przed wyszukaniem usunięto z pytania dane osobowe. Proszę nie pisać tutaj danych osobowych.",
    superseded="Jeden cytat pochodzi z dokumentu, który został zastąpiony nowszym.",
    expired="Jeden cytat pochodzi z dokumentu, który już nie obowiązuje.",
    future="Jeden cytat pochodzi z dokumentu, który jeszcze nie obowiązuje.",
    interpreted="Rozumiem pytanie tak: {question}",
)

_BY_LANGUAGE = {replies.language: replies for replies in (_ENGLISH, _FINNISH, _ARABIC, _SOMALI, _GERMAN, _POLISH)}


def languages() -> tuple[str, ...]:
    """The ISO 639-1 codes that have texts of their own."""
    return tuple(_BY_LANGUAGE)


def replies_in(language: str) -> ForeignReplies:
    """The texts for an ISO 639-1 code other than "sv"; the English ones where it has none of its own."""
    return _BY_LANGUAGE.get(language, _BY_LANGUAGE[FALLBACK])

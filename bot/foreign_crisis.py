"""What a person at risk is told in another language than Swedish.

No text here has been read by a native speaker; `checked_by_speaker` says so for each language until one has.
"""

from bot.content import Need
from bot.crisis import CrisisWords
from bot.risk import Kind

_ENGLISH = CrisisWords(
    language="en",
    checked_by_speaker=False,
    opening={
        Kind.SELF_HARM: (
            "It sounds as if things are very hard for you or for someone you care about. "
            "No one should have to be alone with it."
        ),
        Kind.CHILD: (
            "It sounds as if a child is being harmed or is in danger. It is right to tell, and there is help now."
        ),
        Kind.VICTIM: "It sounds as if someone is exposed to violence or threats. It is never the victim's fault.",
        Kind.PERPETRATOR: (
            "There is help for anyone who hurts someone or is afraid of doing so. It is possible to stop."
        ),
    },
    need={
        Need.DANGER: "In danger, call",
        Need.VIOLENCE: "For anyone exposed to violence or threats",
        Need.MEN: "For men who are exposed",
        Need.TRANS: "For transgender people who are exposed",
        Need.CHILD: "For children and young people",
        Need.DESPAIR: "For anyone who cannot bear to live",
        Need.HURTS_OTHERS: "For anyone who hurts others",
    },
    closing="I am an AI service and cannot help you myself. What you wrote is not saved.",
)

_FINNISH = CrisisWords(
    language="fi",
    checked_by_speaker=False,
    opening={
        Kind.SELF_HARM: (
            "Kuulostaa siltä, että sinulla tai jollakulla läheiselläsi on hyvin vaikeaa. Kenenkään ei pidä jäädä yksin."
        ),
        Kind.CHILD: (
            "Kuulostaa siltä, että lapsi voi huonosti tai on vaarassa. On oikein kertoa, ja apua on saatavilla nyt."
        ),
        Kind.VICTIM: "Kuulostaa siltä, että joku kokee väkivaltaa tai uhkailua. Se ei ole koskaan uhrin syy.",
        Kind.PERPETRATOR: "Apua on myös sille, joka satuttaa toista tai pelkää tekevänsä niin. Voit lopettaa.",
    },
    need={
        Need.DANGER: "Vaaran uhatessa soita",
        Need.VIOLENCE: "Väkivaltaa tai uhkailua kokeville",
        Need.MEN: "Väkivaltaa kokeville miehille",
        Need.TRANS: "Väkivaltaa kokeville transihmisille",
        Need.CHILD: "Lapsille ja nuorille",
        Need.DESPAIR: "Sille, joka ei jaksa elää",
        Need.HURTS_OTHERS: "Niille, jotka satuttavat muita",
    },
    closing="Olen tekoälypalvelu enkä voi itse auttaa sinua. Kirjoittamaasi ei tallenneta.",
)

_ARABIC = CrisisWords(
    language="ar",
    checked_by_speaker=False,
    opening={
        Kind.SELF_HARM: "يبدو أنك أنت أو شخصاً تهتم به في وضع صعب جداً. لا ينبغي لأحد أن يبقى وحده مع ذلك.",
        Kind.CHILD: "يبدو أن طفلاً يتعرض للأذى أو في خطر. من الصواب أن تخبر عن ذلك، والمساعدة متوفرة الآن.",
        Kind.VICTIM: "يبدو أن شخصاً يتعرض للعنف أو للتهديد. ليس ذلك ذنب الضحية أبداً.",
        Kind.PERPETRATOR: "هناك مساعدة لمن يؤذي شخصاً أو يخاف أن يفعل ذلك. يمكن التوقف.",
    },
    need={
        Need.DANGER: "عند الخطر اتصل",
        Need.VIOLENCE: "لمن يتعرض للعنف أو التهديد",
        Need.MEN: "للرجال الذين يتعرضون للعنف",
        Need.TRANS: "للمتحولين جنسياً الذين يتعرضون للعنف",
        Need.CHILD: "للأطفال والشباب",
        Need.DESPAIR: "لمن لا يحتمل الحياة",
        Need.HURTS_OTHERS: "لمن يؤذي الآخرين",
    },
    closing="أنا خدمة ذكاء اصطناعي ولا أستطيع مساعدتك بنفسي. لا يُحفظ ما كتبته.",
)

_SOMALI = CrisisWords(
    language="so",
    checked_by_speaker=False,
    opening={
        Kind.SELF_HARM: (
            "Waxay u muuqataa in adiga ama qof aad jeceshahay uu xaalad aad u adag ku jiro. "
            "Qofna waa inuusan kaligiis la ahaan."
        ),
        Kind.CHILD: (
            "Waxay u muuqataa in ilmo la dhibayo ama uu khatar ku jiro. Waa sax in la sheego, "
            "caawimaadna hadda waa la helayaa."
        ),
        Kind.VICTIM: "Waxay u muuqataa in qof lagu hayo rabshad ama hanjabaad. Marnaba ma aha khaladka dhibbanaha.",
        Kind.PERPETRATOR: (
            "Caawimaad ayaa u jirta qofka dadka dhiba ama ka baqaya inuu sidaas sameeyo. Waa la joojin karaa."
        ),
    },
    need={
        Need.DANGER: "Haddii khatar jirto, wac",
        Need.VIOLENCE: "Qofka lagu hayo rabshad ama hanjabaad",
        Need.MEN: "Ragga lagu hayo rabshad",
        Need.TRANS: "Dadka transka ah ee lagu hayo rabshad",
        Need.CHILD: "Carruurta iyo dhalinyarada",
        Need.DESPAIR: "Qofka aan nolosha u adkaysan karin",
        Need.HURTS_OTHERS: "Qofka dadka kale dhiba",
    },
    closing="Waxaan ahay adeeg AI ah, anigu ku caawin ma karo. Waxa aad qortay lama kaydinayo.",
)

_GERMAN = CrisisWords(
    language="de",
    checked_by_speaker=False,
    opening={
        Kind.SELF_HARM: (
            "Es klingt, als ginge es Ihnen oder jemandem, der Ihnen wichtig ist, sehr schlecht. "
            "Niemand muss damit allein sein."
        ),
        Kind.CHILD: (
            "Es klingt, als würde einem Kind Schaden zugefügt oder als wäre es in Gefahr. "
            "Es ist richtig, davon zu erzählen, und es gibt jetzt Hilfe."
        ),
        Kind.VICTIM: "Es klingt, als würde jemand Gewalt oder Drohungen erleben. Das Opfer ist niemals schuld.",
        Kind.PERPETRATOR: (
            "Es gibt Hilfe für alle, die jemanden verletzen oder Angst davor haben. Man kann damit aufhören."
        ),
    },
    need={
        Need.DANGER: "Bei Gefahr rufen Sie an",
        Need.VIOLENCE: "Für alle, die Gewalt oder Drohungen erleben",
        Need.MEN: "Für betroffene Männer",
        Need.TRANS: "Für betroffene transgeschlechtliche Menschen",
        Need.CHILD: "Für Kinder und Jugendliche",
        Need.DESPAIR: "Für alle, die nicht mehr leben wollen",
        Need.HURTS_OTHERS: "Für alle, die andere verletzen",
    },
    closing="Ich bin ein KI-Dienst und kann Ihnen nicht selbst helfen. Was Sie schreiben, wird nicht gespeichert.",
)

_POLISH = CrisisWords(
    language="pl",
    checked_by_speaker=False,
    opening={
        Kind.SELF_HARM: (
            "Wygląda na to, że tobie lub komuś bliskiemu jest bardzo ciężko. Nikt nie powinien być z tym sam."
        ),
        Kind.CHILD: (
            "Wygląda na to, że dziecku dzieje się krzywda lub grozi mu niebezpieczeństwo. "
            "Dobrze jest o tym powiedzieć, a pomoc jest dostępna."
        ),
        Kind.VICTIM: "Wygląda na to, że ktoś doświadcza przemocy lub gróźb. To nigdy nie jest wina ofiary.",
        Kind.PERPETRATOR: "Jest pomoc dla osób, które krzywdzą innych lub boją się, że to zrobią. Można przestać.",
    },
    need={
        Need.DANGER: "W niebezpieczeństwie zadzwoń",
        Need.VIOLENCE: "Dla osób doświadczających przemocy lub gróźb",
        Need.MEN: "Dla mężczyzn doświadczających przemocy",
        Need.TRANS: "Dla osób transpłciowych doświadczających przemocy",
        Need.CHILD: "Dla dzieci i młodzieży",
        Need.DESPAIR: "Dla osób, które nie mają siły żyć",
        Need.HURTS_OTHERS: "Dla osób, które krzywdzą innych",
    },
    closing="Jestem usługą AI i nie mogę sama pomóc. To, co zostało napisane, nie jest zapisywane.",
)

FOREIGN_CRISIS = {words.language: words for words in (_ENGLISH, _FINNISH, _ARABIC, _SOMALI, _GERMAN, _POLISH)}
"""By ISO 639-1 code."""

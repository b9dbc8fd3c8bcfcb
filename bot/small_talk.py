"""What small talk and questions about the bot look like, as patterns for one whole phrase.

A phrase is lower case, without punctuation, its Arabic without vowel signs, and with single spaces.
"""

from enum import StrEnum


class Route(StrEnum):
    """What a message is that holds no question for the documents."""

    TALK_TO_A_PERSON = "talk_to_a_person"
    ARE_YOU_HUMAN = "are_you_human"
    WHAT_CAN_YOU_ANSWER = "what_can_you_answer"
    WHO_ARE_YOU = "who_are_you"
    COMPLAINT = "complaint"
    GOODBYE = "goodbye"
    PRAISE = "praise"
    THANKS = "thanks"
    HELLO = "hello"

    @property
    def is_about(self) -> bool:
        """Whether it asks about the bot, rather than being small talk."""
        return self in (Route.TALK_TO_A_PERSON, Route.ARE_YOU_HUMAN, Route.WHAT_CAN_YOU_ANSWER, Route.WHO_ARE_YOU)


_BOT = "(?:(?:chat+)?bot(?:en)?|robot(?:en)?|jämställdhetsbot(?:en)?|assistent(?:en)?|chat+(?:en)?|tjänst(?:en)?)"
_HI = (
    "(?:hej+|hejhej|halli ?hallå|hejsan(?: svejsan)?|hejsvejs|hallå|halloj(?:sa)?|tja|tjena(?:re)?|tjabba|tjo(?: tjim)?"
    "|morsning|mors|god ?(?:dag|middag)|god ?morgon"
    "|god ?(?:kväll|eftermiddag|förmiddag)|morrn|hey|hi|hello|good (?:morning|afternoon|evening|day)|hei|moi|moikka"
    "|terve|hyvää (?:päivää|huomenta|iltaa)|päivää|huomenta|hallo|guten (?:tag|morgen|abend)|grüß gott|servus|moin"
    "|cześć|czesc|dzień dobry|dzien dobry|dobry wieczór|witam|siema|salaa[mn]|as+ala+mu? (?:c?alaykum|alaikum)"
    "|iska warran|(?:subax|galab|maalin|habeen) wanaagsan|مرحبا|اهلا|اهلا وسهلا|السلام عليكم|سلام|صباح الخير"
    "|مساء الخير)"
)
_HI_TAIL = f"(?:(?: {_HI}| på (?:dig|er)| där| igen| alla| allihop| glada| du| kompis| kära| lilla| there| {_BOT})*)"
_GOOD = (
    "(?:(?:jätte|super|skit|kanon|as|toppen)?(?:bra|duktig)|rätt|toppen|bäst|grym[t]?|smart|duktig[t]?|snäll"
    "|fantastisk[t]?|underbar[t]?"
    "|perfekt|kanon|utmärkt|suverän[t]?|härlig[t]?|snygg[t]?|fin[t]?|kul|najs|nice|klockren[t]?|rolig[t]?|trevlig[t]?"
    "|proffsig[t]?|hjälpsam[t]?|strålande|kalas|ypperlig[t]?)"
)
_BAD = (
    "(?:dålig[t]?|dum[t]?|värdelös[t]?|kass|kasst|usel[t]?|trög[t]?|korkad|sämst|meningslös[t]?|oduglig[t]?|urusel[t]?"
    "|fel|ingen hjälp|dumt|knäpp[t]?|inget bra|inte (?:bra|klok|smart|hjälpsam|till (?:någon|nån) hjälp|rätt|sant))"
)
_VERY = "(?:(?: så| väldigt| mycket| jätte| verkligen| helt| riktigt| rätt| bara| ju| ändå| den| en)*)"
_THING = (
    "(?:(?:bara |riktig |levande |verklig |vanlig |äkta |mänsklig )*(?:människa|person|robot|(?:chat+)?bot"
    "|ai(?: bot| tjänst)?"
    "|dator|dataprogram|datorprogram|program|maskin|mänsklig|levande|verklig|äkta|riktig|på riktigt|chat ?gpt"
    "|gpt|copilot"
    "|siri|kille|tjej|man|kvinna|artificiell intelligens|automatisk|språkmodell|handläggare|vem som helst))"
)
_A_THING = f"(?:en |ett )?{_THING}(?: eller (?:inte|(?:är du )?(?:en |ett )?{_THING}))?"
_I_TALK = "(?:pratar|chattar|talar|skriver|snackar) jag(?: nu| egentligen)? med"
_PERSON = (
    "(?:(?:en |någon |nån )?(?:riktig |levande |annan |verklig )?"
    "(?:människa|person|handläggare|medarbetare|någon|nån)(?: i ?stället| på riktigt| på regionen| på"
    " länsstyrelsen| här)*)"
)
_TONGUE = (
    "(?:svenska|engelska|finska|arabiska|somaliska|tyska|polska|persiska|dari|tigrinja|kurdiska|ukrainska|ryska|spanska"
    "|franska|turkiska|bosniska|norska|danska|andra språk|flera språk|lätt svenska)"
)

PATTERNS: dict[Route, tuple[str, ...]] = {
    Route.HELLO: (
        _HI + _HI_TAIL,
        "(?:hur mår du|hur är (?:läget|det)|läget|hur står det till|hur (?:går|är) det (?:för|med) dig|allt (?:bra"
        "|väl))"
        "(?: med dig| i ?dag| då)*",
        r"(?:trevligt|kul) att (?:träffas|ses|råkas)|(?:jag heter|mitt namn är) \w+(?: \w+)?",
        "how are you(?: today)?|mitä kuuluu|wie geht(?:s| es dir| es ihnen)|jak się masz|كيف حالك|ma nabad baa|nabad",
    ),
    Route.THANKS: (
        "(?:(?:ok|okej|nej|ja|jo|nä|tusen|stort|många|hjärtligt|varmt|jätte|super) ?)*"
        "(?:tack|tackar|tackar (?:tackar|och bockar)|tack tack|tackar så mycket)"
        "(?: så (?:väldigt |hemskt |jätte)?mycket| snälla| du| ska du ha| på förhand| då| igen| allihop| i ?dag| ändå)*"
        "(?: för (?:all |din |ditt |dina |det |den |ett |mycket )*(?:snabba? |bra |fina? |jättebra )*"
        "(?:hjälp|hjälpen|svar|svaret|svaren|information|informationen|info|infon|det|mig|tipset|idag|tid|pratstunden"
        "|tiden))?",
        "det (?:var allt|är bra så|räcker)(?: för i ?dag| tack)*|(?:ok|okej|okey|jaha|aha|jag förstår|då förstår jag"
        "|(?:då|nu) vet jag)",
        "(?:many |ok |okay )?(?:thanks|thank you|thx|cheers)(?: so| very| much| a lot| again)*"
        "(?: for (?:the |your )?(?:help|answer|answers|information|info))?",
        "(?:kiitos|kiitti|kiitoksia)(?: oikein| paljon| sinulle| avusta| vastauksesta| tiedosta)*",
        "شكرا(?: جزيلا| لك| لكم| كثيرا| على المساعدة)*|مشكور",
        "mahadsanid(?:iin)?|(?:waad|aad (?:baad|ayaad) u|aad u) mahadsan ?tahay",
        "(?:(?:vielen|herzlichen|besten) dank|danke|dankeschön)(?: sehr| schön| dir| ihnen)*"
        "(?: für (?:die|deine|ihre) (?:hilfe|antwort))?",
        "(?:bardzo |wielkie )?(?:dziękuję|dziekuje|dzięki|dzieki)(?: bardzo| za pomoc| za odpowiedź)*",
    ),
    Route.GOODBYE: (
        "(?:hej ?då|adjö|vi (?:ses|hörs)|hörs|ses|på återseende|farväl|god ?natt|tack och (?:hej|adjö)|hej så länge)"
        "(?: då| igen| snart| senare| du| på dig| i ?morgon| så länge)*",
        "(?:du får |ni får )?(?:ha det (?:så )?(?:bra|gött|fint)|ha en (?:bra|fin|trevlig) (?:dag|kväll|helg"
        "|vecka))(?: då)?",
        "(?:trevlig|glad|skön) (?:helg|kväll|dag|sommar|påsk|jul)",
        "(?:nu går jag|jag måste gå(?: nu)?|ciao)|(?:good ?bye|bye)(?: bye)?|see you(?: later)?|good night"
        "|näkemiin|moi moi|heippa|hyvää yötä",
        "مع السلامة|الى اللقاء|وداعا|nabad ?gelyo|macsalaama|tschüss|tschüß|auf wiedersehen|do widzenia|pa pa|na razie",
    ),
    Route.PRAISE: (
        f"(?:ok |okej |ja |wow |oj |mycket |väldigt |helt )?(?:vad |så |vilket |vilken )?{_GOOD}(?: (?:jobbat|gjort"
        "|svarat|svar|hjälp"
        "|information"
        f"|info|förklarat|jobb|sagt|{_BOT}))?(?: du är| av dig| gjort av dig| det var| det är)?(?: tack)?",
        f"du (?:är|va|var|e){_VERY} {_GOOD}(?: {_BOT})?|vad (?:{_GOOD}) du är",
        f"(?:det|det här|det där|svaret|detta) (?:var|är|låter|blev){_VERY} {_GOOD}(?: svar(?:at)?| jobbat)?(?: tack)?",
        "du (?:var|är) (?:till |en )?(?:stor|god|bra) hjälp|du (?:hjälpte|hjälper|har hjälpt) mig(?: mycket)?",
        "jag (?:gillar|älskar|tycker om) dig|det hjälpte(?: mig)?(?: mycket)?|wow",
        "(?:very )?good (?:job|bot|answer)|well done|great|perfect|you are (?:great|the best|good|awesome)",
    ),
    Route.COMPLAINT: (
        f"du (?:är|va|var|e){_VERY} {_BAD}(?: {_BOT})?|vad {_BAD} du är",
        f"(?:vilket |vilken |ett )?{_BAD} (?:svar|svarat|{_BOT})|(?:helt )?fel|värdelöst",
        f"(?:det|det här|det där|svaret|detta|ditt svar) (?:var|är|blev){_VERY} {_BAD}(?: svar)?",
        "(?:det|det här|det där|svaret|detta|ditt svar) (?:stämmer|stämde|hjälpte|hjälper)(?: mig)? inte(?: mig|"
        " alls)*",
        "du (?:förstår|fattar|svarar|svarade|hjälper|lyssnar|kan|vet) (?:ju )?(?:inte|ingenting|inget)"
        "(?: på| min fråga| frågan| mig| alls| vad jag menar| vad jag frågar(?: om)?)*",
        "du (?:suger|har fel|svarar fel|svarade fel)|(?:det var )?inte (?:det|vad) jag (?:frågade(?: om)?|menade"
        "|ville veta|undrade)|jag"
        " är (?:missnöjd|inte nöjd"
        "|besviken)",
        "you are (?:wrong|useless|stupid|bad)|that is wrong|wrong answer|bad bot",
    ),
    Route.WHO_ARE_YOU: (
        "(?:vem|vad|va) (?:är|e) du(?: egentligen| för (?:något|nåt|nån|någon|en(?: slags)?(?: bot)?))*|vad heter du",
        "vem (?:har |är det som )?(?:har )?(?:gjort|gjorde|skapat|skapade|byggt|byggde|programmerat|utvecklat"
        "|tillverkat)"
        f" (?:dig|den här {_BOT})",
        f"vem (?:ligger bakom|står bakom|äger|styr|driver|bestämmer över|ansvarar för) (?:dig|den här {_BOT})",
        "(?:kan du )?(?:berätta (?:lite )?(?:mer )?om|presentera) dig(?: själv)?",
        f"vad är (?:det här|detta|den här {_BOT})(?: för (?:något|nåt|en {_BOT}|en sida))?",
        f"hur (?:fungerar|funkar) (?:du|den här {_BOT})|hur gammal är du|var(?:ifrån)? kommer du(?: ifrån| från)?",
        f"vem {_I_TALK}|vem är det (?:som svarar|jag (?:pratar|chattar|talar) med)|vem svarar(?: här| mig)?",
        "(?:who|what) are you|what is this|mikä tämä on|was ist das(?: hier)?|co to jest|what(?: is|s) your name"
        "|who (?:made|created|built) you|tell me about yourself",
        "kuka (?:sinä )?olet(?: sinä)?|mikä (?:sinä )?olet|mikä (?:sinun )?nimesi on|kuka (?:on )?(?:teki|tehnyt)"
        " sinut",
        "wer (?:bist du|sind sie)|was bist du|wie (?:heißt du|heißen sie)|wer hat dich (?:gemacht|gebaut)",
        "(?:kim|czym) (?:jesteś|jestes|pan jest|pani jest)|jak (?:się|sie) nazywasz|kto cię (?:stworzył|zrobił)",
        "من انت|من تكون|ما اسمك|ما انت|من صنعك",
        "(?:adigu )?(?:yaad|kumaad|kuma|yaa|maxaad) tahay|magacaa(?:ga)?|(?:waa maxay )?magacaagu(?: waa maxay)?",
    ),
    Route.WHAT_CAN_YOU_ANSWER: (
        "vad (?:kan|vet) du(?: egentligen)?(?: göra| svara på| berätta(?: om)?| hjälpa(?: mig| oss| till)*(?: med)?)?",
        "(?:kan|vill) du svara på (?:mina |några |en )?frågor?|hur kan du hjälpa(?: mig| till| oss)*|vad kan du om",
        "vad (?:har du för|finns det för) (?:information|dokument|kunskap|källor|underlag)(?: om| här)?"
        "|vad (?:vet|kan) du (?:något |nåt )?om|vad kan (?:man|jag) använda dig till|vad är syftet med dig",
        "(?:kan|får) (?:jag|man) lita på (?:dig|svaren|det du säger|dina svar)|(?:ljuger|gissar) du|hittar du"
        " på(?: svaren?)?"
        "|var(?:ifrån)? (?:får|hämtar|hittar) du (?:svaren|dina svar|din information|informationen|allt)(?: ifrån|"
        " från)?",
        "vad (?:gör du|är du (?:till för|bra på)|svarar du på|handlar du om)(?: egentligen| här)*",
        "vad (?:kan|får|ska|bör) (?:jag|man) (?:fråga|skriva|säga)(?: (?:till )?dig)?(?: om)?(?: här)?",
        "(?:vilka|vad för|vilken typ av|vilka typer av|vilka sorters) (?:frågor|saker|ämnen) kan (?:du svara på"
        "|(?:jag|man)"
        " (?:ställa|fråga)(?: dig)?(?: om)?|du)",
        "(?:vilka|vad för|hur många) (?:dokument|källor|texter|underlag) (?:kan|har|läser|känner|vet|använder"
        "|söker|bygger"
        "|utgår) du(?: till| i| på| från| ifrån| om| läst| svara på| använda| söka i)*",
        "(?:vilka|hur många) dokument finns(?: det)?(?: här)?",
        "(?:kan|vill|skulle) du (?:kunna )?hjälpa (?:mig|till|oss)(?: med (?:en sak|en fråga|något|nåt))?",
        f"(?:kan|talar|pratar|förstår|svarar) du (?:prata |tala |svara |förstå |också |även )*(?:på )?{_TONGUE}",
        "(?:kan|får) jag (?:ställa |fråga )(?:dig )?(?:en|några|lite|om)? ?(?:fråga|frågor|sak|saker|något|nåt)(?:"
        " till dig)?",
        "jag (?:har|vill ställa|skulle vilja ställa|undrar|vill fråga|vill veta) (?:dig )?(?:en|några|lite) "
        "(?:fråga|frågor|sak|saker|fundering|funderingar)(?: till dig)?",
        "hur (?:använder jag (?:dig|det här)|(?:ställer|gör) jag (?:dig )?(?:en fråga|för att (?:fråga|ställa en"
        " fråga)))",
        "(?:jag behöver |jag vill ha |snälla )?hjälp(?: mig| tack| snälla)*",
        "what can (?:you (?:do|answer|help(?: me)? with)|i ask(?: you)?(?: about)?)|can you help(?: me)?|i have a"
        " question",
        "mitä (?:sinä )?osaat(?: tehdä)?|voitko auttaa(?: minua)?|mihin (?:osaat|voit) vastata|mitä voin kysyä(?:"
        " sinulta)?",
        "was kannst du(?: tun| alles)*|kannst du mir helfen|wobei kannst du(?: mir)? helfen|was kann ich(?: dich)?"
        " fragen",
        "co (?:potrafisz|umiesz|możesz zrobić)|czy możesz mi pomóc|w czym możesz(?: mi)? pomóc|o co mogę (?:cię"
        " )?zapytać",
        "هل يمكنك مساعدتي|ماذا يمكنك ان تفعل|بماذا يمكنك مساعدتي|maxaad (?:qaban|samayn) kartaa|ma i caawin kartaa",
    ),
    Route.ARE_YOU_HUMAN: (
        f"(?:är|e) du {_A_THING}|du är (?:väl )?{_A_THING}(?: va| eller hur)?|är du inte {_A_THING}",
        f"{_I_TALK} {_A_THING}|är (?:det|det här|detta) {_A_THING}"
        "(?: (?:som )?jag (?:pratar|chattar|talar|skriver) med| som svarar| här)?|använder du (?:ai|chat ?gpt)",
        "are you (?:a |an )?(?:real )?(?:human|robot|bot|chatbot|ai|machine|person|real|chat ?gpt)(?: being)?"
        "|am i (?:talking|chatting|speaking) (?:to|with) (?:a |an )?(?:real )?(?:human|robot|bot|person|ai)",
        "finns det (?:en |någon )?(?:riktig )?(?:människa|person|någon) (?:där|här|bakom(?: dig| detta| svaren)?)",
        "oletko (?:sinä )?(?:ihminen|robotti|tekoäly|botti)|bist du (?:ein|eine) (?:mensch|roboter|ki|bot|maschine)",
        "czy (?:jesteś|jestes) (?:człowiekiem|robotem|botem|sztuczną inteligencją)",
        "هل انت (?:انسان|روبوت|بشر|ذكاء اصطناعي)|ma (?:qof|robot|bini ?aadam) baad tahay",
    ),
    Route.TALK_TO_A_PERSON: (
        "(?:jag (?:vill(?: hellre)?|skulle(?: hellre)? vilja|behöver)|(?:kan|får) (?:jag|man)|går det att|hur"
        " (?:kan|får) jag|låt mig)(?: få)?"
        f" (?:prata|tala|chatta|snacka|komma i kontakt|ha kontakt|kontakt) med {_PERSON}(?: tack)?",
        f"(?:kan|vill) (?:du|ni|någon) ringa (?:upp )?mig|koppla mig (?:vidare )?till {_PERSON}|hur (?:kontaktar"
        f"|når) jag (?:{_PERSON}|er)|(?:en )?(?:riktig"
        " )?människa tack",
        "(?:(?:can|could|may) i|i (?:want|would like|need) to) (?:talk|speak|chat) (?:to|with) (?:a |an )?(?:real "
        "|actual )?"
        "(?:human|person|someone|somebody)(?: being| please)*",
        "(?:voinko|saanko|haluan|haluaisin) puhua (?:ihmisen|jonkun) kanssa",
        "(?:kann|darf|könnte) ich mit (?:einem menschen|jemandem) (?:sprechen|reden)"
        "|ich (?:möchte|will) mit (?:einem menschen|jemandem) (?:sprechen|reden)",
        "(?:czy )?(?:mogę|chcę|chciałbym|chciałabym) porozmawiać z (?:człowiekiem|kimś|osobą)",
        "(?:هل يمكنني|اريد) (?:التحدث|ان اتحدث) (?:مع|الى) (?:شخص|انسان)|waxaan rabaa inaan la hadlo qof(?: dhab ah)?",
    ),
}
"""Route to patterns, each for a whole phrase."""

YOU = "du dig din ditt dina"
ABOUT_YOU = {
    Route.WHAT_CAN_YOU_ANSWER: (
        "svara svarar hjälpa hjälper fråga frågor frågar ställa dokument information källor kunskap kunskaper ämnen "
        "använda använder vet veta göra tillgång prata pratar talar förstå förstår språk engelska finska arabiska"
    ),
    Route.WHO_ARE_YOU: (
        "heter namn kallas gjort byggt byggde skapat skapade hittat programmerat utvecklat utvecklade tränat tränade "
        "gammal själv tjänst system"
    ),
    Route.ARE_YOU_HUMAN: "människa mänsklig robot bot chatbot chattbot ai dator maskin program levande verklig chatgpt",
}
FILLERS = (
    "vad vem vilka vilken vilket hur är e kan har och jag man i på till med av för en ett slags sorts sort typ"
    " någon nån "
    "egentligen verkligen faktiskt helt bara också eller inte mig nu här"
)
"""A phrase of these words alone that speaks to the bot is about it: it names nothing to look up."""

GREETING = _HI + _HI_TAIL
THANKS = "|".join(PATTERNS[Route.THANKS])
"""Alternatives, in a group of their own where they are used."""

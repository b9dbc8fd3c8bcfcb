"""Words and spellings that tell the languages apart, as the evidence that bot/language.py weighs.

Function words and the words people ask about this subject with; a word may stand under several languages.
"""

WORDS = {
    "sv": (
        "och att det som en ett är av för på med till den har inte om jag du han hon vi ni man men sig sin från vad "
        "var vem vilka vilken vilket vems hur när varför vart varifrån hurdan kan ska skall får måste bör vill blir "
        "bli blev göra gör gå går finns fanns där här då så eller också efter under mot mellan över vid utan genom "
        "hos inom enligt alla någon något några inga ingen mer mest många mycket mina min mitt din ditt dina deras "
        "vår vårt våra ert dem dom oss mig dig sitt sina detta dessa denna denne sådan nu bara än innan sedan ens "
        "redan ju nog hej hejsan tack kvinnor män barn flickor pojkar våld jämställdhet strategin regionen länet "
        "länets kommun kommuner kommunen visionen målen mål hjälp stöd sker heter betyder innebär gäller kostar säger "
        "används arbetar jobbar sverige kvinna visa visar nåt nån sånt se ta ge emot lite båda samt samma först sist "
        "annan annat andra även dock ofta kanske bland åt medan därför bättre sämre vanligtvis dels antal del år ökad "
        "ny nya nytt egen egna vidare i de"
    ),
    "no": (
        "og at det som en et ei er av for på med til den har ikke om jeg du han hun vi man men seg sin fra hva hvor "
        "hvem hvilke hvilken hvilket hvordan når hvorfor kan skal får må bør vil blir bli ble gjøre gjør gå går "
        "finnes der her da så eller også etter under mot mellom over ved uten gjennom hos alle noen noe ingen mer "
        "mest mange mye mine min mitt din deres vår våre dere dem oss meg deg dette disse denne nå bare enn før siden "
        "takk kvinner menn barn jenter gutter vold likestilling likestillingen kommune kommuner kommunen fylket "
        "målene hjelp støtte heter betyr koster gjelder sier arbeider å opp ut inn blitt vært kunne skulle kva "
        "korleis kven kvifor ikkje eg dei frå vert noko nokon seier kor ein ho me i de trenger fortell si gi ennå lov "
        "regionen strategien innsats visjonen"
    ),
    "da": (
        "og at det som en et er af for på med til den har ikke om jeg du han hun vi man men sig sin fra hvad hvor "
        "hvem hvilke hvilken hvilket hvordan hvornår hvorfor kan skal får må bør vil bliver blive blev gøre gør gå "
        "går findes der her da så eller også efter under mod mellem over ved uden gennem hos alle nogen noget nogle "
        "ingen mere mest mange meget mine min mit din deres vores jer dem os mig dig dette disse denne nu bare end "
        "før siden hej tak kvinder mænd børn piger drenge vold ligestilling kommune kommuner kommunen regionen hjælp "
        "støtte hedder betyder koster gælder siger arbejder op ud ind blevet været kunne skulle hvis få igen endnu i "
        "de fortæl sige give afsat penge brug gerne gøres indsats strategien visionen"
    ),
    "en": (
        "the of and to in is are was were be been what how who whom whose which where when why can could do does did "
        "has have had will would should must may i you he she it we they me my your his her our their them us this "
        "that these those there here for with from by at on about into between against after before not no yes or but "
        "if than then any some all many much more most hello hi hey thanks thank please help need want get give tell "
        "say says said women men children violence equality strategy county region municipality mean means work goals "
        "support an a as good morning bye goodbye know find speak talk"
    ),
    "fi": (
        "ja on ei en ovat oli että se tämä ne nämä kuka ketä kenen mikä mitä mitkä missä mistä mihin minkä miten "
        "kuinka miksi milloin koska onko voiko voinko voimmeko saako saanko saavatko pitääkö minä sinä hän me te he "
        "minun minua sinun hänen meidän teidän heidän kun jos tai vai mutta myös kuin niin joka jotka moni monta "
        "paljon paljonko ollut olla olen olet voi pitää saa kaikki jonkun jotain jotakin naiset naisten miehet "
        "miesten lapset lasten väkivalta väkivallasta tasa arvo apua hei moi terve kiitos kiitoksia hyvää päivää "
        "huomenta suomeksi tarkoittaa millainen millä kanssa ilman ennen jälkeen sinusta kunnat kuntaa haluan "
        "haluaisin tietää kerro kertokaa"
    ),
    "de": (
        "der die das den dem des ein eine einen einem einer und oder aber ist sind war waren wird werden wurde was "
        "wer wen wem wie wo wann warum wieso welche welcher welches wohin woher kann können muss müssen darf dürfen "
        "soll sollen ich du er sie es wir ihr mich mir dich dir uns euch sich mein meine dein deine nicht kein keine "
        "auf für mit von zu zum zur bei nach aus über unter gegen ohne durch um im am in an hat haben gibt dass wenn "
        "weil schon noch immer auch nur so mehr viel viele hallo danke tschüss guten tag morgen bitte hilfe frauen "
        "männer kinder gewalt gleichstellung bedeutet etwas jemand brauche man als seit bist sagt sagen region "
        "deutsch macht machen"
    ),
    "pl": (
        "i w z na do nie się to jest są był była co kto kogo komu jak jaki jaka jakie gdzie kiedy dlaczego czy który "
        "która które ile czemu mogę może można muszę musi mnie mi mój moja moje ja ty on ona my wy oni ich jego jej "
        "nas nam tego ten ta te tym tej od dla o po przy przez za ze już jeszcze tylko także oraz albo lub ale jeśli "
        "jeżeli bardzo więcej kobiet kobiety mężczyzn dzieci przemocy przemoc równości pomoc pomocy cześć dziękuję "
        "dzięki dzień dobry proszę hej polsku nadal wobec nad pod bez jestem masz mam chcę potrzebuję niz sie mozna "
        "moze ktore"
    ),
    "so": (
        "waa waxa waxaa waxaan waxay maxaa maxay maxaad sidee side iyo oo ee ka ku u la ayaa ayaan ayay ayuu ma miyaa "
        "mise in inaan haddii xaggee halkee goorma imisa immisa yaa kee kuma tani kan kuwa kala kasta ah ahay tahay "
        "yahay leedahay leeyahay jirta jiraan karaa karta kartaa lagu loo loogu uu ay aan aad wax qof haween haweenka "
        "ragga carruurta rabshad caawimo caawin af soomaali mahadsanid salaan fiican ilaa ama laakiin weli sababta "
        "macnaha sinnaanta sinaanta rabshadda dumarka gobolka degmo degmada iiga noo naga nooga lacag kuu idinka "
        "sannad dheh"
    ),
}
"""Language to words, lower case, separated by spaces."""

LETTERS = {
    "å": ("sv", "no", "da"),
    "ä": ("sv", "fi", "de"),
    "ö": ("sv", "fi", "de"),
    "æ": ("da", "no"),
    "ø": ("da", "no"),
    "ß": ("de",),
    "ü": ("de",),
    "ą": ("pl",),
    "ć": ("pl",),
    "ę": ("pl",),
    "ł": ("pl",),
    "ń": ("pl",),
    "ś": ("pl",),
    "ź": ("pl",),
    "ż": ("pl",),
}
"""Letter to the languages whose words hold it."""

SPELLINGS = {
    "sv": (r"ck|x[aeti]|ä[rnt]|ö[rnt]", r"(?:ningen|ningar|ningarna|heten|[aeo]rna|ande|skap|tet|tion|tionen|slag)$"),
    "no": (r"sjon|øy|ei|kj|gj|senter", r"(?:het|heten|ene|ingen|[aeiouyæøå](?:tt|nn|ll|mm))$"),
    "da": (r"tion|øj|ej|hj|center|[æø]v|nd[eoi]", r"(?:hed|heden|erne|else|ede|[aeiouyæøå](?:bt|gt|get|b|gs)|a[gd]e)$"),
    "en": (r"th|wh|sh|ght|ough", r"(?:tion|ing|ity|ness|ly|ies)$"),
    "fi": (
        r"ää|yy|uo|yö|ie[hls]|kk[aio]|tt[aäio]|uu|aa|äi|oi[sn]|ai[ns]",
        r"(?:ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|ksi|iin|aan|een|ko|kö|nen|isten|vat|vät)$",
    ),
    "de": (r"sch|ch[et]|ei[nt]|tz|pf|zu", r"(?:ung|ungen|keit|heit|lich|isch|en)$"),
    "pl": (r"cz|sz|rz|dz|w[ysz]|zy|ej$", r"(?:ów|ych|ach|ami|ego|ość|ości|cji|nia|nie|owa)$"),
    "so": (r"aa|xa|dh|uu|cq|ii|^c[aiou]|q[aiou]|oo", r"(?:yada|yadda|ka|sha|taa|nka|ayaa|adda|inta|eyso|eedo)$"),
}
"""Language to patterns that are common in its words and rare in Swedish ones; for Swedish, in its neighbours'."""

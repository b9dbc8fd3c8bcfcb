"""Files with any text and any structure: Markdown, web pages and plain text, whole and broken."""

from hypothesis import strategies as st

ANY_TEXT = st.text(st.characters(), max_size=60)
SWEDISH = st.sampled_from(
    [
        "Alla organisationer kan ansluta sig.",
        "Målet gäller t.ex. skolan, jfr. kap. 2 m.m. Det nås 2027.",
        "§ 4 Beslutet medför inga kostnader [1].",
        "”Vi ska ha samma makt!” Så står det.",
        "prop. 2005/06:155 s. 40 f. och SOU 2015:86",
        "1. Ett\n2. Två",
        "Kontakt: namn@exempel.se, 021-39 00 00",
        "a" * 300,
        "jämställdhets-\narbete och jämställdhets\u00adpolitik",
        "e\u0301\u0323\u0301 ﬁ \u202edolt\u202c \u200b \U000e0041 \ufeff",
    ]
)
TEXT = SWEDISH | ANY_TEXT
_LEVELS = st.integers(1, 9)


def _markdown(part: tuple[str, int, str]) -> str:
    text, level, form = part
    return form.format(text=text.replace("\r", " "), marks="#" * level, deep=">" * level, indent="  " * level)


_FORMS = st.sampled_from(
    [
        "{text}\n\n",
        "{marks} {text}\n\n",
        "{text}\n====\n\n",
        "{indent}- {text}\n",
        "{indent}{text}\n",
        "{deep} {text}\n\n",
        "**{text}**\n\n",
        "[{text}](#{text})\n",
        "![{text}]({text})\n\n",
        "| {text} | {text} |\n|---|---|\n| {text} | b |\n\n",
        "```\n{text}\n```\n\n",
        "<div>{text}</div>\n\n",
        "<!-- {text} -->\n",
        "<script>{text}</script>\n\n",
        "{text}\\\n&amp; &#0; &#x110000; *a _b* c_\n\n",
        "***\n\n",
        "[{text}]: /{text} '{text}'\n\n",
    ]
)
_FRONT = st.sampled_from(["", "---\n", "---\ntitle: {0}\n---\n", "---\ndecided_on: {0}\nkind: {0}\n---\n", "\ufeff"])
MARKDOWN = st.builds(
    lambda front, text, parts: front.format(text) + "".join(map(_markdown, parts)),
    _FRONT,
    TEXT,
    st.lists(st.tuples(TEXT, _LEVELS, _FORMS), max_size=8),
)

_ELEMENTS = """
    p div main article header h1 h2 h6 ul ol li dl dd table tr td th caption b strong em a span br hr script style
    template svg math textarea select option form noscript title meta body html head iframe plaintext x-a
    """
_NAMES = st.sampled_from(_ELEMENTS.split())
_ATTRIBUTES = st.sampled_from(
    ["", " hidden", ' aria-hidden="true"', ' style="display: none"', ' href="#a"', ' lang="en"', ' role="main"', " a='"]
)
_NODES = st.recursive(
    TEXT,
    lambda inside: st.builds(
        lambda name, attribute, children, closes: (
            f"<{name}{attribute}>{''.join(children)}" + (f"</{name}>" if closes else "")
        ),
        _NAMES,
        _ATTRIBUTES,
        st.lists(inside, max_size=4),
        st.booleans(),
    ),
    max_leaves=12,
)
HTML = st.lists(_NODES, max_size=4).map("".join)
_ENDS = st.sampled_from(["\n", "\n\n", "\r\n", " ", "\f", "\n\n\n   ", " ..... 4\n", "-\n"])
PLAIN = st.lists(st.tuples(TEXT, _ENDS)).map(lambda lines: "".join(text + end for text, end in lines))
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1"])

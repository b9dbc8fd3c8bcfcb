"""Reads .html: the main content of a web page, without menus, forms and scripts."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from index.readers.blocks import Block, BlockKind, ReadFile
from index.readers.cleaning import clean
from index.readers.encodings import decode
from index.readers.headings import GUESSED_LEVEL, looks_like_heading, with_text_below
from index.readers.tables import table_blocks

_DECLARED = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_DROPPED = re.compile(
    r"nav|header|footer|aside|script|style|form|noscript|template|svg|iframe|button|"
    r"select|dialog|head|object|video|audio|canvas|math"
)
_INLINE = re.compile(
    r"a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|s|"
    r"samp|small|span|strong|sub|sup|time|tt|u|var|wbr"
)
_HEADING = re.compile(r"h[1-6]")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read(path: Path, /) -> ReadFile:
    """Reads a web page: what stands in main, else in its only article, else in body."""
    data = path.read_bytes()
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    soup = BeautifulSoup(decode(data, declared[1].decode("ascii") if declared else None), "lxml")
    root = _root(soup)
    blocks = list(_Walk(keeps_header_headings=root.name != "body").blocks(root))
    return ReadFile(with_text_below(blocks, guessed=GUESSED_LEVEL), _metadata(soup, blocks))


def _root(soup: BeautifulSoup) -> Tag:
    main = soup.find("main") or soup.find(None, {"role": "main"})
    if isinstance(main, Tag):
        return main
    articles = [article for article in soup.find_all("article") if isinstance(article, Tag)]
    if len(articles) == 1:
        return articles[0]
    return soup.body or soup


def _metadata(soup: BeautifulSoup, blocks: Iterable[Block]) -> dict[str, str]:
    metadata: dict[str, str] = {}
    title = clean(soup.title.get_text()) if soup.title else ""
    heading = next((block.text for block in blocks if block.kind is BlockKind.HEADING), "")
    if title:
        # Sites add their own name to the title of each page.
        metadata["title"] = heading if heading and heading in title else title
    language = soup.html.get("lang") if soup.html else None
    if isinstance(language, str) and language.strip():
        metadata["language"] = language.strip().split("-")[0].lower()
    return metadata


class _Walk:
    def __init__(self, *, keeps_header_headings: bool) -> None:
        self._keeps_header_headings = keeps_header_headings

    def blocks(self, node: Tag, kind: BlockKind = BlockKind.PARAGRAPH) -> Iterator[Block]:
        """The blocks of a node; the text that stands directly in it is of `kind`."""
        inline: list[PageElement] = []
        for child in node.children:
            if _is_inline(child):
                inline.append(child)
                continue
            yield from _inline_block(inline, kind)
            inline = []
            if isinstance(child, Tag):
                yield from self._block_element(child, kind)
        yield from _inline_block(inline, kind)

    def _block_element(self, node: Tag, kind: BlockKind) -> Iterator[Block]:
        if _is_hidden(node):
            return
        if node.name == "header" and self._keeps_header_headings:
            yield from (block for h in node.find_all(_HEADING) for block in self._block_element(h, kind))
        elif _DROPPED.fullmatch(node.name) or node.name == "br":
            return
        elif _HEADING.fullmatch(node.name):
            if text := _inline_text([node]):
                yield Block(BlockKind.HEADING, text, int(node.name[1]))
        elif node.name == "table":
            yield from self._table(node)
        elif node.name in {"li", "dd"}:
            yield from self.blocks(node, BlockKind.LIST_ITEM)
        elif node.name in {"ul", "ol"} and _is_menu_in_page(node):
            return
        else:
            yield from self.blocks(node, kind)

    def _table(self, table: Tag) -> Iterator[Block]:
        if table.find("table") is not None or table.get("role") == "presentation":
            for cell in table.find_all(["td", "th"]):
                if cell.find("table") is None:
                    yield from self.blocks(cell)
            return
        rows = [row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr")]
        has_header = any(row and all(cell.name == "th" for cell in row) for row in rows[:2])
        if (caption := table.find("caption")) is not None:
            yield from _inline_block([caption], BlockKind.PARAGRAPH)
        yield from table_blocks([[_inline_text([cell]) for cell in row] for row in rows], has_header=has_header)


def _is_inline(node: PageElement) -> bool:
    if isinstance(node, Tag):
        return _INLINE.fullmatch(node.name) is not None and not any(
            _INLINE.fullmatch(descendant.name) is None and descendant.name != "br" for descendant in node.find_all(True)
        )
    return True


def _inline_block(nodes: list[PageElement], kind: BlockKind) -> Iterator[Block]:
    text = _inline_text(nodes)
    if not text:
        return
    shown = [node for node in nodes if _inline_text([node])]
    only = shown[0] if len(shown) == 1 else None
    is_bold = isinstance(only, Tag) and only.name in {"b", "strong"}
    if is_bold and kind is BlockKind.PARAGRAPH and looks_like_heading(text):
        yield Block(BlockKind.HEADING, text, GUESSED_LEVEL)
    else:
        yield Block(kind, text)


def _inline_text(nodes: Iterable[PageElement]) -> str:
    return clean("".join(part for node in nodes for part in _texts(node)))


def _texts(node: PageElement) -> Iterator[str]:
    if isinstance(node, Tag):
        if _DROPPED.fullmatch(node.name) or _is_hidden(node):
            return
        spaced = _INLINE.fullmatch(node.name) is None
        for child in node.children:
            yield from _texts(child)
        if spaced:
            yield " "
    elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
        yield str(node)


def _is_hidden(node: Tag) -> bool:
    style = node.get("style")
    return (
        node.has_attr("hidden")
        or node.get("aria-hidden") == "true"
        or (isinstance(style, str) and _HIDDEN_STYLE.search(style) is not None)
    )


def _is_menu_in_page(node: Tag) -> bool:
    if node.find("li") is None:
        return False
    # One after the other, since the first that is no link in the page settles it: lists may be nested by the thousand.
    items = (item for item in node.descendants if isinstance(item, Tag) and item.name == "li")
    return all(_is_link_in_page(item) for item in items)


def _is_link_in_page(item: Tag) -> bool:
    link = item.find("a")
    return (
        isinstance(link, Tag)
        and str(link.get("href", "")).startswith("#")
        and _inline_text([link]) == _inline_text([item])
    )

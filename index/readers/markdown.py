"""Reads .md: CommonMark with tables, and metadata in YAML front matter."""

import html
import re
from collections.abc import Sequence
from pathlib import Path

import frontmatter
import yaml
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from index.readers.blocks import Block, BlockKind, ReadFile
from index.readers.cleaning import clean
from index.readers.encodings import decode
from index.readers.headings import GUESSED_LEVEL, looks_like_heading, with_text_below
from index.readers.metadata import from_mapping
from index.readers.tables import table_blocks

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY_AND_VALUE = re.compile(r"^([A-Za-z_-]+):[ \t]*+(.+)$", re.MULTILINE)
_TAG = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>|</?[A-Za-z][^>]*>", re.DOTALL | re.IGNORECASE)
_SILENT = frozenset({"image", "html_inline", "hr"})


def read(path: Path, /) -> ReadFile:
    """Reads a Markdown file; link addresses, images and tables of contents are left out."""
    content, metadata = _split(decode(path.read_bytes()).replace("\r\n", "\n"))
    tree = SyntaxTreeNode(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(content))
    blocks = [block for node in tree.children for block in _blocks(node)]
    return ReadFile(with_text_below(blocks, guessed=GUESSED_LEVEL), metadata)


def _split(text: str) -> tuple[str, dict[str, str]]:
    try:
        post = frontmatter.loads(text)
    except (yaml.YAMLError, ValueError):
        # A title with a colon and no quotes is bad YAML and yet quite clear.
        match = _FRONT_MATTER.match(text)
        if match is None:
            return text, {}
        pairs = {key: value.rstrip(" \t").strip("\"'") for key, value in _KEY_AND_VALUE.findall(match[1])}
        return text[match.end() :], from_mapping(pairs)
    return post.content, from_mapping(post.metadata)


def _blocks(node: SyntaxTreeNode) -> list[Block]:  # noqa: PLR0911 - one per kind of node
    match node.type:
        case "heading":
            return _block(BlockKind.HEADING, _text(node), min(int(node.tag[1:]), 6))
        case "paragraph":
            return _paragraph(node)
        case "bullet_list" | "ordered_list":
            return _list(node)
        case "table":
            return table_blocks(
                [[_text(cell) for cell in row.children] for row in _descendants(node, "tr")], has_header=True
            )
        case "code_block" | "fence":
            return _paragraphs(node.content)
        case "html_block":
            return _paragraphs(html.unescape(_TAG.sub(" ", node.content)))
        case _:
            return [block for child in node.children for block in _blocks(child)]


def _block(kind: BlockKind, text: str, level: int = 0) -> list[Block]:
    shown = clean(text)
    return [Block(kind, shown, level)] if shown else []


def _paragraphs(text: str) -> list[Block]:
    return [block for part in text.split("\n\n") for block in _block(BlockKind.PARAGRAPH, part)]


def _paragraph(node: SyntaxTreeNode) -> list[Block]:
    text = clean(_text(node))
    parts = _shown_parts(node)
    if len(parts) == 1 and parts[0].type == "strong" and looks_like_heading(text):
        return _block(BlockKind.HEADING, text, GUESSED_LEVEL)
    return _block(BlockKind.PARAGRAPH, text)


def _list(node: SyntaxTreeNode) -> list[Block]:
    if all(_is_link_in_page(item) for item in node.children):
        return []
    blocks: list[Block] = []
    for number, item in enumerate(node.children, start=int(node.attrs.get("start", 1))):
        marker = f"{number}{item.markup} " if node.type == "ordered_list" else ""
        for position, child in enumerate(item.children):
            if position == 0 and child.type == "paragraph":
                blocks += _block(BlockKind.LIST_ITEM, marker + _text(child))
            else:
                blocks += _blocks(child)
    return blocks


def _is_link_in_page(item: SyntaxTreeNode) -> bool:
    parts = _shown_parts(item)
    return bool(parts) and all(
        part.type == "link" and str(part.attrs.get("href", "")).startswith("#") for part in parts
    )


def _shown_parts(node: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    inlines = _descendants(node, "inline")
    return [part for inline in inlines for part in inline.children if clean(_text(part))]


def _descendants(node: SyntaxTreeNode, kind: str) -> Sequence[SyntaxTreeNode]:
    return [descendant for descendant in node.walk() if descendant.type == kind]


def _text(node: SyntaxTreeNode) -> str:
    if node.type in _SILENT:
        return ""
    if node.type in {"softbreak", "hardbreak"}:
        return " "
    if node.type in {"text", "code_inline"}:
        return node.content
    return "".join(_text(child) for child in node.children)

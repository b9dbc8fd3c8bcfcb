"""Tables as text: one line per row that can be read, and quoted, alone."""

from collections.abc import Sequence

from index.readers.blocks import Block, BlockKind
from index.readers.cleaning import clean

_WIDE = 3


def table_blocks(rows: Sequence[Sequence[str]], *, has_header: bool) -> list[Block]:
    """The rows as list items: "a: b", and in a wide table with a header row "a – column: b; column: c".

    A row with a single filled cell is a paragraph: a caption or a note. `has_header` says that the first
    row with several cells names the columns; a first row with an empty corner does so anyway.
    """
    cleaned = [[clean(cell) for cell in row] for row in rows]
    header: list[str] | None = None
    blocks: list[Block] = []
    for row in cleaned:
        filled = [cell for cell in row if cell]
        if len(filled) == 1:
            blocks.append(Block(BlockKind.PARAGRAPH, filled[0]))
        elif filled and header is None and len(row) >= _WIDE and (has_header or not row[0]):
            header = row
        elif filled:
            header = header or []
            blocks.append(Block(BlockKind.LIST_ITEM, row_text(row, header)))
    if header and not any(block.kind is BlockKind.LIST_ITEM for block in blocks):
        blocks.append(Block(BlockKind.LIST_ITEM, row_text(header, [])))
    return blocks


def row_text(row: Sequence[str], header: Sequence[str] = ()) -> str:
    """One row of clean cells as a line; empty cells are left out."""
    first, *rest = row
    names = [*header[1:], *[""] * len(rest)]
    values = [f"{name}: {cell}" if name else cell for name, cell in zip(names, rest, strict=False) if cell]
    if not first:
        return "; ".join(values)
    if not values:
        return first
    return f"{first} – {'; '.join(values)}" if any(header[1:]) else f"{first}: {'; '.join(values)}"

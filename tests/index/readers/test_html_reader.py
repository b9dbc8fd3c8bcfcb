from collections.abc import Callable
from pathlib import Path

import pytest

from index.readers.blocks import ReadFile
from index.readers.registry import read_file

Page = Callable[[str], ReadFile]


@pytest.fixture
def read_page(tmp_path: Path) -> Page:
    def read(html: str) -> ReadFile:
        path = tmp_path / "sida.html"
        path.write_text(html)
        return read_file(path)

    return read


def shown(read: ReadFile) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in read.blocks]


def test_only_the_main_content_is_read(read_page: Page) -> None:
    read = read_page(
        "<html lang='sv-SE'><head><title>Strategi - Region</title></head><body><nav>Meny</nav>"
        "<header>Logga</header><main><header><h1>Strategi</h1><p>Dela</p></header>"
        "<p>En <b>viktig</b> text.</p>"
        "<aside>Relaterat</aside><form>Sök</form><script>kod()</script><style>p{}</style><!-- dold -->"
        "<p hidden>Dold</p><p style='display: none'>Dold</p></main><footer>Kontakt</footer></body></html>"
    )
    assert shown(read) == [("heading", "Strategi"), ("paragraph", "En viktig text.")]
    assert read.metadata == {"title": "Strategi", "language": "sv"}


@pytest.mark.parametrize("element", ["article", "section role='main'", "div"])
def test_without_main_the_article_or_the_body_is_read(read_page: Page, element: str) -> None:
    html = f"<body><nav>Meny</nav><{element}><h2>Mål</h2><p>Text.</p>"
    assert shown(read_page(html)) == [("heading", "Mål"), ("paragraph", "Text.")]


def test_lists_line_breaks_and_loose_text_become_blocks(read_page: Page) -> None:
    read = read_page(
        "<body>Lös text<h1>Titel</h1><ul><li>ett</li><li><p>två</p><ul><li>inre</li></ul></li></ul>"
        "<ul><li><a href='#mal'>Mål</a></li></ul><p>rad ett<br>rad två</p></body>"
    )
    assert shown(read) == [
        ("paragraph", "Lös text"),
        ("heading", "Titel"),
        ("list_item", "ett"),
        ("list_item", "två"),
        ("list_item", "inre"),
        ("paragraph", "rad ett"),
        ("paragraph", "rad två"),
    ]


def test_tables_become_rows(read_page: Page) -> None:
    read = read_page(
        "<table><tr><th>Mål</th><th>Ansvarig</th><th>År</th></tr><tr><td>Hälsa</td><td>Region</td>"
        "<td>2025</td></tr></table><table><tr><td>Diarienummer</td><td>RV 1</td></tr></table>"
    )
    assert shown(read) == [
        ("list_item", "Hälsa – Ansvarig: Region; År: 2025"),
        ("list_item", "Diarienummer: RV 1"),
    ]


def test_the_declared_encoding_is_followed(tmp_path: Path) -> None:
    path = tmp_path / "sida.htm"
    path.write_bytes("<meta charset='iso-8859-1'><p>Jämställdhet – på riktigt</p>".encode("cp1252"))
    assert shown(read_file(path)) == [("paragraph", "Jämställdhet – på riktigt")]


def test_a_title_that_is_no_heading_of_the_page_is_kept_whole(read_page: Page) -> None:
    read = read_page("<title>Länets strategi</title><body><h1>Mål</h1><p>Text.</p></body>")
    assert read.metadata == {"title": "Länets strategi"}

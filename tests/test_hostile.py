"""Files that have broken other programs: each ends in a source or a named cause, and none takes another along."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import readers
from ingest.errors import Damaged, EmptyFile, Encrypted, IngestError, Unexpected
from ingest.readers.limits import Limits
from ingest.sandbox import Sandbox
from ingest.values import Source

pytestmark = pytest.mark.shared

NAMED = {
    "pdfplumber__empty.pdf": EmptyFile,
    "arturt__corrupted.pdf": Damaged,
    "arturt__encrypted.pdf": Encrypted,
    "pdfminer__aes-256-r6.pdf": Encrypted,
    "pdfminer__rc4-40.pdf": Encrypted,
    "pdfplumber__password-example.pdf": Encrypted,
    "pypdfsamples__libreoffice-writer-password.pdf": Encrypted,
    "ocrmypdf__invalid.pdf": Damaged,
    "opf__T02-02_002_page-tree-kids-links-recursive.pdf": Damaged,
}
SAID = {
    "opf__T01_006_header-invalid-syntax-no-pdf.pdf": "Hello PDF-world!",
    "opf__T02-02_007_page-tree-wrong-count.pdf": "Hello PDF-world!",
    "pdfminer__issue-1113-evil-xobjects.pdf": "Hello world",
    "pdfminer__zen_of_python_corrupted.pdf": "Beautiful is better than ugly.",
    "pdfplumber__annotations.pdf": "A popup note",
    "pdfplumber__word365_structure.pdf": "Ligne 1 | Alouette | Farfadet",
    "pdfplumber__issue-71-duplicate-chars.pdf": "计算机科学与技术",
    "pdfplumber__nics-background-checks-2015-11-rotated.pdf": "Totals | 804,006 | 671,330",
    "pypdfsamples__multicolumn.pdf": "Two-Column Document with Lorem Ipsum",
}
WANT_OCR = (
    "ocrmypdf__truetype_font_nomapping.pdf",
    "ocrmypdf__type3_font_nomapping.pdf",
    "ocrmypdf__vector.pdf",
    "pdfminer__issue-791-non-unicode-cmap.pdf",
    "pdfplumber__issue-203-decimalize.pdf",
)


@pytest.fixture(scope="module")
def outcomes(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Source | IngestError]]:
    """What reading gave for every file of the shared folder, by name."""
    paths = [path for folder in ("hostile", "samples", "seeds") for path in sorted((shared / folder).rglob("*"))]
    with Sandbox(workers=2, memory_mb=2048) as sandbox:
        running = {
            path.name: sandbox.submit(
                readers.read, path, path.name, tmp_path_factory.mktemp("scratch"), Limits(), seconds=60
            )
            for path in paths
            if path.is_file()
        }
        ended: dict[str, Source | IngestError] = {}
        for name, task in running.items():
            try:
                ended[name] = task.result()
            except IngestError as error:
                ended[name] = error
    yield ended


def test_every_file_has_a_named_end(outcomes: dict[str, Source | IngestError]) -> None:
    assert len(outcomes) > 150
    assert not {name: repr(end) for name, end in outcomes.items() if isinstance(end, Unexpected)}
    assert not {name for name, end in outcomes.items() if isinstance(end, Source) and not end.pages}


@pytest.mark.parametrize("name", NAMED)
def test_the_cause_is_the_right_one(outcomes: dict[str, Source | IngestError], name: str) -> None:
    assert type(outcomes[name]) is NAMED[name]


@pytest.mark.parametrize("name", SAID)
def test_what_can_be_saved_is_read(outcomes: dict[str, Source | IngestError], name: str) -> None:
    source = outcomes[name]
    assert isinstance(source, Source)
    assert SAID[name] in "\n".join(page.text for page in source.pages)


@pytest.mark.parametrize("name", WANT_OCR)
def test_pages_without_usable_letters_want_ocr(outcomes: dict[str, Source | IngestError], name: str) -> None:
    source = outcomes[name]
    assert isinstance(source, Source)
    assert all(page.wants_ocr for page in source.pages)


@pytest.mark.ocr
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ocrmypdf__hugemono.pdf", "very big image with a tiny amount of text"),
        ("ocrmypdf__truetype_font_nomapping.pdf", "Phone"),
    ],
)
def test_giant_images_are_read_within_the_memory(shared: Path, name: str, said: str) -> None:
    with Sandbox(workers=1, memory_mb=2048) as sandbox:
        path = shared / "hostile" / name
        layer = sandbox.submit(readers.ocr_page, path, "application/pdf", 1, seconds=300).result()
    assert said in layer.text

"""A new supplier's layout is rows and a sample, not code: every supplier's sample is read, and a test adds one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ingest.readers.html import read_html
from ingest.readers.limits import Limits
from ingest.readers.text import text_pages
from ingest.understand import understand, wording
from ingest.understand.item_list import items_of
from ingest.values import Source, Understood

ROOT = Path(__file__).parent.parent
SUPPLIERS = sorted(folder for folder in wording.SUPPLIERS[0].iterdir() if folder.is_dir())
FACTS = ("committee", "meeting_date", "place", "case_number", "hearing_start", "hearing_deadline")


def read(sample: Path) -> Understood:
    """Understand a supplier's sample."""
    if sample.suffix == ".html":
        return understand(read_html(sample, Limits()), "sample.html")
    return understand(Source("text/plain", text_pages(sample.read_text(encoding="utf-8"), Limits())), "sample.txt")


def told(understood: Understood) -> dict[str, Any]:
    """Write what was understood as `expected.json` does."""
    facts = {name: value for name in FACTS if (value := understood.first(name))}
    items = [
        [i.number, i.title, i.case_number, i.decision, len(i.recommendation), i.closed] for i in items_of(understood)
    ]
    return {"kind": understood.kind, **facts, **({"items": items} if items else {})}


@pytest.mark.parametrize("folder", SUPPLIERS, ids=lambda folder: folder.name)
def test_every_suppliers_sample_says_what_stands_beside_it(folder: Path) -> None:
    (sample,) = folder.glob("sample.*")
    assert told(read(sample)) == json.loads((folder / "expected.json").read_text(encoding="utf-8"))


SAMPLE = """Egnsportalen

Forsamling: Havneudvalget
Sammenkomst: 03-05-2012
Tilholdssted: Toldboden

Post 1. Ny kran
Løbenr.: 12/8812

Kranen fra 1961 er slidt op.

Vi foreslår
At der købes en ny kran.

Enden på det
Man sagde ja til kranen.
"""
ROWS = """label	kind	name	where	loose
Forsamling	field	committee	head	no
Sammenkomst	field	meeting_date	head	no
Tilholdssted	field	place	head	no
Løbenr.	field	case_number	item	yes
Vi foreslår	section	recommendation	opening	no
Enden på det	section	decision	opening	no
"""
READ = """
import importlib.util, json, sys
from pathlib import Path
name = "ingest.understand.wording"
spec = importlib.util.spec_from_file_location(name, Path("ingest", "understand", "wording.py"))
wording = sys.modules[name] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(wording)
wording.SUPPLIERS.append(Path(sys.argv[1]))  # before the other modules read their tables
from tests.test_understand_suppliers import read, told
print(json.dumps(told(read(Path(sys.argv[1], "egnsportalen", "sample.txt"))), ensure_ascii=False))
"""


def _told_with(suppliers: Path) -> dict[str, Any]:
    """Read the sample in a fresh process: tables are read once."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(suppliers)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_a_supplier_is_added_by_rows_and_a_sample(tmp_path: Path) -> None:
    folder = tmp_path / "egnsportalen"
    folder.mkdir()
    (folder / "sample.txt").write_text(SAMPLE, encoding="utf-8")
    before = _told_with(tmp_path)
    assert not {"committee", "meeting_date", "place"} & before.keys()  # an unknown layout: nothing is made up
    (folder / "labels.tsv").write_text(ROWS, encoding="utf-8")
    (folder / "numbering.tsv").write_text("word\nPost\n", encoding="utf-8")
    (folder / "decisions.tsv").write_text("phrase\ttype\nsagde ja\tgodkendt\n", encoding="utf-8")
    after = _told_with(tmp_path)
    assert (after["committee"], after["meeting_date"], after["place"]) == ("Havneudvalget", "2012-05-03", "Toldboden")
    assert after["items"] == [["1", "Ny kran", "12/8812", "Man sagde ja til kranen.", 1, False]]

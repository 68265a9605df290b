"""What lies in a ZIP comes out, and nothing else happens."""

import stat
import zipfile
from pathlib import Path

import pytest

from ingest.errors import ArchiveUnsafe, Damaged, NoText
from ingest.readers.archive import read_zip
from ingest.readers.limits import Limits
from ingest.values import Member


def members(tmp_path: Path, limits: Limits | None = None) -> tuple[Member, ...]:
    scratch = tmp_path / "scratch"
    scratch.mkdir(exist_ok=True)
    return read_zip(tmp_path / "a.zip", scratch, limits or Limits()).members


def packed(tmp_path: Path, **files: bytes) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in files.items():
            container.writestr(name, data)


def test_files_come_out_whole_with_their_names(tmp_path: Path) -> None:
    packed(tmp_path, **{"Børn/høringsbrev.txt": "Kære alle".encode(), "__MACOSX/x": b"", "tom/": b""})
    (member,) = members(tmp_path)
    assert (member.name, member.path.read_text()) == ("Børn/høringsbrev.txt", "Kære alle")


@pytest.mark.parametrize("encoding", ["cp850", "cp865", "cp1252"])
def test_names_of_old_programs_keep_their_letters(tmp_path: Path, encoding: str) -> None:
    name = "Forældremøde på Åløkke skole.txt"
    packed(tmp_path, PLACEHOLDERxxxxxxxxxxxxxxxxxxxxxx=b"x")
    path = tmp_path / "a.zip"
    raw = name.encode(encoding)
    assert len(raw) == len("PLACEHOLDERxxxxxxxxxxxxxxxxxxxxxx") - 1
    path.write_bytes(path.read_bytes().replace(b"PLACEHOLDERxxxxxxxxxxxxxxxxxxxxxx", raw + b"y"))
    (member,) = members(tmp_path)
    assert member.name == name + "y"


def test_a_name_that_climbs_is_only_a_name(tmp_path: Path) -> None:
    packed(tmp_path, **{"../../ude.txt": b"x", "/etc/passwd": b"y", "..\\c.txt": b"z"})
    found = members(tmp_path)
    assert [member.name for member in found] == ["ude.txt", "etc/passwd", "c.txt"]
    assert {member.path.parent for member in found} == {tmp_path / "scratch"}


def test_two_of_the_same_name_are_two_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as container, pytest.warns(UserWarning):
        container.writestr("svar.txt", "et")
        container.writestr("svar.txt", "to")
    assert [(m.name, m.path.read_text()) for m in members(tmp_path)] == [("svar.txt", "et"), ("svar.txt (2)", "to")]


def test_links_are_not_followed(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as container:
        container.writestr(link, "/etc/passwd")
    with pytest.raises(NoText):
        members(tmp_path)


def test_a_bomb_is_stopped_while_it_unpacks(tmp_path: Path) -> None:
    packed(tmp_path, bombe=b"\0" * (60 << 20))
    with pytest.raises(ArchiveUnsafe):
        members(tmp_path)


@pytest.mark.parametrize("limits", [Limits(max_members=2), Limits(max_unpacked_bytes=5)])
def test_the_limits_hold(tmp_path: Path, limits: Limits) -> None:
    packed(tmp_path, a=b"123", b=b"456", c=b"789")
    with pytest.raises(ArchiveUnsafe):
        members(tmp_path, limits)


def test_a_cut_off_file_is_damaged(tmp_path: Path) -> None:
    packed(tmp_path, a=bytes(range(256)) * 50)
    path = tmp_path / "a.zip"
    data = bytearray(path.read_bytes())
    data[60:90] = b"\xff" * 30
    path.write_bytes(bytes(data))
    with pytest.raises(Damaged):
        members(tmp_path)


def test_one_broken_member_leaves_its_neighbours_alone(tmp_path: Path) -> None:
    packed(tmp_path, a=b"et svar " * 400, b=b"et andet svar " * 400)
    path = next(tmp_path.glob("*.zip"))
    data = bytearray(path.read_bytes())
    data[40] ^= 0xFF  # inside the first member's packed bytes
    path.write_bytes(bytes(data))
    found = members(tmp_path)
    assert [member.name for member in found] == ["a", "b"]
    assert found[1].path.read_bytes() == b"et andet svar " * 400


def test_what_cannot_be_unpacked_is_named_and_its_neighbours_come_out(tmp_path: Path) -> None:
    packed(tmp_path, a=b"et svar " * 400, b=b"", c=b"et andet svar " * 400, d=b"et tredje " * 400)
    path = tmp_path / "a.zip"
    data = bytearray(path.read_bytes())
    heads = [at for at in range(len(data)) if data[at : at + 4] == b"PK\x01\x02"]
    data[heads[0] + 8] |= 1  # locked
    data[heads[2] + 10] = 6  # imploded, as PKZIP did in the eighties
    for head, flags, method in ((heads[0], 1, 8), (heads[2], 0, 6)):
        local = int.from_bytes(data[head + 42 : head + 46], "little")
        data[local + 6] |= flags
        data[local + 8] = method
    path.write_bytes(bytes(data))
    found = members(tmp_path)
    assert [(member.name, member.problem) for member in found] == [
        ("a", "encrypted"), ("b", None), ("c", "damaged"), ("d", None)
    ]  # fmt: skip
    assert found[3].path.read_bytes() == b"et tredje " * 400
    assert all(member.path.read_bytes().startswith(b"PK\x03\x04") for member in found if member.problem)

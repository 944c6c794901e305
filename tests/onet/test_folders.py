import dataclasses
import errno
import os
import struct
import zipfile
from functools import partial
from pathlib import Path

import pytest

from onet import folders
from onet.folders import Refused, opened
from onet.occupations import SKILLS
from onet.reading import Reading
from onet.releases import open_release
from sources.documents import BadContent
from tests.onet.made import release, zipped


def refusal(path):
    with pytest.raises(Refused) as error, opened(path):
        pass
    return str(error.value)


def make_zip(path, *names, text="x"):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return path


@pytest.mark.parametrize("name", ["../Skills.txt", "a/../../Skills.txt", "/etc/Skills.txt", "a\\..\\b.txt", "C:/b.txt"])
def test_a_zip_with_a_path_that_climbs_out_is_refused(tmp_path, name):
    said = refusal(make_zip(tmp_path / "a.zip", "Skills.txt", name))
    assert said == f"a.zip holds a path that leads out of it, {name!r}: it is not safe to use."


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "MOST_BYTES", 1_000_000)
    said = refusal(make_zip(tmp_path / "bomb.zip", "a.txt", "b.txt", text="0" * 600_000))
    assert said == "bomb.zip would unpack to 1,200,000 bytes, and at most 1,000,000 are read."


def test_a_zip_that_hides_its_size_gives_no_more_than_it_says(tmp_path):
    """Reading stops at the size that was counted, and the rest shows as damage."""
    path = zipped(release(tmp_path / "release"))
    raw = bytearray(path.read_bytes())
    at = raw.rfind(b"PK\1\2", 0, raw.rfind(b"/Skills.txt"))
    struct.pack_into("<L", raw, at + 24, 250)
    path.write_bytes(raw)
    with opened(path) as files:
        reading = Reading(files)
        rows = list(reading.rows(SKILLS))
        with pytest.raises(BadContent, match=r"Skills\.txt:"):
            reading.settle(skip_bad=True)
    assert len(rows) < 3


def test_a_zip_with_too_many_files_is_refused(tmp_path):
    said = refusal(make_zip(tmp_path / "many.zip", *(f"{number}.txt" for number in range(501))))
    assert said == "many.zip holds 501 files, and at most 500 are read."


def test_a_zip_with_names_beyond_number_is_refused_before_they_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "MOST_CONTENTS_BYTES", 1_000)
    said = refusal(make_zip(tmp_path / "names.zip", *(f"{number}.txt" for number in range(30))))
    assert said == "names.zip lists more files than any release has: it is not safe to use."


def test_a_locked_zip_is_refused(tmp_path):
    path = make_zip(tmp_path / "locked.zip", "a.txt")
    raw = bytearray(path.read_bytes())
    struct.pack_into("<H", raw, raw.rfind(b"PK\1\2") + 8, 1)
    path.write_bytes(raw)
    assert "is locked or packed in an unusual way" in refusal(path)


def test_a_zip_that_was_cut_off_is_refused(tmp_path):
    path = zipped(release(tmp_path / "release"))
    path.write_bytes(path.read_bytes()[:-100])
    assert refusal(path) == "release.zip is neither a folder nor a whole zip. Was it cut off on its way?"


def test_a_zip_whose_end_holds_the_mark_of_an_end_is_refused(tmp_path):
    path = make_zip(tmp_path / "a.zip", "Skills.txt")
    path.write_bytes(path.read_bytes()[:-6] + b"PK\5\6\0\0")  # where the contents begin is written there
    assert refusal(path).startswith("a.zip is a damaged zip")


def test_a_zip_that_is_damaged_inside_is_refused(tmp_path):
    path = zipped(release(tmp_path / "release"))
    raw = bytearray(path.read_bytes())
    at = raw.index(b"/Skills.txt") + 41
    raw[at : at + 20] = b"\xff" * 20
    path.write_bytes(raw)
    with pytest.raises(BadContent, match=r"Skills\.txt:1: .*take a fresh copy"), open_release(path):
        pass


def test_a_path_that_is_not_there_is_refused(tmp_path):
    assert refusal(tmp_path / "none") == f"There is no folder or zip {tmp_path / 'none'}."


@pytest.mark.parametrize("path", ["../release", "."])
def test_a_folder_with_too_many_files_is_refused(tmp_path, monkeypatch, path):
    monkeypatch.setattr(folders, "MOST_FILES", 3)
    monkeypatch.chdir(release(tmp_path / "release"))
    assert refusal(Path(path)) == "release holds more than 3 files: give the folder of the tables alone."


def test_a_zip_that_may_not_be_read_is_not_called_damaged(tmp_path, monkeypatch):
    def refuse(path, *_args, **_options):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    path = make_zip(tmp_path / "a.zip", "Skills.txt")
    monkeypatch.setattr(Path, "open", refuse)
    assert refusal(path) == "a.zip cannot be read: Permission denied."


def test_a_table_that_may_not_be_read_is_not_called_cut_off(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    with opened(release(tmp_path / "release")) as files:
        skills = files.matching("Skills.txt")
        assert skills
        closed = dataclasses.replace(skills, open=partial(refuse, tmp_path))
        reading = Reading(dataclasses.replace(files, files=(closed,)))
        reading.look_at_heads([SKILLS])
        with pytest.raises(BadContent, match=r"^Skills\.txt:1: may not be read by whoever runs this$"):
            reading.settle()


def test_a_folder_inside_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    folder = release(tmp_path / "release")
    (folder / "inside").mkdir()
    look = os.scandir

    def scandir(path):
        if str(path).endswith("inside"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return look(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert refusal(folder) == "release cannot be read: Permission denied."


def test_what_systems_leave_beside_the_files_is_passed_over(tmp_path):
    names = ("db/Skills.txt", "__MACOSX/db/._Skills.txt", "db/.DS_Store")
    with opened(make_zip(tmp_path / "a.zip", *names)) as files:
        assert [file.where for file in files.files] == ["db/Skills.txt"]


def test_what_goes_wrong_with_whoever_reads_keeps_its_name(tmp_path):
    with pytest.raises(OSError, match="No space left"), opened(release(tmp_path / "release")):
        raise OSError(28, "No space left on device")

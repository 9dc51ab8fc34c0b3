"""The key file: made once, private, replaced whole, and refused when something is wrong with it."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from actions.case.keys import KeyFileError, load_keys, new_keys, save_keys


def test_the_first_use_makes_a_file_only_its_owner_can_read(tmp_path: Path) -> None:
    path = tmp_path / "state" / "keys.json"
    keys = load_keys(path)
    assert load_keys(path) == keys
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["keys.json"], "a draft is left"


def test_two_key_files_never_hold_the_same_keys(tmp_path: Path) -> None:
    assert load_keys(tmp_path / "a") != load_keys(tmp_path / "b")


def test_a_rotation_puts_a_new_key_in_front_and_keeps_the_index_and_the_links(tmp_path: Path) -> None:
    keys = new_keys()
    rotated = keys.rotated()
    assert [number for number, _ in rotated.seal] == [2, 1]
    assert (rotated.index, rotated.links) == (keys.index, keys.links)
    assert rotated.without_old().seal == rotated.seal[:1]
    path = tmp_path / "keys.json"
    save_keys(path, rotated)
    assert load_keys(path) == rotated


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.pop("seal"),
        lambda content: content.update(seal=[]),
        lambda content: content["seal"].append(content["seal"][0]),
        lambda content: content["seal"][0].update(key="c2hvcnQ="),
        lambda content: content["seal"][0].update(id=300),
        lambda content: content.update(index="not base64!"),
    ],
    ids=["no seal", "empty seal", "twice the same number", "short key", "number too large", "no base64"],
)
def test_a_broken_file_is_refused_in_a_sentence_without_a_key(tmp_path: Path, change: Any) -> None:
    path = tmp_path / "keys.json"
    load_keys(path)
    content = json.loads(path.read_text())
    secret = content["seal"][0]["key"]
    change(content)
    path.write_text(json.dumps(content))
    with pytest.raises(KeyFileError) as caught:
        load_keys(path)
    assert str(path) in str(caught.value) and secret not in str(caught.value)


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_a_file_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    load_keys(path)
    path.chmod(0o644)
    with pytest.raises(KeyFileError, match="chmod 600"):
        load_keys(path)


def test_a_place_that_cannot_be_written_is_an_error_of_our_own(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(KeyFileError):
        load_keys(tmp_path / "file" / "keys.json")

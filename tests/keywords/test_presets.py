"""Presets: saving, renaming, deleting, the trash folder, and several windows and processes at once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from clip_critic.errors import KeywordListError, PresetError, StorageError
from clip_critic.keywords import presets
from clip_critic.keywords.lists import KeywordList
from clip_critic.keywords.names import check_name
from clip_critic.keywords.presets import ListedPreset, PresetStore, Saved
from clip_critic.keywords.texts import MAX_BYTES

ROOT = Path(__file__).parents[2]


@pytest.fixture
def bundled(tmp_path: Path) -> Path:
    folder = tmp_path / "bundled"
    folder.mkdir()
    (folder / "First look.txt").write_bytes(b"girl\nwoman\n")
    (folder / "Painters.txt").write_bytes(b"Claude Monet\n")
    return folder


@pytest.fixture
def user(tmp_path: Path) -> Path:
    return tmp_path / "data" / "keyword_lists"


@pytest.fixture
def store(bundled: Path, user: Path) -> PresetStore:
    return PresetStore(bundled, user)


def texts_in_trash(user: Path) -> list[str]:
    return sorted(path.read_text() for path in (user / "trash").glob("*.txt"))


def test_bundled_and_own_are_listed_together(store: PresetStore) -> None:
    assert store.names() == ["First look", "Painters"]
    store.save("hats", "hat")
    assert store.entries() == (
        ListedPreset("First look", bundled=True),
        ListedPreset("hats", bundled=False),
        ListedPreset("Painters", bundled=True),
    )


def test_other_files_are_no_presets(store: PresetStore, user: Path) -> None:
    store.save("hats", "hat")
    (user / "folder.txt").mkdir()
    for name in (".hidden.txt", "notes.md", "x.part"):
        (user / name).write_text("hat")
    (user / "By hand.TXT").write_text("hat")

    assert store.names() == ["By hand", "First look", "hats", "Painters"]


@pytest.mark.parametrize(
    "text",
    [
        "# why\r\n[Hats]\r\ncap\r\n\r\ntemplate: a {}",
        "帽子\nשמשייה\n👩\u200d🎨\n<script>alert(1)</script>\n",
        "one keyword",
        "a, b, c",
    ],
)
def test_what_is_saved_is_read_back_to_the_letter(store: PresetStore, text: str) -> None:
    saved = store.save("Mine", text)

    assert saved == Saved("Mine", store.revision("Mine"))
    assert store.read("Mine") == text
    assert not store.get("Mine").bundled


@pytest.mark.parametrize("name", ["帽子と傘", "☂️ 👩\u200d🎨", "שמשייה", "-rf", "v1.2", "trash"])
def test_names_of_every_script(store: PresetStore, name: str) -> None:
    assert store.save(name, "hat").name == name
    assert name in store.names()
    assert store.read(name) == "hat"
    store.delete(name)
    assert name not in store.names()


@pytest.mark.parametrize(
    "name", ["../x", "..", "CON", "con.txt", "a/b", "a\\b", "<script>", "", ".x", "x.", "a\0b"]
)
def test_bad_names_are_refused_and_touch_nothing(
    store: PresetStore, user: Path, tmp_path: Path, name: str
) -> None:
    store.save("hats", "hat")
    before = sorted(tmp_path.rglob("*"))
    for change in (
        lambda: store.save(name, "hat"),
        lambda: store.rename("hats", name),
        lambda: store.import_file(b"hat", name),
        lambda: store.delete(name),
        lambda: store.read(name),
        lambda: store.restore(name),
    ):
        with pytest.raises(PresetError):
            change()
    assert sorted(tmp_path.rglob("*")) == before


def test_a_path_is_never_read_as_a_name(store: PresetStore, user: Path) -> None:
    store.save("hats", "hat")
    (user.parent / "secret.txt").write_text("secret")
    for name in ("../secret", str(user.parent / "secret"), "trash/../../secret"):
        with pytest.raises(PresetError, match="no preset named"):
            store.read(name)


def test_names_are_found_in_either_case_and_composition(store: PresetStore) -> None:
    store.save("Café", "coffee")
    assert store.read("CAFE\u0301") == "coffee"
    assert store.read(" first LOOK ") == "girl\nwoman\n"


def test_files_with_decomposed_names_are_listed_composed(store: PresetStore, user: Path) -> None:
    user.mkdir(parents=True)
    (user / "cafe\u0301.txt").write_text("coffee")
    assert "café" in store.names()
    assert store.save("café", "tea", store.revision("café")) == Saved("café", store.revision("café"))
    assert len(list(user.glob("*.txt"))) == 1


def test_what_cannot_be_used_is_not_saved(store: PresetStore, user: Path) -> None:
    for text, said in (
        ("[Hats", "Line 1"),
        ("", "empty"),
        ("# nothing", "empty"),
        ("a\nb\a", "Line 2"),
        ("\ud83d", "Line 1"),
    ):
        with pytest.raises(KeywordListError, match=said):
            store.save("Mine", text)
    with pytest.raises(KeywordListError, match="too large"):
        store.save("Mine", "hat\n" + "#" * MAX_BYTES)
    assert not user.exists()


@pytest.mark.slow
def test_a_hundred_thousand_keywords_are_a_preset(store: PresetStore) -> None:
    text = "\n".join(f"painter number {n}" for n in range(100_000))
    store.save("Large", text)
    assert len(KeywordList.parse(store.read("Large"))) == 100_000


def test_saving_over_the_known_version_keeps_the_old_one_in_the_trash(store: PresetStore, user: Path) -> None:
    first = store.save("Hats", "cap")
    second = store.save("hats", "beret", first.revision)

    assert second.name == "Hats"
    assert not second.note
    assert second.revision != first.revision
    assert store.read("Hats") == "beret"
    assert texts_in_trash(user) == ["cap"]
    assert [item.name for item in store.trash()] == ["Hats"]


def test_saving_over_a_version_that_one_has_not_seen_loses_nothing(store: PresetStore, user: Path) -> None:
    start = store.save("Hats", "cap").revision
    other_window = store.save("Hats", "beret", start)
    mine = store.save("Hats", "fez", start)

    assert not other_window.note
    assert mine.name == "Hats (2)"
    assert "Hats (2)" in mine.note
    assert (store.read("Hats"), store.read("Hats (2)")) == ("beret", "fez")
    assert store.save("Hats", "bowler").name == "Hats (3)"
    assert texts_in_trash(user) == ["cap"]


def test_saving_the_same_text_again_changes_nothing(store: PresetStore, user: Path) -> None:
    first = store.save("Hats", "cap")
    assert store.save("Hats", "cap") == first
    assert store.save("Hats", "cap", "an old revision") == first
    assert store.names().count("Hats") == 1
    assert not (user / "trash").exists()


def test_a_preset_that_another_window_deleted_is_saved_again(store: PresetStore) -> None:
    revision = store.save("Hats", "cap").revision
    store.delete("Hats")
    assert store.save("Hats", "beret", revision).name == "Hats"
    assert store.read("Hats") == "beret"


def test_saving_over_a_bundled_preset_makes_a_copy_that_hides_it(
    store: PresetStore, bundled: Path, user: Path
) -> None:
    start = store.revision("First look")
    saved = store.save("first look", "man\n", start)

    assert saved.name == "First look"
    assert store.entries()[0] == ListedPreset("First look", bundled=False)
    assert store.read("First look") == "man\n"
    assert (bundled / "First look.txt").read_text() == "girl\nwoman\n"
    assert store.save("First look", "boy\n", start).name == "First look (2)"

    store.delete("First look")
    assert store.read("First look") == "girl\nwoman\n"


def test_the_revision_of_a_bundled_preset_stays_when_it_is_copied(store: PresetStore) -> None:
    start = store.revision("First look")
    assert store.save("First look", "girl\nwoman\n", start).revision == start


def test_rename(store: PresetStore, user: Path) -> None:
    revision = store.save("Hats", "cap").revision
    assert store.rename("hats", " Caps.txt ") == "Caps"
    assert store.rename("Caps", "CAPS") == "CAPS"
    assert store.rename("CAPS", "CAPS") == "CAPS"
    assert store.revision("CAPS") == revision
    assert [path.name for path in user.glob("*.txt")] == ["CAPS.txt"]


@pytest.mark.parametrize("taken", ["Trees", "TREES", "first look", "Painters"])
def test_rename_never_takes_a_name_in_use(store: PresetStore, taken: str) -> None:
    store.save("Hats", "cap")
    store.save("Trees", "oak")
    with pytest.raises(PresetError, match="already"):
        store.rename("Hats", taken)
    assert (store.read("Hats"), store.read("Trees")) == ("cap", "oak")


def test_bundled_presets_stay(store: PresetStore, bundled: Path) -> None:
    for change in (lambda: store.delete("Painters"), lambda: store.rename("painters", "Mine")):
        with pytest.raises(PresetError, match="comes with CLIP Critic"):
            change()
    assert (bundled / "Painters.txt").exists()


def test_what_is_not_there_is_named(store: PresetStore) -> None:
    for change in (lambda: store.read("Nix"), lambda: store.delete("Nix"), lambda: store.rename("Nix", "x")):
        with pytest.raises(PresetError, match='no preset named "Nix"'):
            change()


def test_delete_and_restore(store: PresetStore) -> None:
    revision = store.save("Hats", "cap").revision
    before = datetime.now(timezone.utc)
    trashed = store.delete("hats")
    after = datetime.now(timezone.utc)

    assert store.trash() == (trashed,)
    assert trashed.name == "Hats"
    assert before.replace(microsecond=0) <= trashed.when <= after
    assert store.restore(trashed.key) == Saved("Hats", revision)
    assert store.trash() == ()
    with pytest.raises(PresetError, match="no longer in the trash"):
        store.restore(trashed.key)


def test_restore_takes_no_name_in_use(store: PresetStore) -> None:
    store.save("Hats", "cap")
    trashed = store.delete("Hats")
    store.save("HATS", "beret")
    restored = store.restore(trashed.key)

    assert restored.name == "Hats (2)"
    assert restored.note
    assert (store.read("HATS"), store.read("Hats (2)")) == ("beret", "cap")


def test_the_trash_keeps_every_version_even_when_the_clock_stands_still(bundled: Path, user: Path) -> None:
    noon = datetime(2030, 1, 2, 12, tzinfo=timezone.utc)
    store = PresetStore(bundled, user, now=lambda: noon)
    for number in range(5):
        store.save("Hats", f"hat {number}")
        store.delete("Hats")

    assert texts_in_trash(user) == [f"hat {number}" for number in range(5)]
    assert [item.when.microsecond for item in store.trash()] == [4, 3, 2, 1, 0]
    assert {item.name for item in store.trash()} == {"Hats"}


def test_foreign_files_in_the_trash_are_left_alone(store: PresetStore, user: Path) -> None:
    (user / "trash").mkdir(parents=True)
    (user / "trash" / "by hand.txt").write_text("hat")
    assert store.trash() == ()
    with pytest.raises(PresetError):
        store.restore("by hand")


def test_import_from_files_and_bytes(store: PresetStore, tmp_path: Path) -> None:
    file = tmp_path / "帽子.txt"
    file.write_bytes("\ufeff麦わら帽子\r\n".encode())

    assert store.import_file(file).name == "帽子"
    assert store.read("帽子") == "麦わら帽子\r\n"
    assert store.import_file(str(file), "Hats").name == "Hats"
    assert store.import_file(b"cap", "Hats").name == "Hats (2)"


def test_import_refuses_what_is_no_list(store: PresetStore, user: Path, tmp_path: Path) -> None:
    with pytest.raises(KeywordListError, match="Save it as UTF-8"):
        store.import_file("帽子".encode("utf-16"), "Hats")
    with pytest.raises(KeywordListError, match="no such file"):
        store.import_file(tmp_path / "none.txt")
    with pytest.raises(KeywordListError, match="too large"):
        store.import_file(b"a" * (MAX_BYTES + 1), "Hats")
    with pytest.raises(PresetError, match="needs a name"):
        store.import_file(b"cap")
    assert not user.exists()


def test_a_file_damaged_by_hand_is_named_and_can_be_deleted(store: PresetStore, user: Path) -> None:
    user.mkdir(parents=True)
    (user / "Hats.txt").write_bytes("麦わら帽子".encode("shift-jis"))
    with pytest.raises(KeywordListError, match=r"^Hats\.txt: .*UTF-8"):
        store.read("Hats")
    store.delete("Hats")
    assert "Hats" not in store.names()


STEPS = st.tuples(st.sampled_from("ab"), st.integers(0, 2), st.sampled_from(["save", "blind", "delete"]))


@settings(deadline=None, max_examples=60)  # disks are slow
@given(st.lists(STEPS, max_size=12))
def test_no_text_that_was_saved_is_ever_lost(steps: list[tuple[str, int, str]]) -> None:
    """Windows with revisions of any age save and delete: each text ends in a preset or in the trash."""
    with TemporaryDirectory() as folder:
        store = PresetStore(Path(folder) / "none", Path(folder))
        seen: dict[str, list[str]] = {"a": [], "b": []}
        written = set()
        for number, (name, age, what) in enumerate(steps):
            if what == "delete" and name in store.names():
                store.delete(name)
            elif what != "delete":
                known = seen[name][-1 - age] if what == "save" and len(seen[name]) > age else None
                saved = store.save(name, f"text {number}", known)
                assert store.read(saved.name) == f"text {number}"
                assert (saved.name == name) is not bool(saved.note)
                seen[name].append(saved.revision)
                written.add(f"text {number}")
        kept = [path.read_text() for path in Path(folder).rglob("*.txt")]
        assert sorted(kept) == sorted(written)


WRITER = """
import sys
from pathlib import Path
from clip_critic.keywords.names import check_name
from clip_critic.keywords.presets import PresetStore

store = PresetStore(Path("none"), Path(sys.argv[1]))
for number in range(12):
    known = store.get("Shared")
    word = f"{sys.argv[2]} {number}"
    saved = store.save("Shared", known.text + word + "\\n", known.revision)
    sys.stdout.write(f"{bool(saved.note)}|{word}\\n")
"""


@pytest.mark.slow
def test_processes_that_save_at_once_lose_nothing(store: PresetStore, user: Path) -> None:
    store.save("Shared", "start\n")
    command = [sys.executable, "-c", WRITER, str(user)]
    running = [
        subprocess.Popen([*command, f"writer{n}"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for n in range(4)
    ]
    said = [line for process in running for line in process.communicate(timeout=120)[0].splitlines()]
    assert [process.returncode for process in running] == [0] * 4
    assert len(said) == 48

    versions = [path.read_text() for path in user.rglob("*.txt")]
    assert len(versions) == 49, "one file for the start and one for each save, in the folder or its trash"
    assert len(set(versions)) == 49
    # Saves that kept the name build on each other: each one's word is in the last version.
    agreed = {line.partition("|")[2] for line in said if line.startswith("False")}
    assert set(KeywordList.parse(store.read("Shared")).keywords) == {"start", *agreed}


def test_a_lock_that_is_held_is_told(store: PresetStore, user: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presets, "LOCK_SECONDS", 0.05)
    store.save("Hats", "cap")
    with FileLock(user / ".lock"), pytest.raises(StorageError, match="Another program"):
        store.save("Hats", "beret", store.revision("Hats"))
    assert store.read("Hats") == "cap"


def test_a_killed_process_leaves_no_lock(
    store: PresetStore, user: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presets, "LOCK_SECONDS", 5.0)
    user.mkdir(parents=True)
    code = "import filelock, os, sys; filelock.FileLock(sys.argv[1]).acquire(); os._exit(9)"
    done = subprocess.run([sys.executable, "-c", code, str(user / ".lock")], check=False)
    assert done.returncode == 9
    assert store.save("Hats", "cap").name == "Hats"


def test_a_file_in_the_place_of_the_folder_is_told(bundled: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    store = PresetStore(bundled, tmp_path / "data" / "lists")
    with pytest.raises(StorageError, match="cannot be"):
        store.save("Hats", "cap")


@pytest.fixture
def read_only() -> Iterator[PresetStore]:
    """A store with one preset, in a folder where this process may not write."""
    with TemporaryDirectory() as folder:
        lists = Path(folder) / "lists"
        store = PresetStore(lists, lists)
        store.save("Hats", "cap")
        Path(folder).chmod(0o755)
        lists.chmod(0o555)
        as_root = os.geteuid() == 0
        if as_root:
            os.seteuid(65534)  # root may write everywhere
        try:
            yield store
        finally:
            if as_root:
                os.seteuid(0)
            lists.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_a_read_only_folder_is_told_and_still_read(read_only: PresetStore) -> None:
    for change in (
        lambda: read_only.save("Caps", "cap"),
        lambda: read_only.save("Hats", "beret", read_only.revision("Hats")),
        lambda: read_only.rename("Hats", "Caps"),
        lambda: read_only.delete("Hats"),
    ):
        with pytest.raises(StorageError, match="cannot be changed: you have no permission to write there"):
            change()
    assert read_only.names() == ["Hats"]
    assert read_only.read("Hats") == "cap"


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from clip_critic.errors import StorageError
from clip_critic.keywords.names import check_name
from clip_critic.keywords.presets import PresetStore

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (8, 8))  # every write past 8 bytes fails, as on a full disk
store = PresetStore(Path("none"), Path(sys.argv[1]))
try:
    store.save("Hats", "a list of more than eight bytes", store.revision("Hats"))
except StorageError as error:
    sys.exit(str(error))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_full_disk_is_told_and_keeps_the_old_version(store: PresetStore, user: Path) -> None:
    store.save("Hats", "cap")
    command = [sys.executable, "-c", FULL_DISK, str(user)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 1, done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert store.read("Hats") == "cap"
    assert store.names().count("Hats") == 1
    assert not list(user.rglob("*.part"))


def test_unfinished_files_of_killed_processes_are_swept(store: PresetStore, user: Path) -> None:
    store.save("Mine", "red\nblue")
    for folder in (user, user / "trash"):
        folder.mkdir(exist_ok=True)
        (folder / ".abcdefgh.part").write_text("half")
    store.save("Other", "red\nblue")
    assert list(user.rglob(".*.part")) == []
    assert {"Mine", "Other"} <= set(store.names())


def test_any_name_is_one_short_sentence_or_a_file_in_the_folder(store: PresetStore, user: Path) -> None:
    source = random.Random(5)
    signs = 'ab /\\.:*?"<>|\0\n\ud800é日💥..%~$-()\u200d\u202e' * 3
    for number in range(2000):
        name = "".join(source.choice(signs) for _ in range(source.choice((0, 1, 3, 8, 99, 5000))))
        try:
            checked = check_name(name)
            assert Path(checked).name == checked and len(checked) <= 100
            if number % 50 == 0:
                store.delete(store.save(name, "red").name)
        except PresetError as error:
            assert len(str(error)) < 400
        if number % 50 == 0:
            with pytest.raises(PresetError, match=r"(?s)^.{,300}$"):
                store.get(name)
    outside = [path for path in user.parent.rglob("*") if path.parent not in (user, user / "trash")]
    assert [path for path in outside if path.is_file()] == []

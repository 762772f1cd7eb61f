"""``clip-critic see``: places in the terminal, as JSON, and as files."""

from __future__ import annotations

import json
import re
import signal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.cli.runs.see_files import MAPS, PAGE, RECORD, SHEET, file_stem
from clip_critic.cli.show.see import APPROXIMATE
from clip_critic.encoders import places
from clip_critic.encoders.base import Encoder
from clip_critic.errors import InterruptedByUser
from clip_critic.pictures.overlays import overlay, viewing_size
from clip_critic.pictures.sheets import LINE
from clip_critic.ranking.ranking import rank
from tests.cli.command_line import ROOT, Cli
from tests.tiny import make_averaging_open_clip

WORDS = "cat, dog, the thing, sunshade"


@pytest.fixture
def wide(tmp_path: Path, picture: Image.Image) -> Path:
    picture.save(tmp_path / "wide.png")
    return tmp_path / "wide.png"


def test_json_has_box_peak_and_spread_of_every_word(cli: Cli, wide: Path, tiny_encoder: Encoder) -> None:
    result = cli("see", wide, "--keywords", WORDS, "--json")
    assert result.exit_code == 0, result.output
    record = json.loads(result.stdout)
    assert list(record) == ["picture", "encoder", "size", "read", "boxes", "exact", "keywords"]
    assert (record["size"], record["exact"]) == ([64, 48], True)
    left, top, right, bottom = record["read"]
    assert (left, right) == pytest.approx((8, 56), abs=1) and (top, bottom) == pytest.approx((0, 48), abs=1)
    ranking = rank(wide, WORDS, tiny_encoder)
    assert [row["keyword"] for row in record["keywords"]] == [row.keyword for row in ranking.entries()]
    for row, entry in zip(record["keywords"], ranking.entries(), strict=True):
        assert list(row) == ["keyword", "similarity", "box", "peak", "spread", "where", "placed", "truncated"]
        assert row["similarity"] == pytest.approx(entry.similarity, abs=1e-4)
        assert 0 <= row["spread"] <= 1 and 0 <= row["placed"] <= 1
        assert left <= row["peak"]["x"] <= right and top <= row["peak"]["y"] <= bottom
        if row["box"]:
            assert row["box"][0] <= row["peak"]["x"] <= row["box"][2]
            assert row["box"][1] <= row["peak"]["y"] <= row["box"][3]


def test_what_is_said_of_the_encoder_is_said_once(cli: Cli, wide: Path) -> None:
    result = cli("see", wide, "--keywords", "star, circle, red", "--encoder", "miniature")
    assert result.exit_code == 0, result.output
    assert " ".join(result.stderr.split()).count("The bundled miniature knows shapes") == 1


def test_the_maps_on_disk_add_up_to_the_scores(cli: Cli, wide: Path, tmp_path: Path) -> None:
    assert cli("see", wide, "--keywords", WORDS, "--out", tmp_path / "out").exit_code == 0
    with np.load(tmp_path / "out" / MAPS, allow_pickle=False) as stored:
        maps, similarities = stored["maps"], stored["similarities"]
        assert list(stored["words"]) == WORDS.split(", ") and maps.dtype == np.float32
        sums = maps.sum(axis=(1, 2)) + stored["rest"]
        assert np.abs(sums - (similarities - similarities.mean())).max() < 1e-4
        assert list(stored["size"]) == [64, 48] and bool(stored["exact"])


@pytest.mark.parametrize("page", ["seeing.md", "seeing.ja.md"])
def test_the_file_of_maps_has_what_the_documentation_names(
    cli: Cli, wide: Path, tmp_path: Path, page: str
) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    (row,) = (line for line in text.splitlines() if line.startswith(f"| `{MAPS}` |"))
    names = re.findall(r"`(\w+)`", row)
    assert cli("see", wide, "--keywords", WORDS, "--out", tmp_path / "out").exit_code == 0
    with np.load(tmp_path / "out" / MAPS, allow_pickle=False) as stored:
        assert sorted(stored.files) == sorted(names)


def test_a_folder_has_a_glow_for_each_word_a_sheet_and_a_page(cli: Cli, wide: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    result = cli("see", wide, "--keywords", WORDS, "--out", out)
    assert result.exit_code == 0, result.output
    names = sorted(path.name for path in out.iterdir())
    glows = [name for name in names if name[:2].isdigit() and not name.endswith("-mask.png")]
    assert [name[:3] for name in glows] == ["01-", "02-", "03-", "04-"]
    assert {name[3:] for name in glows} == {"cat.png", "dog.png", "the-thing.png", "sunshade.png"}
    assert {MAPS, SHEET, PAGE, RECORD} < set(names)
    for name in glows:
        with Image.open(out / name) as glow:
            assert glow.size == viewing_size((64, 48))
    for name in names:
        if name.endswith("-mask.png"):
            with Image.open(out / name) as mask:
                assert (mask.size, mask.mode) == ((64, 48), "L")
    page = (out / PAGE).read_text(encoding="utf-8")
    assert "Where CLIP sees it" in page and "<script" not in page and page.count("data:image/") == 5
    assert f"{len(names)} files are in {out}." in result.stderr


def test_words_without_a_mask_say_why(cli: Cli, wide: Path, tmp_path: Path) -> None:
    result = cli("see", wide, "--keywords", WORDS, "--out", tmp_path / "out")
    masks = {path.name[3:].removesuffix("-mask.png") for path in (tmp_path / "out").glob("*-mask.png")}
    said = " ".join(result.stderr.split())
    without = {word for word in WORDS.split(", ") if word.replace(" ", "-") not in masks}
    assert without and all(word in said for word in without)


def test_many_words_without_a_mask_are_one_sentence(cli: Cli, wide: Path, tmp_path: Path) -> None:
    words = ", ".join(f"word number {number}" for number in range(40))
    result = cli("see", wide, "--keywords", words, "--top", 0, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    said = " ".join(result.stderr.split())
    masks = len(list((tmp_path / "out").glob("*-mask.png")))
    assert said.count("Not seen in the picture, so without masks: ") == 1
    counted = re.search(r"without masks: ([^;]*) and (\d+) more; use the difference", said)
    assert counted and counted[1].count("word number") == 5
    others = re.search(r"Seen everywhere in the picture, so without masks: ([^.]*)", said)
    assert masks + 5 + int(counted[2]) == 40 or others


def test_the_difference_of_two_words_has_a_mask(cli: Cli, wide: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = cli("see", wide, "--keywords", WORDS, "--out", out, "--difference", "dog, cat")
    assert result.exit_code == 0, result.output
    assert (out / "05-dog-cat.png").is_file()
    with Image.open(out / "05-dog-cat-mask.png") as mask:
        assert mask.size == (64, 48) and mask.getbbox() is not None
    for pair, said in (("dog", "takes two words"), ("dog, castle", "no heat map of 'castle'")):
        wrong = cli("see", wide, "--keywords", WORDS, "--out", tmp_path / "other", "--difference", pair)
        assert wrong.exit_code == 2 and said in wrong.stderr
    assert not (tmp_path / "other").exists()


def test_the_table_says_where(cli: Cli, wide: Path) -> None:
    shown = cli("see", wide, "--keywords", WORDS, "--top", 3).stdout
    assert all(title in shown for title in ("similarity", "has a place", "spread", "where"))
    assert "1 more words; --top 0 shows them all." in shown
    assert "was read; --squares reads the rest, too." in shown


def test_only_the_chosen_words_are_looked_for(cli: Cli, wide: Path, tmp_path: Path) -> None:
    options = ["--word", "dog", "--word", "CAT", "--out", tmp_path / "out", "--json"]
    result = cli("see", wide, "--keywords", WORDS, *options)
    assert {row["keyword"] for row in json.loads(result.stdout)["keywords"]} == {"cat", "dog"}
    assert {path.name[3:] for path in (tmp_path / "out").glob("0?-*") if "mask" not in path.name} == {
        "cat.png",
        "dog.png",
    }
    wrong = cli("see", wide, "--keywords", WORDS, "--word", "castle")
    assert wrong.exit_code == 2 and "'castle'" in wrong.stderr and "list" in wrong.stderr


def test_finer_maps_and_squares_are_options(cli: Cli, wide: Path) -> None:
    plain, fine, squares = (
        json.loads(cli("see", wide, "--keywords", WORDS, "--json", *options).stdout)
        for options in ([], ["--fine"], ["--squares"])
    )
    assert fine["keywords"] != plain["keywords"]
    assert squares["read"] == pytest.approx([0, 0, 64, 48], abs=1)


def test_how_masks_are_made_are_options(cli: Cli, tmp_path: Path) -> None:
    picture = Image.new("RGB", (64, 64), (20, 30, 160))
    picture.paste((230, 20, 20), (8, 8, 24, 24))
    picture.save(tmp_path / "red.png")
    areas = []
    for number, options in enumerate((["--threshold", "90%", "--grow", 0], [], ["--grow", 2])):
        out = tmp_path / str(number)
        words = ["--keywords", "red, blue, star", "--encoder", "miniature"]
        result = cli("see", tmp_path / "red.png", *words, "--out", out, *options)
        assert result.exit_code == 0, result.output
        with Image.open(next(out.glob("*-red-mask.png"))) as mask:
            areas.append(np.asarray(mask).mean())
    assert areas[0] < areas[1] < areas[2]
    for wrong in (["--threshold", "1%"], ["--grow", 9]):
        assert cli("see", tmp_path / "red.png", "--keywords", "red, blue", *wrong).exit_code == 2


@pytest.fixture
def without_places(tmp_path: Path) -> str:
    """An encoder that cannot tell what each place adds."""
    return f"open_clip:{make_averaging_open_clip(tmp_path / 'averaging')}"


def test_parts_that_were_hidden_in_turn_are_said_to_be(
    cli: Cli, wide: Path, tmp_path: Path, without_places: str
) -> None:
    words, out = ("--keywords", WORDS), tmp_path / "out"
    shown = cli("see", wide, *words, "--encoder", without_places, "--out", out)
    assert shown.exit_code == 0, shown.output
    assert APPROXIMATE in " ".join(shown.stdout.split())
    with np.load(out / MAPS, allow_pickle=False) as stored:
        assert not stored["exact"] and stored["maps"].shape[0] == 4
    assert json.loads((out / RECORD).read_text(encoding="utf-8"))["exact"] is False
    assert (
        json.loads(cli("see", wide, *words, "--encoder", without_places, "--json").stdout)["exact"] is False
    )
    assert APPROXIMATE not in " ".join(cli("see", wide, *words).stdout.split())


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_hiding_parts_can_be_interrupted(
    cli: Cli,
    wide: Path,
    tmp_path: Path,
    without_places: str,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
) -> None:
    hidden: list[object] = []

    def ctrl_c_at_the_tenth(*arguments: Any) -> Image.Image:
        hidden.append(arguments)
        if len(hidden) == 10:
            signal.raise_signal(signal.SIGINT)
        return hide(*arguments)

    hide = places._hide
    monkeypatch.setattr(places, "_hide", ctrl_c_at_the_tenth)
    out = tmp_path / "out"
    result = cli("see", wide, "--keywords", WORDS, "--encoder", without_places, "--out", out, *options)
    assert (result.exit_code, result.stdout) == (130, "")
    assert "Interrupted" in result.stderr and "Traceback" not in result.stderr
    assert len(hidden) == 10 and not out.exists()


def test_one_word_has_nothing_to_be_compared_with(cli: Cli, wide: Path, tmp_path: Path) -> None:
    result = cli("see", wide, "--keywords", "cat", "--out", tmp_path / "out")
    assert result.exit_code == 2 and "nothing to compare 'cat' with" in result.stderr
    assert not (tmp_path / "out").exists()


def test_what_lies_between_squares_is_said(cli: Cli, tmp_path: Path) -> None:
    Image.new("RGB", (600, 60), "teal").save(tmp_path / "long.png")
    result = cli("see", tmp_path / "long.png", "--keywords", WORDS, "--squares", "--json")
    record = json.loads(result.stdout)
    assert [box[0] for box in record["boxes"]] == [0, 270, 540] and record["read"] == [0, 0, 600, 60]
    assert "Parts of the picture between the squares were not read." in " ".join(result.stderr.split())


@pytest.mark.parametrize("size", [(1, 1), (3000, 15), (15, 3000)])
def test_odd_pictures_are_seen(cli: Cli, tmp_path: Path, size: tuple[int, int]) -> None:
    Image.new("RGB", size, "teal").save(tmp_path / "odd.png")
    result = cli("see", tmp_path / "odd.png", "--keywords", WORDS, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / PAGE).is_file()


def test_an_animated_transparent_picture_says_what_was_read(cli: Cli, tmp_path: Path) -> None:
    frames = [Image.new("RGBA", (40, 30), (200, 0, 40 * number, 90)) for number in range(3)]
    frames[0].save(tmp_path / "moving.png", save_all=True, append_images=frames[1:])
    result = cli("see", tmp_path / "moving.png", "--keywords", WORDS)
    assert result.exit_code == 0
    assert "first of its 3 frames" in result.stderr and "filled with white" in result.stderr


def test_a_text_that_is_cut_is_marked_wherever_its_map_is(cli: Cli, wide: Path, tmp_path: Path) -> None:
    words = f"cat, {'the thing of ' * 40}"
    shown = cli("see", wide, "--keywords", words, "--out", tmp_path / "out").stdout
    assert "tokens not" in " ".join(shown.split())
    record = json.loads((tmp_path / "out" / RECORD).read_text(encoding="utf-8"))
    cut = {row["keyword"][:3]: row["truncated"] for row in record["keywords"]}
    assert cut["cat"] == 0 and cut["the"] > 0
    page = (tmp_path / "out" / PAGE).read_text(encoding="utf-8")
    glows, _, numbers = page.partition("Places in numbers")
    said = f"({cut['the']} tokens not read)"
    assert glows.count(said) == 2 and said in numbers.partition("</section>")[0], "in its alt text, too"


def test_a_word_that_the_encoder_never_learned_is_marked_wherever_its_map_is(
    cli: Cli, wide: Path, tmp_path: Path
) -> None:
    plain, out = ("see", wide, "--encoder", "miniature", "--keywords"), tmp_path / "out"
    shown = cli(*plain, "red, zebra, star", "--out", out).stdout
    assert shown.count("zebra ?") == 1 and "red ?" not in shown and "star ?" not in shown
    assert "Words marked with ? (1) were never learned by this encoder" in shown
    page = (out / PAGE).read_text(encoding="utf-8")
    glows, _, numbers = page.partition("Places in numbers")
    assert glows.count("<bdi>zebra</bdi> <abbr") == 1 and glows.count("<abbr") == 1
    assert numbers.partition("</section>")[0].count("<bdi>zebra</bdi> <abbr") == 1
    assert "?" not in cli(*plain, "red, star").stdout


def test_the_sheet_says_that_a_word_was_never_learned(cli: Cli, wide: Path, tmp_path: Path) -> None:
    heights = []
    for words in ("red, zebra", "red, star"):
        out = tmp_path / words[-5:].strip()
        assert cli("see", wide, "--encoder", "miniature", "--keywords", words, "--out", out).exit_code == 0
        with Image.open(out / SHEET) as sheet:
            heights.append(sheet.height)
    assert heights[0] == heights[1] + 2 * LINE, "one line below the words, in each of two rows"


def test_a_broken_picture_ends_with_a_sentence(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nno")
    result = cli("see", tmp_path / "broken.png", "--keywords", WORDS, "--out", tmp_path / "out")
    assert result.exit_code == 1 and "Traceback" not in result.output
    assert not (tmp_path / "out").exists()


def test_files_of_an_earlier_run_are_replaced_and_others_are_not(
    cli: Cli, wide: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert cli("see", wide, "--keywords", WORDS, "--out", out).exit_code == 0
    assert cli("see", wide, "--keywords", WORDS, "--out", out).exit_code == 0
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    for name in (PAGE, RECORD, "01-cat.png"):
        (foreign / name).write_text("mine", encoding="utf-8")
        options = ["--word", "cat"] if name.startswith("01") else []
        result = cli("see", wide, "--keywords", WORDS, "--out", foreign, *options)
        assert result.exit_code == 2 and f"has a {name} that is not from" in " ".join(result.stderr.split())
        assert [path.read_text(encoding="utf-8") for path in foreign.iterdir()] == ["mine"]
        (foreign / name).unlink()


def test_the_folder_shows_one_run(cli: Cli, wide: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert cli("see", wide, "--keywords", WORDS, "--out", out).exit_code == 0
    for name in ("notes.txt", "07-holiday.png"):
        (out / name).write_text("mine", encoding="utf-8")
    result = cli("see", wide, "--keywords", "sun, moon, CAT", "--word", "CAT", "--word", "sun", "--out", out)
    assert result.exit_code == 0, result.output
    record = json.loads((out / RECORD).read_text(encoding="utf-8"))
    names = {path.name for path in out.iterdir()}
    assert names == {*record["files"], RECORD, "notes.txt", "07-holiday.png"}
    glows = {name[3:] for name in names if name[:2].isdigit() and "mask" not in name}
    assert glows == {"CAT.png", "sun.png", "holiday.png"}
    assert {row["keyword"] for row in record["keywords"]} == {"CAT", "sun"}
    assert (out / "07-holiday.png").read_text(encoding="utf-8") == "mine"


def test_a_file_that_was_changed_is_not_replaced(cli: Cli, wide: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert cli("see", wide, "--keywords", WORDS, "--out", out).exit_code == 0
    mask = next(out.glob("*-mask.png"))
    Image.new("L", (64, 48), 255).save(mask)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    result = cli("see", wide, "--keywords", "sun, moon", "--out", out)
    said = " ".join(result.stderr.split())
    assert result.exit_code == 2 and f"{mask.name} was edited since" in said
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_folder_that_cannot_be_written_ends_with_a_sentence(cli: Cli, wide: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = cli("see", wide, "--keywords", WORDS, "--out", tmp_path / "file" / "out")
    assert result.exit_code == 4 and "cannot be written" in result.stderr


def test_an_interrupted_run_leaves_whole_files(
    cli: Cli, wide: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def stop_at_the_second(*arguments: object) -> Image.Image:
        calls.append("overlay")
        if len(calls) == 2:
            raise InterruptedByUser
        return overlay(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("clip_critic.cli.runs.see_files.overlay", stop_at_the_second)
    out = tmp_path / "out"
    result = cli("see", wide, "--keywords", WORDS, "--out", out)
    assert result.exit_code == 130 and f"are in {out}" in result.stderr
    names = {path.name for path in out.iterdir()}
    assert MAPS in names and PAGE not in names and not any(name.endswith(".part") for name in names)
    monkeypatch.undo()
    assert cli("see", wide, "--keywords", "sun, moon", "--out", out).exit_code == 0
    assert not list(out.glob("*cat*")), "what an interrupted run has left is known"


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("parasol", "07-parasol"),
        ("a/b\\c: d?", "07-a-b-c-d"),
        ("日傘", "07-日傘"),
        ("../..", "07"),
        ("***", "07"),
        ("x" * 300, f"07-{'x' * 40}"),
    ],
)
def test_every_word_makes_a_file_name(word: str, stem: str) -> None:
    assert file_stem(7, word) == stem


def test_rank_shows_crops_of_where_words_were_found(cli: Cli, folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = cli("rank", folder, "--keywords", WORDS, "--html", page, "--where")
    assert result.exit_code == 0, result.output
    text = page.read_text(encoding="utf-8")
    assert "The best word of each picture" in text and "<script" not in text
    without = tmp_path / "without.html"
    cli("rank", folder, "--keywords", WORDS, "--html", without)
    plain = without.read_text(encoding="utf-8")
    assert "The best word of each picture" not in plain
    pictures = text.count("data:image/"), plain.count("data:image/")
    assert pictures[0] == pictures[1] + 3, "one crop more for each of three pictures"


def test_a_very_long_picture_is_not_said_to_be_read_whole(cli: Cli, tmp_path: Path) -> None:
    for width, more in ((180, "the rest, too"), (182, "more of it")):
        Image.new("RGB", (width, 60), "teal").save(tmp_path / "long.png")
        shown = cli("see", tmp_path / "long.png", "--keywords", WORDS).stdout
        assert f"--squares reads {more}." in " ".join(shown.split())


def test_the_page_of_a_folder_marks_words_that_were_never_learned(
    cli: Cli, folder: Path, tmp_path: Path
) -> None:
    options = ["--encoder", "miniature", "--html", tmp_path / "page.html", "--where"]
    result = cli("rank", folder, "--keywords", "red, zebra, star", "--contrast", "star, umbrella", *options)
    lines, _, tables = result.stdout.partition("Best pictures for each word")
    assert "zebra ?" in lines and tables.count("zebra ?") == 2, "the best pictures and the matrix"
    assert "Words marked with ? (1) were never learned by this encoder" in tables
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count("<abbr") == page.count("<bdi>zebra</bdi>") >= 2
    assert page.count("Words marked with ? (1) were never learned") == 1


def test_rank_shows_the_heat_maps_of_one_picture(cli: Cli, wide: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert cli("rank", wide, "--keywords", WORDS, "--html", page, "--where").exit_code == 0
    assert "Where CLIP sees it" in page.read_text(encoding="utf-8")


def test_rank_needs_a_page_and_several_words_to_show_places(cli: Cli, folder: Path, tmp_path: Path) -> None:
    without_page = cli("rank", folder, "--keywords", WORDS, "--where")
    assert without_page.exit_code == 2 and "--html" in without_page.stderr
    one_word = cli("rank", folder, "--keywords", "cat", "--where", "--html", tmp_path / "page.html")
    assert one_word.exit_code == 2 and "nothing to compare" in one_word.stderr
    assert not (tmp_path / "page.html").exists()

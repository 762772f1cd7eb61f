"""The cache of vectors: round trips, bounds, damage, and several processes at once."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clip_critic.encoders.base import Vectors
from clip_critic.encoders.cache import BLOCK, MANY, TOUCH_AFTER, VectorCache
from clip_critic.encoders.keys import find_keys, keys_of, space_number

LARGE = 1_000_000_000


def vector_of(text: str, dimension: int = 8) -> Vectors:
    """A vector that only its own text has: what is read can be judged without what was written."""
    seed = int.from_bytes(keys_of("seed", [text]).tobytes()[:4], "little")
    return np.random.default_rng(seed).standard_normal(dimension).astype(np.float32)


def store(cache: VectorCache, texts: list[str], dimension: int = 8, space: str = "s") -> None:
    vectors = np.stack([vector_of(text, dimension) for text in texts])
    cache.write(space, texts, vectors, [len(text) for text in texts])


def require_true(cache: VectorCache, texts: list[str], dimension: int = 8, space: str = "s") -> int:
    """Everything that is found is right; returns how much is found."""
    found = cache.read(space, texts, dimension)
    for index in np.flatnonzero(found.present):
        assert np.array_equal(found.vectors[index], vector_of(texts[index], dimension))
        assert found.cut[index] == len(texts[index])
    return int(found.present.sum())


def words(count: int) -> list[str]:
    return [f"word {number}" for number in range(count)]


# Keys

texts = st.text(st.characters(), max_size=20)  # lone surrogates too


@given(st.lists(texts, max_size=30), st.lists(texts, max_size=30))
def test_keys_are_found_where_they_are(wanted: list[str], stored: list[str]) -> None:
    places = find_keys(keys_of("s", wanted), keys_of("s", stored))
    for text, place in zip(wanted, places.tolist(), strict=True):
        assert (place == -1) == (text not in stored)
        assert place == -1 or stored[place] == text


def test_keys_depend_on_the_space_and_on_nothing_else() -> None:
    assert np.array_equal(keys_of("a", ["x", "y"])[1:], keys_of("a", ["y"]))
    assert not np.array_equal(keys_of("a", ["x"]), keys_of("b", ["x"]))
    assert keys_of("a", []).shape == (0, 2)
    assert space_number("a") != space_number("b")


# Round trips


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(written=st.lists(texts, max_size=40), asked=st.lists(texts, max_size=40))
def test_what_was_written_is_found(cache: VectorCache, written: list[str], asked: list[str]) -> None:
    cache.clear()
    if written:
        store(cache, written)
    found = cache.read("s", written + asked, 8)
    assert found.present.tolist() == [text in written for text in written + asked]
    require_true(cache, written + asked)


@pytest.mark.parametrize("count", [1, BLOCK - 1, BLOCK, BLOCK + 1, MANY, MANY + 1, 5 * BLOCK + 3])
def test_many_and_few_in_any_order(cache: VectorCache, count: int) -> None:
    listed = words(count)
    store(cache, listed)
    cache.close()
    shuffled = random.Random(1).sample([*listed, *listed, "unknown"], 2 * count + 1)
    assert require_true(cache, shuffled) == 2 * count
    assert require_true(cache, shuffled[:3]) == sum(text != "unknown" for text in shuffled[:3])


def test_spaces_are_apart(cache: VectorCache) -> None:
    store(cache, ["a"], space="one")
    assert require_true(cache, ["a"], space="one") == 1
    assert require_true(cache, ["a"], space="two") == 0


def test_the_last_of_two_vectors_counts(cache: VectorCache) -> None:
    cache.write("s", ["a"], np.zeros((1, 8), dtype=np.float32), [9])
    store(cache, ["a"])
    assert require_true(cache, ["a"]) == 1
    assert require_true(cache, [*words(MANY), "a"]) == 1


def test_nothing_is_nothing(cache: VectorCache) -> None:
    cache.write("s", [], np.empty((0, 8), dtype=np.float32), [])
    assert cache.read("s", [], 8).vectors.shape == (0, 8)
    assert not cache.path.exists()


def test_clear(cache: VectorCache) -> None:
    store(cache, words(200))
    cache.clear()
    assert require_true(cache, words(200)) == 0
    assert cache.size() < 200_000


# Bounds


def test_the_size_is_bounded_and_the_newest_stays(tmp_path: Path) -> None:
    limit = 2_000_000
    cache = VectorCache(tmp_path / "v.db", limit)
    for part in range(40):
        store(cache, [f"{part} {word}" for word in words(100)], dimension=256)
        assert cache.size() <= limit
    assert require_true(cache, [f"39 {word}" for word in words(100)], 256) == 100
    assert require_true(cache, [f"0 {word}" for word in words(100)], 256) == 0
    cache.close()
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 2.5 * limit


def test_what_is_used_is_kept(tmp_path: Path) -> None:
    now = [1000.0]
    cache = VectorCache(tmp_path / "v.db", 3_000_000, clock=lambda: now[0])
    store(cache, [f"old {word}" for word in words(64)], 256)
    for part in range(60):
        now[0] += TOUCH_AFTER + 1
        assert require_true(cache, [f"old {word}" for word in words(64)], 256) == 64
        store(cache, [f"{part} {word}" for word in words(64)], 256)
    assert require_true(cache, [f"0 {word}" for word in words(64)], 256) == 0


def test_reading_again_soon_writes_nothing(tmp_path: Path) -> None:
    now = [1000.0]
    cache = VectorCache(tmp_path / "v.db", LARGE, clock=lambda: now[0])
    store(cache, words(64))
    version = "PRAGMA data_version"
    watch = sqlite3.connect(cache.path)
    before = watch.execute(version).fetchone()
    now[0] += TOUCH_AFTER / 2
    require_true(cache, words(64))
    assert watch.execute(version).fetchone() == before
    now[0] += TOUCH_AFTER
    require_true(cache, words(64))
    assert watch.execute(version).fetchone() != before
    watch.close()
    cache.close()


def test_a_smaller_limit_gives_disk_space_back(tmp_path: Path) -> None:
    path = tmp_path / "v.db"
    large = VectorCache(path, LARGE)
    store(large, words(3000), 256)
    large.close()
    before = path.stat().st_size
    small = VectorCache(path, 1_000_000)
    store(small, ["one more"], 256)
    small.close()
    assert path.stat().st_size < before / 2


def test_a_limit_of_nothing_keeps_nothing(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "v.db", 0)
    store(cache, words(100))
    assert require_true(cache, words(100)) == 0


# Damage


@pytest.fixture
def full(tmp_path: Path) -> Path:
    cache = VectorCache(tmp_path / "full.db", LARGE)
    store(cache, words(500), 64)
    cache.close()
    return cache.path


@pytest.mark.parametrize("seed", range(12))
def test_flipped_bytes_are_never_trusted(full: Path, seed: int) -> None:
    source = random.Random(seed)
    content = bytearray(full.read_bytes())
    for _ in range(source.choice([1, 1, 3, 30])):
        content[source.randrange(len(content))] ^= source.randrange(1, 256)
    full.write_bytes(content)
    cache = VectorCache(full, LARGE)
    for asked in (words(500), words(20), source.sample(words(500), 100)):
        require_true(cache, asked, 64)
    store(cache, words(500), 64)
    assert require_true(cache, words(500), 64) == 500
    cache.close()


SCHEMA_PAGE = 16384
MUTANTS = 2000


def damaged(content: bytes, source: random.Random) -> bytes:
    """Return a file with some other bytes: of its header, its schema's text, its first page, or anywhere."""
    schema = content.find(b"CREATE")
    low, high = source.choice(
        [
            (0, 100),
            (100, SCHEMA_PAGE),
            (schema - 100, SCHEMA_PAGE),
            (schema - 400, SCHEMA_PAGE),
            (0, len(content)),
        ]
    )
    mutant = bytearray(content)
    for _ in range(source.choice([1, 1, 2, 4, 30])):
        mutant[source.randrange(low, high)] = source.randrange(256)
    return bytes(mutant if source.random() < 0.9 else mutant[: source.randrange(len(mutant))])


@pytest.fixture
def in_memory(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where the system has one: thousands of files need not wait for a disk."""
    shared = Path("/dev/shm")
    if not os.access(shared, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=shared) as folder:
        yield Path(folder)


def test_a_damaged_file_is_made_anew_whatever_its_bytes(in_memory: Path) -> None:
    path, listed, source = in_memory / "v.db", words(70), random.Random(13)
    vectors = np.stack([vector_of(text) for text in listed])
    cut = [len(text) for text in listed]
    undamaged = VectorCache(path, LARGE)
    undamaged.write("s", listed, vectors, cut)
    undamaged.close()
    content = path.read_bytes()
    for _ in range(MUTANTS):
        path.write_bytes(damaged(content, source))
        cache = VectorCache(path, source.choice([LARGE, 1000]))
        found = cache.read("s", listed, 8)
        assert np.array_equal(found.vectors[found.present], vectors[found.present])
        cache.write("s", listed[:5], vectors[:5], cut[:5])
        cache.close()
        again = VectorCache(path, LARGE)
        again.write("s", listed, vectors, cut)
        assert again.read("s", listed, 8).present.all()
        again.close()


@pytest.mark.parametrize("place", [b"CREATE", b"block", b"PRIMARY", b"entry", b"content", b"_space"])
def test_a_byte_of_the_schema_that_is_no_text_costs_only_the_cache(
    full: Path, place: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    content = bytearray(full.read_bytes())
    start = content.find(place)
    for offset in range(len(place)):
        content[start + offset] = 0xFF
        full.write_bytes(content)
        for name in ("-wal", "-shm"):
            full.with_name(full.name + name).unlink(missing_ok=True)
        cache = VectorCache(full, LARGE)
        assert require_true(cache, words(5), 64) == 0
        store(cache, words(5), 64)
        assert require_true(cache, words(5), 64) == 5
        cache.close()
    assert "damaged; it is created again" in caplog.text and "cannot be used" not in caplog.text


def test_a_flipped_vector_costs_its_block_alone(full: Path, caplog: pytest.LogCaptureFixture) -> None:
    content = bytearray(full.read_bytes())
    places = [content.find(vector_of(text, 64).tobytes()) for text in words(BLOCK)]
    place = max(places)  # some of them cross the ends of pages
    content[place + 5] ^= 1
    full.write_bytes(content)
    cache = VectorCache(full, LARGE)
    assert require_true(cache, words(500), 64) == 500 - BLOCK
    assert "1 damaged block" in caplog.text
    caplog.clear()
    assert require_true(cache, words(500), 64) == 500 - BLOCK
    assert caplog.text == ""
    store(cache, words(BLOCK), 64)
    assert require_true(cache, words(500), 64) == 500


@pytest.mark.parametrize("length", [0, 1, 100, 5000, 16384, 70_000])
def test_a_file_cut_short_is_made_anew(full: Path, length: int) -> None:
    full.write_bytes(full.read_bytes()[:length])
    cache = VectorCache(full, LARGE)
    require_true(cache, words(500), 64)
    store(cache, words(500), 64)
    assert require_true(cache, words(500), 64) == 500


@pytest.mark.parametrize("content", [b"not a database at all" * 99, b"SQLite format 3\0" + b"\xff" * 9000])
def test_another_file_is_replaced(tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "v.db"
    path.write_bytes(content)
    cache = VectorCache(path, LARGE)
    assert require_true(cache, words(5)) == 0
    store(cache, words(5))
    assert require_true(cache, words(5)) == 5
    assert "damaged; it is created again" in caplog.text


@pytest.mark.parametrize("script", ["PRAGMA user_version = 99", "CREATE TABLE block (other)"])
def test_another_database_is_replaced(tmp_path: Path, script: str) -> None:
    path = tmp_path / "v.db"
    with sqlite3.connect(path) as connection:
        connection.execute(script)
    connection.close()
    cache = VectorCache(path, LARGE)
    store(cache, words(5))
    assert require_true(cache, words(5)) == 5


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE block SET dimension = 32",
        "UPDATE block SET checksum = checksum + 1",
        "UPDATE block SET checksum = 'x'",
        "UPDATE block SET keys = x'00'",
        "UPDATE block SET keys = 'text'",
        "UPDATE block SET cut = 3",
        "UPDATE block SET cut = x''",
        "UPDATE content SET vectors = x'0000'",
        "UPDATE content SET vectors = 'text'",
        "DELETE FROM content",
        "DELETE FROM block",
        "DELETE FROM entry",
        "UPDATE entry SET block = 1 - block",
        "DROP TABLE content",
    ],
)
def test_rows_that_are_wrong_are_not_believed(full: Path, change: str) -> None:
    with sqlite3.connect(full) as connection:
        connection.execute(change)
    connection.close()
    cache = VectorCache(full, LARGE)
    for asked in (words(20), words(500)):
        require_true(cache, asked, 64)
    store(cache, words(500), 64)
    assert require_true(cache, words(500), 64) == 500
    assert require_true(cache, words(20), 64) == 20


def test_another_dimension_is_not_believed(cache: VectorCache) -> None:
    store(cache, words(5), 8)
    assert require_true(cache, words(5), 16) == 0


# A disk that cannot be used


def test_a_folder_that_cannot_be_made(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = VectorCache(tmp_path / "file" / "v.db", LARGE)
    for _ in range(3):
        store(cache, words(5))
        assert require_true(cache, words(5)) == 0
    assert cache.size() == 0
    cache.clear()
    assert caplog.text.count("cannot be used") == 1


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="rights do not hold for this user")
def test_a_read_only_folder(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    tmp_path.chmod(0o500)
    cache = VectorCache(tmp_path / "v.db", LARGE)
    store(cache, words(5))
    assert require_true(cache, words(5)) == 0
    assert caplog.text.count("cannot be used") == 1
    tmp_path.chmod(0o700)


@pytest.mark.parametrize("limit", ["PRAGMA max_page_count = 20", "PRAGMA query_only = ON"])
def test_a_full_or_read_only_disk(cache: VectorCache, caplog: pytest.LogCaptureFixture, limit: str) -> None:
    """SQLite's own errors for both: what is there when it happens stays whole."""
    store(cache, words(5))
    cache._database.run(lambda connection: connection.execute(limit).fetchall(), [])
    for part in range(3):
        store(cache, [f"{part} {word}" for word in words(3000)], 64)
    assert require_true(cache, words(5)) == 0
    assert caplog.text.count("cannot be used") == 1
    again = VectorCache(cache.path, LARGE)
    assert require_true(again, words(5)) == 5
    assert require_true(again, [f"0 {word}" for word in words(3000)], 64) == 0
    again.close()


# Threads and processes


def test_threads_share_a_cache(cache: VectorCache) -> None:
    faults: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for part in range(10):
                own = [f"{number} {part} {word}" for word in words(20)]
                store(cache, own)
                assert require_true(cache, own) == 20
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.encoders.test_vector_cache import VectorCache, require_true, store, words
cache = VectorCache(Path({path!r}), 1_000_000_000)
number = sys.argv[1]
for part in range(15):
    store(cache, [f"{{number}} {{part}} {{word}}" for word in words(50)] + words(10))
    require_true(cache, [f"{{other}} {{part}} {{word}}" for other in range(4) for word in words(50)])
"""


@pytest.mark.parametrize("damaged", [False, True])
def test_processes_share_a_cache(tmp_path: Path, damaged: bool) -> None:
    path = tmp_path / "v.db"
    if damaged:
        path.write_bytes(b"no database" * 1000)
    code = WRITER.format(root=str(Path(__file__).resolve().parents[2]), path=str(path))
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(number)], stderr=subprocess.PIPE, text=True)
        for number in range(4)
    ]
    errors = [process.communicate()[1] for process in running]
    assert [process.returncode for process in running] == [0] * 4, errors
    everything = [f"{n} {part} {word}" for n in range(4) for part in range(15) for word in words(50)]
    cache = VectorCache(path, LARGE)
    found = require_true(cache, everything)
    assert found == len(everything) or damaged  # a process that recreates the file may drop another's writes
    store(cache, everything)
    assert require_true(cache, everything) == len(everything)


def test_a_process_that_goes_away_takes_nothing_along(tmp_path: Path) -> None:
    path = tmp_path / "v.db"
    visit = "import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM block'))"
    first, second = VectorCache(path, LARGE), VectorCache(path, LARGE)
    store(first, ["first"])
    store(second, ["second"])
    for expected, text in enumerate(("third", "fourth"), start=2):
        visitor = subprocess.run([sys.executable, "-c", visit, str(path)], capture_output=True, check=True)
        assert visitor.stdout.split() == [b"(%d,)" % expected]
        store(first, [text])


def test_a_writer_elsewhere_is_waited_for(cache: VectorCache) -> None:
    store(cache, ["first"])
    other = sqlite3.connect(cache.path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.3, lambda: other.execute("COMMIT"))
    release.start()
    assert require_true(cache, ["first"]) == 1  # readers need not wait
    store(cache, ["second"])
    release.join()
    other.close()
    assert require_true(cache, ["first", "second"]) == 2


def test_large_lists_come_back_in_order(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "v.db", LARGE)
    listed = words(20_000)
    vectors = np.random.default_rng(0).standard_normal((len(listed), 128)).astype(np.float32)
    for start in range(0, len(listed), 5000):
        part = slice(start, start + 5000)
        cache.write("s", listed[part], vectors[part], [0] * 5000)
    cache.close()
    assert np.array_equal(cache.read("s", listed, 128).vectors, vectors)

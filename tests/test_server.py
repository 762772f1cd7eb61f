"""The workbench's server: the API and the page in one app, for this machine only."""

from __future__ import annotations

import asyncio
import base64
import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from PIL import Image

from clip_critic.critic import Critic, Folders
from clip_critic.engine.turns import Turns
from clip_critic.errors import BadInputError, InterruptedByUser
from clip_critic.settings import Settings
from clip_critic.storage.assets import bundled_lists_dir

with warnings.catch_warnings():  # starlette 0.26 imports multipart by its former name
    warnings.simplefilter("ignore", PendingDeprecationWarning)
    from clip_critic import server
    from clip_critic.api import PATH
    from clip_critic.api.listening import listen, page_address

ROOT = Path(__file__).resolve().parents[1]


def ascii_picture(picture: Image.Image) -> str:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode("ascii")


@pytest.fixture(scope="module")
def running(tiny_clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """``clip-critic serve`` as a process; its address and the folder that it was started in."""
    folder = tmp_path_factory.mktemp("serve")
    folder.joinpath("secret.txt").write_text("secret", encoding="utf-8")
    process = start(tiny_clip, folder, "--port", "0", "--no-open")
    try:
        yield address_of(process), folder
    finally:
        process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        process.communicate(timeout=60)


NO_GRADIO = "import sys; sys.modules['gradio'] = None; from clip_critic.__main__ import main; main()"


def start(
    tiny_clip: Path, folder: Path, *options: str, python: tuple[str, ...] = ("-m", "clip_critic")
) -> subprocess.Popen[str]:
    variables = {
        "CLIP_CRITIC_HOME": str(folder / "home"),
        "CLIP_CRITIC_DEVICE": "cpu",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.Popen(
        [sys.executable, *python, "serve", "--encoder", f"hf:{tiny_clip}", *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env={**os.environ, **variables},
    )


def address_of(process: subprocess.Popen[str]) -> str:
    line = process.stdout.readline() if process.stdout else ""
    assert line.startswith("CLIP Critic is at http://"), process.communicate(timeout=60)
    return line.split()[4]


def test_the_page_is_there_with_its_files(running: tuple[str, Path]) -> None:
    page = httpx.get(running[0] + "/", timeout=60)
    assert page.status_code == 200 and "<clip-critic key=" in page.text
    for path in re.findall(r'(?:src|href)="(/[^"]+(?:css|m?js))"', page.text):
        assert httpx.get(running[0] + path, timeout=60).status_code == 200, path
    assert httpx.get(running[0] + f"{PATH}/face", timeout=60).json()["title"] == "CLIP Critic"


def test_the_page_needs_no_gradio(tiny_clip: Path, tmp_path: Path) -> None:
    process = start(tiny_clip, tmp_path, "--port", "0", "--no-open", python=("-c", NO_GRADIO))
    address = address_of(process)
    try:
        assert "<clip-critic key=" in httpx.get(address + "/", timeout=60).text
        assert "First look" in httpx.get(f"{address}{PATH}/lists", timeout=60).json()["lists"]
        assert httpx.get(address + "/config", timeout=60).status_code == 404
    finally:
        process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        _, errors = process.communicate(timeout=60)
    assert "Traceback" not in errors


@pytest.mark.parametrize("options", [(), ("--allow-any-encoder",)], ids=["without", "with"])
def test_the_option_lets_every_program_name_a_path(
    tiny_clip: Path, tmp_path: Path, picture: Image.Image, options: tuple[str, ...]
) -> None:
    other = shutil.copytree(tiny_clip, tmp_path / "other")
    process = start(tiny_clip, tmp_path, "--port", "0", "--no-open", *options)
    address = address_of(process)
    body = {"picture": ascii_picture(picture), "keywords": ["cat", "傘"], "encoder": f"hf:{other}"}
    try:
        answer = httpx.post(f"{address}{PATH}/rank", json=body, timeout=120)
    finally:
        process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        process.communicate(timeout=60)
    assert answer.status_code == (200 if options else 403), answer.text
    assert ("other" in answer.json()["encoder"]) if options else ("models folder" in answer.json()["detail"])


def test_the_api_ranks(running: tuple[str, Path], picture: Image.Image) -> None:
    body = {"picture": ascii_picture(picture), "keywords": ["cat", "傘"], "name": "x"}
    answer = httpx.post(f"{running[0]}{PATH}/rank", json=body, timeout=120)
    assert answer.status_code == 200
    assert sum(row["share"] for row in answer.json()["keywords"]) == pytest.approx(1)


def test_the_api_tells_lists_and_encoders(running: tuple[str, Path], tiny_clip: Path) -> None:
    lists = httpx.get(f"{running[0]}{PATH}/lists", timeout=60).json()
    assert "First look" in lists["lists"]
    encoders = httpx.get(f"{running[0]}{PATH}/encoders", timeout=60).json()
    assert encoders["default"] == encoders["encoders"][0] == f"hf:{tiny_clip}"


@pytest.mark.parametrize("path", ["/", "/clip-critic/static/face.css", f"{PATH}/lists", "/docs"])
def test_other_names_of_this_machine_are_refused(running: tuple[str, Path], path: str) -> None:
    assert httpx.get(running[0] + path, headers={"Host": "evil.example"}, timeout=60).status_code == 400
    port = running[0].rsplit(":", 1)[1]
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}"):
        assert httpx.get(running[0] + path, headers={"Host": host}, timeout=60).status_code == 200


def test_pages_of_other_sites_are_refused(running: tuple[str, Path]) -> None:
    port = running[0].rsplit(":", 1)[1]
    foreign = ("http://localhost:7860", "http://[::1]:7862", "http://127.0.0.1", f"http://localhost:{port}")
    for origin in ("http://evil.example", "https://127.0.0.1.evil.example", "null", "http://[", "", *foreign):
        answer = httpx.get(f"{running[0]}{PATH}/lists", headers={"Origin": origin}, timeout=60)
        assert answer.status_code == 403, origin
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}"):
        headers = {"Origin": f"http://{host}", "Host": host}
        assert httpx.get(f"{running[0]}{PATH}/lists", headers=headers, timeout=60).status_code == 200, host


def test_files_are_not_handed_out(running: tuple[str, Path]) -> None:
    address, folder = running
    for path in (folder / "secret.txt", Path("/etc/passwd"), ROOT / "pyproject.toml"):
        for route in ("/file=", "/gradio_api/file="):
            assert httpx.get(f"{address}{route}{path}", timeout=60).status_code in (403, 404)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_it_listens_on_this_machine_only_and_starts_nothing(tiny_clip: Path, tmp_path: Path) -> None:
    process = start(tiny_clip, tmp_path, "--port", "0", "--no-open")
    port = int(address_of(process).rsplit(":", 1)[1])
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
    listening = listening_sockets(process.pid)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert children == []
    assert listening == [("0100007F", port)]
    assert process.returncode == 0
    assert (out, err) == ("", "Starting ...\nStopped.\n")


def listening_sockets(pid: int) -> list[tuple[str, int]]:
    """Address and port of every TCP socket of a process that listens, from proc(5)."""
    inodes = set()
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        target = str(descriptor.readlink())
        if target.startswith("socket:["):
            inodes.add(target[8:-1])
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            cells = line.split()
            if cells[3] == "0A" and cells[9] in inodes:
                address, port = cells[1].split(":")
                found.append((address, int(port, 16)))
    return found


def test_a_port_that_is_taken_is_one_sentence(tiny_clip: Path, tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(BadInputError, match=f"Port {port} is taken"):
            listen("127.0.0.1", port)
        process = start(tiny_clip, tmp_path, "--port", str(port), "--no-open")
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert err.startswith(f"Port {port} is taken") and err.count("\n") == 1


def test_small_answers_are_sent_at_once() -> None:
    """Without this, the second half of each answer waits 40 ms for the first to be acknowledged."""

    async def is_sent_at_once(listener: socket.socket) -> bool:
        accepted: asyncio.Future[asyncio.BaseTransport] = asyncio.get_running_loop().create_future()

        class Protocol(asyncio.Protocol):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                accepted.set_result(transport)

        server = await asyncio.get_running_loop().create_server(Protocol, sock=listener)
        with socket.create_connection(listener.getsockname()[:2]):
            transport = await accepted
            connection = transport.get_extra_info("socket")
            option = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            transport.close()
        server.close()
        return bool(option)

    with (
        listen("127.0.0.1", 0) as listener,
        ThreadPoolExecutor(1) as thread,
    ):  # a browser's loop may run in ours
        assert thread.submit(lambda: asyncio.run(is_sent_at_once(listener))).result()


def test_addresses() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert page_address(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"
    with listen("0.0.0.0", 0) as listener:
        assert page_address(listener).startswith("http://127.0.0.1:")
    for host in ("no.such.host.invalid", "8.8.8.8", "a" * 300):
        with pytest.raises(BadInputError, match="not an address of this machine"):
            listen(host, 0)


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
def test_an_address_of_version_6() -> None:
    try:
        listener = listen("[::1]", 0)
    except BadInputError:
        pytest.skip("no IPv6 here")
    with listener as opened:
        assert page_address(opened) == f"http://[::1]:{opened.getsockname()[1]}"


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("127.1.2.3", True),
        ("0.0.0.0", False),
        ("192.168.1.2", False),
        ("::", False),
        ("example.org", False),
    ],
)
def test_what_is_local(host: str, local: bool) -> None:
    from clip_critic.api.local import is_loopback

    assert is_loopback(host) is local


def test_one_caller_at_a_time() -> None:
    turns, inside, most = Turns(), [], []

    def work() -> None:
        with turns.turn() as progress:
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.01)
            progress(1, 2, "keywords")
            inside.pop()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 8


def test_work_ends_when_the_server_stops() -> None:
    turns = Turns()
    with pytest.raises(InterruptedByUser), turns.turn() as progress:
        progress(0, 2, "keywords")
        turns.stop()
        progress(1, 2, "keywords")
    with pytest.raises(InterruptedByUser), turns.turn():
        pytest.fail("a turn after the end")


@pytest.fixture
def critic(tmp_path: Path, tiny_clip: Path) -> Critic:
    places = Folders(
        bundled_lists_dir(), tmp_path / "lists", tmp_path / "vectors.sqlite3", tmp_path / "models"
    )
    return Critic(places, lambda: Settings(encoder=f"hf:{tiny_clip}", device="cpu"))


def test_the_app_for_others_on_the_network_answers_to_every_name(critic: Critic) -> None:
    from fastapi.testclient import TestClient

    open_app, local_app = server.build_app(critic, only_local=False), server.build_app(critic)
    assert TestClient(open_app, base_url="http://my-machine").get(f"{PATH}/lists").status_code == 200
    assert TestClient(local_app, base_url="http://my-machine").get(f"{PATH}/lists").status_code == 400
    assert TestClient(local_app, base_url="http://127.0.0.1").get(f"{PATH}/lists").status_code == 200


def test_others_are_let_in_only_with_a_warning(tiny_clip: Path, tmp_path: Path) -> None:
    process = start(tiny_clip, tmp_path, "--host", "0.0.0.0", "--port", "0", "--no-open")
    address = address_of(process)
    assert httpx.get(f"{address}{PATH}/lists", headers={"Host": "my-machine"}, timeout=60).status_code == 200
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert "Warning: everybody who can reach 0.0.0.0" in err

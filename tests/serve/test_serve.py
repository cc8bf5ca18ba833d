"""The app in a browser, from outside: a real server, real terminals, the words of the page's socket."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest
from support.served import WAIT, Served, browser, come_in, quiet_project, served, window

from annotator.storage.store import Store

TITLE = "Harbour Workers’ Union opens talks"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return quiet_project(tmp_path / "p.db")


@pytest.fixture
def server(project: Path) -> Iterator[Served]:
    with served(project, "--for", "ana,ben") as running:
        yield running


def held(project: Path, name: str) -> list[str]:
    with Store.open(project) as store:
        rows = store.conn.execute("SELECT quote FROM spans WHERE layer = ? AND state = 'held' ORDER BY start", (name,))
        return [row[0] for row in rows]


async def test_two_people_label_at_once_each_as_themselves(project: Path, server: Served) -> None:
    async with (
        browser() as hers,
        browser() as his,
        window(hers, await come_in(hers, server.links["ana"])) as ana,
        window(his, await come_in(his, server.links["ben"])) as ben,
    ):
        await asyncio.gather(ana.until(TITLE), ben.until(TITLE))
        await ana.press(" ")
        await ben.press("x")
        await asyncio.gather(ana.until("✓ 1"), ben.until("✗ 1"))
    assert (len(held(project, "ana")), held(project, "ben")) == (1, [])
    assert "All apps have ended" in server.stop()


async def test_a_line_that_is_cut_comes_back_where_one_stood(project: Path, server: Served) -> None:
    async with browser() as hers:
        page = await come_in(hers, server.links["ana"])
        async with window(hers, page) as ana:
            await ana.until(TITLE)
            await ana.press("c")
            await ana.until("Comment on")
            await ana.press("half a thou")
            await ana.until("half a thou")
        async with window(hers, page, "two", (90, 28)) as again:
            await again.until(TITLE)
            await again.until("half a thou")
            assert b"\x1b[?1049h" in again.shown
            await again.press("ght\r")
            await again.until("kept")
    with Store.open(project) as store:
        assert store.conn.execute("SELECT note FROM decision_log WHERE action = 'commented'").fetchone()[0] == (
            "half a thought"
        )


async def test_a_second_window_takes_the_app_and_the_first_is_told(server: Served) -> None:
    async with browser() as hers:
        page = await come_in(hers, server.links["ana"])
        async with window(hers, page, "one") as first:
            await first.until(TITLE)
            async with window(hers, page, "two") as second:
                await second.until(TITLE)
                await first.closed()
                for name, state in (("one", "elsewhere"), ("two", "here")):
                    async with hers.get(f"{page}state", params={"page": name}) as answer:
                        assert (await answer.json())["state"] == state
                await second.press("qq")
                await second.closed()
            async with hers.get(f"{page}state", params={"page": "two"}) as answer:
                assert (await answer.json())["state"] == "left"


async def test_who_has_no_pass_or_comes_from_elsewhere_is_refused(server: Served) -> None:
    async with browser() as hers, browser() as nobody:
        page = await come_in(hers, server.links["ana"])
        other = await come_in(nobody, server.links["ben"])
        origin = server.origin
        for who, address, headers in (
            (hers, f"{origin}/in/{'x' * 32}", {}),
            (nobody, page, {}),
            (nobody, f"{page}state", {}),
            (hers, other, {}),
            (hers, page, {"Host": "evil.example"}),
            (hers, page, {"Origin": "https://evil.example"}),
            (hers, f"{page}../../etc/passwd", {}),
            (hers, f"{origin}/static/..%2fpages.py", {}),
        ):
            async with who.get(address, headers=headers) as answer:
                assert answer.status in (403, 404), address
                assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        for who, address, origin_said in (
            (hers, page, "https://evil.example"),
            (hers, page, None),
            (nobody, page, origin),
            (hers, other, origin),
        ):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await who.ws_connect(f"{address}terminal/one", origin=origin_said)
        (cookie,) = hers.cookie_jar
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        assert server.links["ana"].rsplit("/", 1)[1] not in cookie.value


async def test_what_is_no_message_of_the_page_does_nothing(server: Served) -> None:
    async with browser() as hers, window(hers, await come_in(hers, server.links["ana"])) as ana:
        await ana.until(TITLE)
        for said in (
            "",
            "[]",
            "{}",
            "null",
            '["stdin"]',
            '["stdin", 5]',
            '["resize", {}]',
            '["resize", {"width": 1e99}]',
            '["resize", {"width": 1e999, "height": 1}]',
            '["resize", {"width": NaN, "height": 1}]',
        ):
            await ana.socket.send_str(said)
        await ana.socket.send_json(["resize", {"width": 9**9, "height": -3}])
        await ana.socket.send_json(["resize", {"width": 100, "height": 30}])
        await ana.press(" ")
        await ana.until("✓ 1")


async def test_a_guest_cannot_reach_files_or_the_layers_of_others(server: Served) -> None:
    async with browser() as hers, window(hers, await come_in(hers, server.links["ana"])) as ana:
        await ana.until(TITLE)
        await ana.press("\x10")
        await ana.until("find an action")
        await ana.press("theme")
        await ana.until("Next theme")
        await ana.press("\x7f" * 5 + "export")
        await ana.until("Make the focused span an example")
        assert "Export what" not in ana.text
        await ana.press("\x1b")
        await ana.until("space accept")
        await ana.press("q")
        await ana.until("2 to go")
        await ana.press("v?")
        await ana.until("All articles of the project")
        assert "eview" not in ana.text


async def test_nobody_is_asked_whether_they_are_somebody_else(project: Path) -> None:
    with Store.open(project) as store, store.write():
        store.conn.execute("INSERT INTO assignments SELECT id, 'ana' FROM articles")
    with served(project, "--for", "eve") as server:
        async with browser() as hers, window(hers, await come_in(hers, server.links["eve"])) as eve:
            await eve.until(TITLE)
            assert " eve " in eve.text


async def test_a_page_that_stays_away_ends_the_app_and_the_next_one_begins_where_it_was(project: Path) -> None:
    with served(project, "--for", "ana", "--wait", "0") as server:
        async with browser() as hers:
            page = await come_in(hers, server.links["ana"])
            async with window(hers, page) as ana:
                await ana.until(TITLE)
                await ana.press(" ")
                await ana.until("✓ 1")
            async with asyncio.timeout(60):
                while True:
                    async with hers.get(f"{page}state") as answer:
                        if (await answer.json())["state"] == "left":
                            break
                    await asyncio.sleep(0.05)
            async with window(hers, page, "two") as again:
                await again.until("✓ 1")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_server_whose_terminal_is_closed_ends_in_order(project: Path, number: signal.Signals) -> None:
    with served(project, "--for", "ana") as server:
        server.process.send_signal(number)
        said, _ = server.process.communicate(timeout=WAIT)
        assert "All apps have ended" in said
        assert server.process.returncode == 0


def test_names_and_roles_come_from_the_project(project: Path) -> None:
    with served(project, "--for", "rosa") as server:
        assert list(server.links) == ["rosa"]
        server.stop()
    with served(project) as server:
        assert "rosa" in server.links
        assert "All apps have ended" in server.stop()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--url", "https://notes.example.org/sub"], "nothing follows the host"),
        (["--url", "notes.example.org"], "begins with http:// or https://"),
        (["--host", "::"], "say with --url by which one people come"),
        (["--host", ""], "say with --url by which one people come"),
    ],
)
def test_links_that_nobody_could_open_are_not_made(project: Path, words: list[str], said: str) -> None:
    command = [sys.executable, "-m", "annotator", "-p", str(project), "serve", "--for", "ana", "--port", "0", *words]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=WAIT)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert "/in/" not in done.stdout


def test_a_port_in_use_is_said_with_a_way_out(project: Path, server: Served) -> None:
    port = server.origin.rpartition(":")[2]
    command = [sys.executable, "-m", "annotator", "-p", str(project), "serve", "--for", "ana", "--port", port]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=WAIT)
    assert f"port {port}: Address already in use. `--port 0` takes any that is free." in done.stderr


async def test_the_address_in_url_is_compared_as_browsers_write_it(project: Path) -> None:
    with served(project, "--for", "ana", "--url", "HTTPS://Notes.Example.org:443/") as server:
        assert server.links["ana"].startswith("https://notes.example.org/in/")

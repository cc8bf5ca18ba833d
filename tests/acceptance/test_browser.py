"""A real Chromium labels in the served app; what a browser is there to prevent is prevented."""

from __future__ import annotations

import http.server
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.served import Served, quiet_project, served

from annotator.storage.store import Store

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.acceptance, pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")]
WAIT = 60_000
"""Milliseconds."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return quiet_project(tmp_path / "p.db")


@pytest.fixture
def server(project: Path) -> Iterator[Served]:
    with served(project, "--for", "ana,ben") as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api").sync_playwright
    with playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def open_page(chromium: Any, link: str) -> Any:
    """A page in a browser of its own, behind a link, with what it loads noted in `page.loaded`."""
    page = chromium.new_context(viewport={"width": 1000, "height": 600}).new_page()
    page.loaded = []
    page.on("request", lambda request: page.loaded.append(request.url))
    page.goto(link)
    page.wait_for_selector("body.-first-byte", timeout=WAIT)
    return page


def until(project: Path, query: str, *values: object) -> Any:
    """Look into the project until a query has a row."""
    for _ in range(600):
        with Store.open(project) as store:
            if row := store.conn.execute(query, values).fetchone():
                return row
        threading.Event().wait(0.1)
    pytest.fail(f"never: {query}")


def test_an_article_is_labelled_by_keys_to_the_export(project: Path, server: Served, chromium: Any) -> None:
    page = open_page(chromium, server.links["ana"])
    assert {url.split("/")[2] for url in page.loaded} == {server.origin.split("/")[2]}
    held = "SELECT 1 FROM spans WHERE layer = 'ana' AND state = 'held' AND quote = ? AND label = ?"
    page.keyboard.press("Space")
    until(project, held, "Harbour Workers’ Union", "ORG")
    page.keyboard.type("P")
    page.keyboard.press("u")
    page.keyboard.press("/")
    page.keyboard.insert_text("3 March")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+D")
    until(project, held, "3 March", "DATE")
    page.keyboard.press("s")
    page.wait_for_timeout(500)
    page.keyboard.press("a")
    until(project, "SELECT 1 FROM layers WHERE layer = 'ana' AND status = 'finished'")
    words = [sys.executable, "-m", "annotator", "-p", str(project), "export", "jsonl", "--layer", "ana", "-o", "-"]
    lines = subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()
    (document,) = map(json.loads, lines)
    spans = {(document["text"][span["start"] : span["end"]], span["label"]) for span in document["spans"]}
    assert {("Harbour Workers’ Union", "ORG"), ("3 March", "DATE")} <= spans


def test_two_people_work_at_once(project: Path, server: Served, chromium: Any) -> None:
    pages = {name: open_page(chromium, server.links[name]) for name in ("ana", "ben")}
    pages["ana"].keyboard.press("Space")
    pages["ben"].keyboard.press("Shift+G")
    until(project, "SELECT 1 FROM spans WHERE layer = 'ana' AND state = 'held' AND label = 'ORG'")
    until(project, "SELECT 1 FROM spans WHERE layer = 'ben' AND state = 'held' AND label = 'GPE'")


def test_a_connection_that_is_lost_comes_back(project: Path, server: Served, chromium: Any) -> None:
    page = open_page(chromium, server.links["ana"])
    page.keyboard.press("c")
    page.keyboard.type("half a thou")
    page.evaluate("document.body.classList.add('-closed')")  # as the page does when its socket closes
    page.wait_for_selector("body.-first-byte", timeout=WAIT)
    page.wait_for_function("!document.body.classList.contains('-closed')", timeout=WAIT)
    page.wait_for_timeout(500)
    page.keyboard.type("ght")
    page.keyboard.press("Enter")
    until(project, "SELECT 1 FROM decision_log WHERE note = 'half a thought'")


def paste(page: Any, text: str) -> None:
    page.evaluate(
        """(text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            const event = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
            document.querySelector(".xterm-helper-textarea").dispatchEvent(event);
        }""",
        text,
    )


def test_a_paste_that_is_too_long_is_told_and_cuts_nothing_off(project: Path, server: Served, chromium: Any) -> None:
    page = open_page(chromium, server.links["ana"])
    page.keyboard.press("c")
    page.wait_for_timeout(500)
    paste(page, "half ")
    paste(page, "wärd " * 260_000)
    page.wait_for_selector("#said:not([hidden])", timeout=WAIT)
    assert "too long to be pasted" in page.inner_text("#said p")
    assert page.evaluate("document.body.classList.contains('-closed')") is False
    page.click("#said button")
    page.wait_for_selector("body.-first-byte", timeout=WAIT)
    page.wait_for_timeout(500)
    page.keyboard.type("a thought")
    page.keyboard.press("Enter")
    until(project, "SELECT 1 FROM decision_log WHERE note = 'half a thought'")


def test_a_server_that_ends_is_told(server: Served, chromium: Any) -> None:
    page = open_page(chromium, server.links["ana"])
    server.stop()
    page.wait_for_selector("#said:not([hidden])", timeout=WAIT)
    assert "what you did is kept" in page.inner_text("#said p")


def test_a_page_of_another_site_cannot_drive_it(project: Path, server: Served, chromium: Any, tmp_path: Path) -> None:
    page = open_page(chromium, server.links["ana"])
    place = page.url
    hostile = tmp_path / "site"
    hostile.mkdir()
    (hostile / "index.html").write_text(
        "<!doctype html><script>window.said = [];"
        f"const socket = new WebSocket('{place.replace('http', 'ws')}terminal/x?width=80&height=24');"
        "socket.onopen = () => { said.push('open'); socket.send(JSON.stringify(['stdin', ' '])); };"
        "socket.onclose = () => said.push('closed');"
        f"fetch('{place}', {{credentials: 'include'}}).then(() => said.push('read'), () => said.push('refused'));"
        f"const frame = document.createElement('iframe'); frame.src = '{place}';"
        "document.documentElement.append(frame);</script>"
    )

    class Site(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(hostile))

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        other = page.context.new_page()  # the same browser, with the cookie
        other.goto(f"http://localhost:{site.server_address[1]}/index.html")
        other.wait_for_function("said.length == 2", timeout=WAIT)
        assert sorted(other.evaluate("said")) == ["closed", "refused"]
        assert "terminal" not in other.frames[-1].content()
        site.shutdown()
    assert page.evaluate("document.body.classList.contains('-closed')") is False
    with Store.open(project) as store:
        assert store.conn.execute("SELECT count(*) FROM decisions").fetchone()[0] == 0

"""A terminal that goes away without a signal takes the app with it; what was decided is there."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

from support.news import NEWS, QUIET, news_project
from support.pty import ANNOTATOR

from annotator.services.doctor import check_up
from annotator.storage.store import Store


def test_the_app_ends_when_its_terminal_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    key = news_project(path, NEWS[:1])[0]
    ours, theirs = os.openpty()
    command = [*ANNOTATOR, "-p", str(path), "--as", "ana", "label"]
    environment = {**os.environ, **QUIET, "TERM": "xterm-256color"}
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, env=environment
    ) as app:
        os.close(theirs)
        seen = b""
        while "▸".encode() not in seen:
            seen += os.read(ours, 65536)
        os.write(ours, b" ")
        for _ in range(200):
            with Store.open(path) as store:
                if store.layer(key, "ana").layer.held:
                    break
            time.sleep(0.05)
        os.close(ours)
        assert app.wait(30) != 0
    with Store.open(path) as store:
        assert store.layer(key, "ana").layer.held
        assert check_up(store).sound

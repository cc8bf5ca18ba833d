"""A language model on loopback that speaks the protocol of OpenAI, and answers as a test wants it to."""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

CUT_OFF = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n40\r\ndata: {"

Answering = Callable[[str], str]
"""Takes the paragraph that is asked about."""


@dataclass(frozen=True)
class Refusal(Exception):
    """A status of HTTP in the place of an answer."""

    status: int
    message: str = "no"
    code: str = ""
    headers: dict[str, str] = field(default_factory=dict)


class Death(Exception):
    """The connection is cut off in the middle of the answer."""


def spans(*quotes: tuple[str, str, int]) -> str:
    """An answer of `(quote, label, occurrence)`."""
    return json.dumps({"spans": [{"quote": q, "label": label, "occurrence": n} for q, label, n in quotes]})


def every_acme(paragraph: str) -> str:
    """All places of `Acme` are organisations."""
    return spans(*(("Acme", "ORG", number + 1) for number in range(len(re.findall(r"\bAcme\b", paragraph)))))


@dataclass
class ModelServer:
    """The server, and what it was asked: the body of each request."""

    url: str
    answering: Answering
    asked: list[Any] = field(default_factory=list)
    usage: bool = True

    @property
    def paragraphs(self) -> list[str]:
        return [body["messages"][-1]["content"].rpartition("The paragraph:\n")[2] for body in self.asked]


@contextmanager
def model_server(answering: Answering = every_acme) -> Iterator[ModelServer]:
    """A server on a free port of loopback."""
    served: list[ModelServer] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            served[0].asked.append(body)
            try:
                self._reply(body, served[0].answering(served[0].paragraphs[-1]))
            except Refusal as refusal:
                self._refuse(refusal)
            except Death:
                self.wfile.write(CUT_OFF)
                self.connection.shutdown(2)

        def _refuse(self, refusal: Refusal) -> None:
            said = {"error": {"message": refusal.message, "code": refusal.code, "type": "x"}}
            self._send(refusal.status, json.dumps(said).encode(), "application/json", refusal.headers)

        def _reply(self, body: Any, answer: str) -> None:
            usage = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110} if served[0].usage else None
            base = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": body["model"]}
            half = len(answer) // 2
            events = [
                {**base, "choices": [{"index": 0, "delta": {"role": "assistant", "content": part}}], "usage": None}
                for part in (answer[:half], answer[half:])
            ]
            events.append({**base, "choices": [], "usage": usage})
            lines = b"".join(b"data: " + json.dumps(event).encode() + b"\n\n" for event in events)
            self._send(200, lines + b"data: [DONE]\n\n", "text/event-stream", {})

        def _send(self, status: int, content: bytes, kind: str, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.append(ModelServer(f"http://127.0.0.1:{server.server_port}/v1", answering))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield served[0]
    finally:
        server.shutdown()
        server.server_close()


def configured(folder: Path, url: str, settings: str = "") -> dict[str, str]:
    """The environment in which `llm` knows the server's model as `loop`, and everything of the user is in a folder."""
    (folder / "llm").mkdir(parents=True, exist_ok=True)
    model = f"- model_id: loop\n  model_name: loop\n  api_base: {url}\n  supports_schema: true\n"
    (folder / "llm" / "extra-openai-models.yaml").write_text(model, encoding="utf-8")
    (folder / "config.toml").write_text(settings, encoding="utf-8")
    proxies = {name: "" for name in os.environ if name.lower().endswith("_proxy")}
    return {
        "LLM_USER_PATH": str(folder / "llm"),
        "ANNOTATOR_CONFIG": str(folder / "config.toml"),
        "NO_PROXY": "127.0.0.1",
        **proxies,
    }


class TinyModel:
    """A model of the library, without it."""

    model_id, supports_schema, can_stream, needs_key = "tiny", True, False, ""

    def __init__(self, *answers: str | Exception, usage: tuple[int | None, int | None] = (100, 10)) -> None:
        self.answers = list(answers)
        self.usage = SimpleNamespace(input=usage[0], output=usage[1])
        self.asked: list[dict[str, Any]] = []
        self.lock = threading.Lock()

    def prompt(self, prompt: str, **how: Any) -> Any:
        with self.lock:
            self.asked.append({"prompt": prompt, **how})
            said = self.answers.pop(0) if self.answers else every_acme(prompt.rpartition("The paragraph:\n")[2])
        if isinstance(said, Exception):
            raise said
        return SimpleNamespace(text=lambda: said, usage=lambda: self.usage)

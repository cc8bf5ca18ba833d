"""Settings are written into the user's file as a person would, or nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.config import load
from annotator.errors import ConfigError
from annotator.settings_file import save

FILE = """# mine
display = "compact"  # short

models = [
  "en_core_web_sm",  # a comment
]

[keymap]
accept = "f5"
"""


def test_comments_and_order_stay(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(FILE, encoding="utf-8")
    path.chmod(0o600)
    said = save({"display": "plain", "notify": "off", "near_misses": True}, path)
    assert said == f"Kept in {path}."
    text = path.read_text(encoding="utf-8")
    assert (
        text.replace('"plain"', '"compact"').replace('notify = "off"\n', "").replace("near_misses = true\n", "") == FILE
    )
    settings = load(path)
    assert (settings.display, settings.notify, settings.near_misses) == ("plain", "off", True)
    assert settings.keymap == {"accept": "f5"}
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_what_keys_choose_lies_beside_the_file_unless_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new" / "config.toml"
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(path))
    assert save({"theme": "light"}) == "Kept for the next time."
    assert not path.exists()
    assert load().theme == "light"
    assert save({"goal": "20 articles"}) == f"Kept in {path}."
    assert load().goal == "20 articles"


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    real, path = tmp_path / "dotfiles" / "annotator.toml", tmp_path / "config.toml"
    real.write_text("", encoding="utf-8")
    path.symlink_to(real)
    save({"memory": False}, path)
    assert path.is_symlink()
    assert real.read_text(encoding="utf-8") == "memory = false\n"


@pytest.mark.parametrize("text", ["display = [", "nonsense = 1\n", "\xff"])
def test_a_file_that_makes_no_sense_is_left_as_it_is(text: str, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(ConfigError, match=r"config\.toml"):
        save({"goal": "20 articles"}, path)
    assert path.read_bytes() == text.encode("latin-1")
    assert list(tmp_path.iterdir()) == [path]


def test_where_nothing_can_be_written_it_is_said_what_would_be() -> None:
    with pytest.raises(ConfigError, match='It would say: goal = "20 articles"'):
        save({"goal": "20 articles"}, Path("/proc/nobody/config.toml"))  # not even root can

"""Reading aloud by a program of the computer, sentence by sentence; a script stands in for it."""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from starapp.evaluation.reading import sentences
from starapp.ui.evaluation.voice import Voice

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
TEXT = "We start with a plan. Every worker knows it. Families hear the same day."


def speaker(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Puts a program called espeak-ng before all others."""
    program = folder / "espeak-ng"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def holder(qapp) -> QObject:
    return QObject()


def test_every_sentence_is_spoken_in_turn_and_told(tmp_path, monkeypatch, qtbot, holder) -> None:
    speaker(tmp_path, monkeypatch, f'cat >> "{tmp_path}/said"; echo >> "{tmp_path}/said"')
    voice = Voice(holder)
    read: list[str] = []
    voice.reading.connect(lambda span: read.append(TEXT[span.first : span.last]))
    with qtbot.waitSignal(voice.ended, timeout=10_000):
        voice.read(TEXT, sentences(TEXT))
    assert read == [
        "We start with a plan.",
        "Every worker knows it.",
        "Families hear the same day.",
    ]
    assert (tmp_path / "said").read_text().splitlines() == read
    assert not voice.speaking()


def test_stop_ends_it_at_once(tmp_path, monkeypatch, qtbot, holder) -> None:
    speaker(tmp_path, monkeypatch, "cat > /dev/null; exec sleep 60")
    voice = Voice(holder)
    read: list[object] = []
    voice.reading.connect(read.append)
    voice.read(TEXT, sentences(TEXT))
    qtbot.waitUntil(voice.speaking)
    with qtbot.waitSignal(voice.ended, timeout=10_000):
        voice.stop()
    assert len(read) == 1
    assert not voice.speaking()


def test_without_a_voice_nothing_is_offered(tmp_path, monkeypatch, holder) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    voice = Voice(holder)
    assert not voice.installed()
    voice.read(TEXT, sentences(TEXT))
    assert not voice.speaking()

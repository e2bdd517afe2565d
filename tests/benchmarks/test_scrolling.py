"""How long one step of scrolling takes in the scoring window of a large pack."""

import random
from pathlib import Path

import pytest

from starapp.ui import preferences, theme
from starapp.ui.pictures import application
from tests.drive.offline import OfflineDesk
from tests.make.packs import PASSPHRASE, pack_file, score_pack

MEGABYTE = 1_000_000
STEPS = 40


@pytest.fixture
def desk(qtbot, qapp, tmp_path: Path):
    """Eight bids, twelve questions, answers of a thousand words and 40 MB of documents."""
    preferences.keep_in(None)
    application()
    theme.apply(qapp, theme.Theme())
    chance = random.Random(11)
    papers = {f"Paper {n}.pdf": b"%PDF-1.7" + chance.randbytes(5 * MEGABYTE) for n in range(8)}
    codes = tuple(f"Q{n}" for n in range(1, 13))
    words = [f"word{chance.randrange(500)}" for _ in range(1_000)]
    text = "\n\n".join(" ".join(words[n : n + 80]) + "." for n in range(0, 1_000, 80))
    pack = score_pack(bids=tuple("ABCDEFGH"), codes=codes, documents=papers)
    answers = tuple((bid, code, text) for bid in pack.bids for code in codes)
    pack = score_pack(bids=tuple("ABCDEFGH"), codes=codes, documents=papers, answers=answers)
    made = OfflineDesk(qtbot, pack_file(tmp_path, pack, papers))
    made.open(PASSPHRASE)
    made.declare()
    yield made
    made.close()


def test_an_answer_scrolls_in_the_scoring_window(benchmark, desk: OfflineDesk) -> None:
    """Forty steps from top to bottom, each painted; a frame of 60 a second has 16 ms."""
    bar = desk.window.view.reader._scroll.verticalScrollBar()
    assert bar.maximum() > 1_000

    def scroll() -> None:
        for step in range(STEPS):
            bar.setValue(bar.maximum() * step // STEPS)
            desk.window.view.repaint()

    benchmark.pedantic(scroll, rounds=3)
    assert bar.value() > 0

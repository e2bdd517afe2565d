"""The figures of a real panel: not before moderation opens, and missing scores are missing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from starapp.evaluation.agreement_queries import agreement_of
from starapp.foundation.problems import CannotDo
from starapp.sample.workspace import Until
from starapp.storage.store import Store
from tests.make.samples import Samples


def test_nothing_is_shown_while_members_score(
    samples: Samples, tmp_path: Path, open_store: Callable[[Path], Store]
) -> None:
    store = open_store(samples.copy(Until.SCORING, tmp_path / "scoring.star"))
    with store.reading() as session, pytest.raises(CannotDo, match="when moderation opens"):
        agreement_of(session, samples.ids["competition"])


def test_the_figures_of_the_sample(
    samples: Samples, tmp_path: Path, open_store: Callable[[Path], Store]
) -> None:
    store = open_store(samples.copy(Until.WORKED_OUT, tmp_path / "told.star"))
    with store.reading() as session:
        found = agreement_of(session, samples.ids["competition"])
    assert len(found.members) == 4
    assert all(one.figure.value is not None for one in found.members)
    assert found.alpha.value is not None
    assert 0 < found.alpha.value < 1
    for figure in (found.w, found.icc):
        assert figure.value is None or figure.value <= 1

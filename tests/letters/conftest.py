"""Fixtures of the letters: those of the finished sample, read once."""

import pytest

from starapp.sample.workspace import Until
from tests.make.issued_letters import Paper, issued_papers
from tests.make.samples import Samples


@pytest.fixture(scope="session")
def papers(samples: Samples, tmp_path_factory: pytest.TempPathFactory) -> tuple[Paper, ...]:
    path = samples.copy(Until.LETTERS, tmp_path_factory.mktemp("issued") / "issued.star")
    return issued_papers(path, samples.ids["competition"])

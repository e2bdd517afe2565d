"""Drives the screens of evaluation models."""

from starapp.criteria.evaluation_model import EvaluationModel
from starapp.criteria.queries import StoredModel
from starapp.criteria.queries import model as stored_model
from starapp.ui.criteria.model_page import ModelPage
from starapp.ui.criteria.models_page import ModelsPage
from starapp.ui.desk import Desk
from tests.drive.drive import Driver


class ModelDriver(Driver):
    """Acts on the editor of one model."""

    def __init__(self, bot: object, desk: Desk, page: ModelPage) -> None:
        super().__init__(bot, desk, page)  # type: ignore[arg-type] # pytest-qt's own fixture
        self.page = page

    def choose_criterion(self, code: str) -> None:
        """Presses a row of the tree."""
        self.press(f"criterion-{code}")

    def weigh(self, code: str, words: str) -> None:
        """Types a weight."""
        self.type(f"weight-{code}", words)

    def total(self) -> str:
        """The words of the tag over the bar."""
        return self.page.weights.total.look().text

    def stored(self) -> StoredModel:
        """What the file holds."""
        with self.desk._store.reading() as session:
            return stored_model(session, self.page.draft.model_id)

    def shown(self) -> EvaluationModel:
        """What the screen holds."""
        return self.page.draft.model


class ModelsDriver(Driver):
    """Acts on the list of models."""

    def __init__(self, bot: object, desk: Desk, page: ModelsPage) -> None:
        super().__init__(bot, desk, page)  # type: ignore[arg-type] # pytest-qt's own fixture
        self.page = page

    def name_it(self, name: str) -> None:
        """Fills the dialog and goes on."""
        assert self.page.dialog is not None
        inner = Driver(self.bot, self.desk, self.page.dialog)
        inner.type("newModelName", name)
        inner.press("makeModel")
        self.settle()

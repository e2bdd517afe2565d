"""What was found when the model was tried, as it was kept with it."""

from functools import partial

from starapp.evaluation.rehearsal_commands import KINDS, KeptRehearsal, rehearsals
from starapp.foundation.dates import moment_text
from starapp.ui.criteria.model_draft import ModelDraft
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.labels import Words


class RehearsalsCard(Card):
    """One block for each rehearsal kept, newest first; hidden while there is none."""

    def __init__(self, draft: ModelDraft) -> None:
        super().__init__("Tried beforehand")
        self._draft = draft

    def show_model(self) -> None:
        """Shows what the file holds."""
        clear(self.body)
        draft = self._draft
        kept = draft.desk.work.read(partial(rehearsals, model_id=draft.model_id))
        for one in kept:
            self.add(Words(_head(one), "label", wrap=True))
            for words in one.told:
                self.add(Words(words, "table", wrap=True, selectable=True))
        self.setVisible(bool(kept))


def _head(one: KeptRehearsal) -> str:
    changed = "" if one.current else " The model was changed since."
    return f"With {KINDS[one.kind]}, {moment_text(one.noted)}, by {one.by}.{changed}"

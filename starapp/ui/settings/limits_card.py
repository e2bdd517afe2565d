"""The ceilings and floors of one lot: a line per rate type."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget
from sqlalchemy.orm import Session

from starapp.foundation.change import Change
from starapp.organisation.purchasing_systems import RateLimit, RateType
from starapp.organisation.queries import system
from starapp.organisation.system_commands import save_limits
from starapp.ui.desk import Desk
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.form import SavedForm, Values
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.named import named
from starapp.ui.widgets.text_fields import ExactField, TextField

PARTS = ("ceiling", "floor", "source")
_STRETCH = (2, 2, 3)


class LimitsCard(Card):
    """Made anew for another lot or other rate types."""

    def __init__(
        self, desk: Desk, *, system_id: str, lot_id: str, rates: tuple[RateType, ...],
        read_only: bool,
    ) -> None:  # fmt: skip
        super().__init__("Ceilings and floors", hint="Empty where the lot sets none")
        self._system_id = system_id
        self._lot_id = lot_id
        self._rates = rates
        self.form = SavedForm(desk, self._read, self._save, read_only=read_only)
        self.form.setParent(self)
        self.add(_heads())
        for rate in rates:
            self.add(self._line(rate))
        self.form.start()

    def _line(self, rate: RateType) -> LabelledField:
        unit = f"£ a {rate.unit.value}" if rate.unit.value != "one-off" else "£ once"
        editors: dict[str, TextField] = {
            "ceiling": ExactField(places=4, unit=unit),
            "floor": ExactField(places=4, unit=unit),
            "source": TextField(most=200),
        }
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        for (part, editor), share in zip(editors.items(), _STRETCH, strict=True):
            line.addWidget(editor, share)
            self.form.hold(f"limits.{rate.code}.{part}", editor)
        holder.setFocusProxy(editors["ceiling"])
        field = LabelledField(rate.name, holder)
        for part, editor in editors.items():
            named(editor, f"{rate.name}, {part}", key=f"{part}-{rate.code}")
        self.form.fields[f"limits.{rate.code}"] = field
        self.form.words[f"limits.{rate.code}"] = partial(_told, editors)
        return field

    def _read(self, session: Session) -> Values:
        lot = system(session, self._system_id).lot(self._lot_id)
        return {
            f"limits.{rate.code}.{part}": getattr(lot.limit(rate.code), part)
            for rate in self._rates
            for part in PARTS
        }

    def _save(self, changed: Values) -> Callable[[Session], Change]:
        return partial(self._write, changed=changed)

    def _write(self, session: Session, *, changed: Values) -> Change:
        values = dict(self._read(session)) | dict(changed)
        limits = tuple(
            RateLimit(rate.code, **{part: values[f"limits.{rate.code}.{part}"] for part in PARTS})
            for rate in self._rates
        )
        return save_limits(session, lot_id=self._lot_id, limits=limits)


def _heads() -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    for words, share in zip(("Ceiling", "Floor", "Where it comes from"), _STRETCH, strict=True):
        line.addWidget(Words(words, "tableHead", ink="muted", wrap=True), share)
    return holder


def _told(editors: Mapping[str, TextField]) -> str:
    said = [
        f"{part[:1].upper()}{part[1:]} £{editors[part].value()}"
        for part in ("ceiling", "floor")
        if editors[part].value()
    ]
    return ", ".join([*said, *filter(None, [editors["source"].value()])]) or "No limit"

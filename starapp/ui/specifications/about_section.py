"""About the package: title, person's reference, who buys it, lot and area."""

from dataclasses import replace
from functools import partial

from starapp.specifications.layers import Layer
from starapp.specifications.specification import AGE_BANDS, About
from starapp.ui.specifications.section_page import SectionPage
from starapp.ui.widgets.choices import Choice
from starapp.ui.widgets.fields import LabelledField, field_row
from starapp.ui.widgets.text_fields import TextField


class AboutSection(SectionPage):
    """Every text here is read by bidders."""

    def build(self) -> None:
        self._texts: dict[str, TextField] = {}
        self._choices: dict[str, Choice] = {}
        self._text("title", "Title", "What is wanted and for whom, without a name.")
        person = self._text("person_reference", "The person is called", "A letter, never initials.")
        band = self._choice("age_band", "Age band", "A band says enough.")
        self.card.add(self.fields["title"])
        self.card.add(field_row(person, band))
        body = self._choice("body_id", "Bought by", "")
        system = self._choice("system_id", "Purchasing system", "")
        lot = self._choice("lot_id", "Lot", "Providers of this lot are invited.")
        self.card.add(field_row(body, system))
        self.card.add(field_row(lot, self._choice("area_body_id", "Council of the area", "")))
        self.card.add(self._text("area", "Area", "A district, no street: Alderbrook north."))
        self.show_about()

    def _text(self, name: str, label: str, hint: str) -> LabelledField:
        editor = TextField(most=200)
        self._texts[name] = editor
        editor.settled.connect(partial(self._save, name, label))
        field = LabelledField(label, editor, hint=hint, key=name)
        return self.add_field(name, field, Layer.BIDDERS)

    def _choice(self, name: str, label: str, hint: str) -> LabelledField:
        editor = Choice(empty="Choose")
        self._choices[name] = editor
        editor.chosen.connect(partial(self._save, name, label))
        field = LabelledField(label, editor, hint=hint, key=name)
        return self.add_field(name, field, None)

    def _save(self, name: str, label: str, value: str) -> None:
        about = replace(self.draft.spec.about, **{name: value})
        if name == "system_id" and value != self.draft.spec.about.system_id:
            about = replace(about, lot_id="")
        if name == "title" and not value.strip():
            self.fields["title"].show_problem("Give the package a title.")
            return
        self.fields[name].clear_problem()
        self.draft.put(replace(self.draft.spec, about=about), f"change {label}")
        if name == "system_id":
            self._show_lots(about)

    def show_about(self) -> None:
        """Shows what the draft holds."""
        about, offered = self.draft.spec.about, self.offered()
        for name, editor in self._texts.items():
            editor.show_value(getattr(about, name))
        self._choices["age_band"].show_options([(b, b.replace("-", " to ")) for b in AGE_BANDS])
        bodies = [(body.id, body.name) for body in offered.bodies]
        self._choices["body_id"].show_options(bodies)
        self._choices["area_body_id"].show_options(bodies)
        self._choices["system_id"].show_options([(one.id, one.title) for one in offered.systems])
        self._show_lots(about)
        for name, choice in self._choices.items():
            choice.choose(getattr(about, name))
        if self.draft.locked:
            self._lock()

    def _show_lots(self, about: About) -> None:
        bought = self.offered().system(about.system_id)
        lots = bought.lots if bought is not None else ()
        self._choices["lot_id"].show_options([(lot.id, f"{lot.code} {lot.name}") for lot in lots])
        self._choices["lot_id"].choose(about.lot_id)

    def _lock(self) -> None:
        for name, text in self._texts.items():
            self.fields[name].set_read_only(text.text() or "Nothing written.")
        for name, choice in self._choices.items():
            self.fields[name].set_read_only(choice.currentText() or "Nothing chosen.")

    def show_spec(self) -> None:
        super().show_spec()
        self.show_about()

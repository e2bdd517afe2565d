"""Settings, Purchasing system: its name and dates, its outcomes, and its price rules."""

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from starapp.foundation.exact import Rounding
from starapp.organisation.purchasing_systems import PurchasingSystem, Sealing
from starapp.organisation.queries import bodies
from starapp.ui.settings.system_page import SystemPage
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.choices import Choice, Option, RadioCards, Switch
from starapp.ui.widgets.date_fields import DateField
from starapp.ui.widgets.fields import field_row
from starapp.ui.widgets.labels import Facts, Words
from starapp.ui.widgets.notices import Notice
from starapp.ui.widgets.text_fields import ExactField, LongText, TextField

FROZEN = "A published competition keeps the rules it was published with."


class GeneralPage(SystemPage):
    """Reference, title, who leads, dates, law, late bids."""

    title = "Purchasing system"
    line = FROZEN

    def build(self) -> None:
        """Builds the fields."""
        add = self.form.add
        card = Card("General")
        reference = add("reference", "Reference", TextField(), hint="Short, for example FPS-2026")
        title = add("title", "Title", TextField(), hint="As letters print it")
        card.add(field_row(reference, title, stretch=(1, 2)))
        self.lead = Choice([(one.id, one.name) for one in self._desk.work.read(bodies)])
        card.add(
            field_row(
                add("lead_body_id", "Led by", self.lead),
                add("run_by", "Run by", TextField(), optional=True),
            )
        )
        card.add(
            field_row(add("start", "Starts on", DateField()), add("end", "Ends on", DateField()))
        )
        self.law = Facts(("Law", ""))
        card.add(self.law)
        rules = Card("Rules for bidders")
        rules.add(
            add("late_rule", "Late bids", LongText(lines=2, count=False), hint="In your words")
        )
        hint = "What a provider shows to be admitted, one line each"
        rules.add(
            add("admission", "Admission", LongText(lines=4, count=False), hint=hint, optional=True)
        )
        self.cards = [card, rules]

    def reload(self) -> None:
        """Shows the system, and offers every body to lead it."""
        self.lead.show_options([(one.id, one.name) for one in self._desk.work.read(bodies)])
        super().reload()

    def show_system(self, shown: PurchasingSystem) -> None:
        """Shows the law, which this version cannot change."""
        self.law.show_facts(
            ("Law", f"{shown.regime.full_name}. Other laws come in a later version.")
        )


class OutcomesPage(SystemPage):
    """The areas of life that goals are written under."""

    title = "Outcomes"
    line = "Every goal in a package stands under one of these."

    def build(self) -> None:
        """Builds the fields."""
        card = Card("Outcome domains")
        card.add(
            self.form.add(
                "outcome_domains", "Domains", LongText(lines=8, count=False),
                hint="One line each, in the order they are offered",
            )
        )  # fmt: skip
        self.cards = [card]


class PriceRulesPage(SystemPage):
    """How prices are worked out, opened and questioned, and how long the standstill is."""

    title = "Price and standstill rules"
    line = FROZEN

    def build(self) -> None:
        """Builds the fields."""
        self.cards = [self._prices(), self._opening(), self._checks(), self._standstill()]

    def _prices(self) -> Card:
        card = Card("Working out prices")
        weeks = ExactField(places=4, unit="weeks", step=Decimal("0.01"))
        rounding = Choice(
            [
                (Rounding.HALF_UP.value, "Half up: £32.125 becomes £32.13"),
                (Rounding.HALF_EVEN.value, "Half to even: £32.125 becomes £32.12"),
            ]
        )
        add = self.form.add
        card.add(
            field_row(
                add(
                    "annual_factor",
                    "Weeks in a year",
                    weeks,
                    hint="Printed in invitations and award letters",
                ),
                add("rounding", "Rounding to pence", rounding, hint="Every price line, once"),
                stretch=(1, 2),
            )
        )
        return card

    def _opening(self) -> Card:
        card = Card("What the panel sees, and when")
        self.sealing = RadioCards(
            "When prices are opened",
            [
                Option(
                    Sealing.AFTER_QUALITY.value, "Prices after quality is agreed",
                    "STAR shows the panel no price sheet before moderation is closed.", "lock",
                ),
                Option(
                    Sealing.WITH_QUALITY.value, "Prices together with the answers",
                    "The invitation and the award report say so.", "folder-open",
                ),
            ],
            columns=2, key="sealing",
        )  # fmt: skip
        self.form.hold("sealing", self.sealing)
        card.add(self.sealing)
        names = Switch("Show the panel who each bid is from", key="namesShown")
        card.add(self.form.hold("names_shown", names))
        words = "Off: the panel knows each bid by its letter until the result."
        card.add(Words(words, "hint", ink="muted", wrap=True))
        return card

    def _checks(self) -> Card:
        card = Card("Questions about prices")
        low = ExactField(places=2, unit="%", step=Decimal(1))
        high = ExactField(places=2, unit="%", step=Decimal(1))
        add = self.form.add
        card.add(
            field_row(
                add("low_percent", "Ask below the guide price by", low),
                add("high_percent", "Ask above the guide price by", high),
            )
        )
        card.add(self._beside_others())
        threshold = ExactField(places=2, unit="£ with VAT")
        hint = "Procurement Act 2023, schedule 1, row 8"
        card.add(add("light_touch_threshold", "Light-touch threshold", threshold, hint=hint))
        return card

    def _beside_others(self) -> QWidget:
        """Limits beside the prices of the other bids; an empty one asks nothing."""
        add = self.form.add
        low = ExactField(places=2, unit="%", step=Decimal(1))
        high = ExactField(places=2, unit="%", step=Decimal(1))
        spread = ExactField(places=2, unit="deviations", step=Decimal(1))
        return field_row(
            add(
                "others_low_percent", "Ask below the mean of the others by", low,
                hint="More than this. Empty asks nothing", optional=True,
            ),
            add(
                "others_high_percent", "Ask above the mean of the others by", high,
                hint="More than this. Empty asks nothing", optional=True,
            ),
            add(
                "spread_limit", "Ask below the mean of all by", spread,
                hint="Standard deviations, from six bids on", optional=True,
            ),
        )  # fmt: skip

    def _standstill(self) -> Card:
        card = Card("Standstill")
        days = ExactField(places=0, unit="working days", step=Decimal(1))
        card.add(
            self.form.hold(
                "voluntary_standstill",
                Switch("Offer a standstill where the law asks for none", key="voluntaryStandstill"),
            )
        )
        hint = "At least 8, section 51"
        card.add(self.form.add("standstill_days", "Length", days, hint=hint))
        card.add(
            Notice(
                "info",
                "Light-touch contracts and call-offs need no standstill.",
                "Most systems offer one, so that providers can ask before the contract is signed.",
            )
        )
        return card

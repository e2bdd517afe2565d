"""The bids page by mouse and keys: receiving, the opening by two people, checks, late, prices."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from starapp.bids.bid import BidState
from starapp.bids.compliance import Outcome
from starapp.bids.opening import accept_late_bid
from starapp.bids.price_commands import lookers, unseal_prices
from starapp.bids.queries import (
    answers,
    bid,
    bids,
    compliance,
    documents,
    opening_lines,
    price_questions_open,
)
from starapp.bids.records import AnswerRecord
from starapp.competitions.competition import State
from starapp.competitions.queries import competition
from starapp.evaluation.records import SeatRecord
from starapp.foundation.change import changed
from starapp.history.history import note
from starapp.ui import theme
from starapp.ui.widgets.choices import Segmented
from starapp.ui.widgets.notices import Notice
from tests.bids.test_opening import begin, spoil
from tests.bids.test_prices import go_to
from tests.make.competitions import london
from tests.ui.looks import clipped, names_missing


def fill_rates(place, rate="10"):
    for code in place.page.dialog.rates:
        place.type(f"rate-{code}", rate)


def states(place):
    return [row[-1] for row in place.cells("bidRegister")]


@pytest.fixture
def before(example_at, sit_down):
    """Six days before the deadline, nothing received."""
    scene = example_at("answered")
    scene.at("2026-09-01T12:00")
    return sit_down(scene, part="bids")


@pytest.fixture
def after(example_at, sit_down):
    """An hour after the deadline, all bids received and sealed."""
    scene = example_at("received")
    scene.at("2026-09-07T13:00")
    return sit_down(scene, part="bids")


# ---- before the deadline ----


def test_nothing_yet_says_when_the_deadline_is(before):
    assert "The deadline is in 6 days." in before.words()
    assert "Until then STAR shows nobody a bid or a price." in before.words()


def test_a_bid_is_recorded_sealed_and_shows_only_that_it_came(before, tmp_path):
    file = tmp_path / "our bid.pdf"
    file.write_bytes(b"%PDF-1.7 x")
    before.press("recordBid")
    sheet = before.page.dialog
    assert names_missing(sheet) == []
    before.choose("bidProvider", before.scene.ids["PR01"])
    before.type("answer-Q1", "We will learn his signs.")
    sheet.documents.add_paths([str(file)])
    before.settle()
    fill_rates(before, "21.4025")
    before.press("sealBid")
    (one,) = before.scene.look(bids)
    assert (one.state, one.received) == (BidState.SEALED, london("2026-09-01T12:00"))
    (cells,) = before.cells("bidRegister")
    assert cells[1] == "Oakthorn Lives Ltd"
    assert cells[3:] == ["Not opened", "Sealed", "Sealed"]
    for name in ("readBid", "checkPrices", "setAside"):
        assert not before.shows(name)
    before.page.read_bid(one.id)
    assert before.page.dialog is sheet


def test_what_is_missing_or_wrong_is_told_beside_the_fields(before):
    before.press("recordBid")
    before.press("sealBid")
    assert "Choose a provider." in before.words()
    before.choose("bidProvider", before.scene.ids["PR01"])
    before.type("rate-mile", "lots")
    before.press("sealBid")
    assert "Enter a number in figures, for example 23.65." in before.words()
    before.type("rate-mile", "-1")
    before.press("sealBid")
    assert "Enter 0 or more." in before.words()
    before.type("rate-mile", "0")
    before.press("sealBid")
    assert "Enter the rate for Sleep-in, one quarter share; 0 if it is free." in before.words()
    assert before.scene.look(bids) == ()


def test_another_time_of_receipt_needs_the_time_and_how(before):
    before.press("recordBid")
    before.choose("bidProvider", before.scene.ids["PR01"])
    fill_rates(before)
    before.tick("otherTime")
    before.type("receivedDay", "31/8/2026")
    before.type("receivedTime", "")
    before.press("sealBid")
    assert "Enter the time too." in before.words()
    before.type("receivedTime", "16.21")
    before.type("receivedSecond", "7")
    before.press("sealBid")
    assert "Say how it arrived" in before.words()
    before.type("receivedHow", "By hand at the desk")
    before.press("sealBid")
    assert before.scene.look(bids)[0].received == london("2026-08-31T16:21:07")


def test_files_are_dropped_taken_out_and_unreadable_ones_told(before, tmp_path):
    before.press("recordBid")
    field = before.page.dialog.documents
    for name in ("one.pdf", "two.docx"):
        (tmp_path / name).write_bytes(b"content")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / x)) for x in ("one.pdf", "two.docx", "gone")])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    field.dropEvent(event)
    before.settle()
    assert sorted(one.name for one in field.documents()) == ["one.pdf", "two.docx"]
    assert "gone cannot be read" in before.words()
    before.press("remove-one.pdf")
    assert [one.name for one in field.documents()] == ["two.docx"]
    field.add_paths([str(tmp_path / "two.docx")])
    before.settle()
    assert "two.docx is there already." in before.words()


# ---- the opening ----


def test_the_opening_needs_a_second_person_who_is_there(after):
    assert not after.page.ceremony.begin.isEnabled()
    after.choose("secondOpener", after.scene.ids["O2"])
    assert not after.page.ceremony.begin.isEnabled()
    after.tick("secondIsHere")
    after.press("beginOpening")
    after.answer(yes=False)
    assert not after.page.view.met
    after.press("beginOpening")
    after.answer(yes=True)
    assert [one.words for one in after.scene.look(opening_lines)] == [
        "Procurement officer and Contracts officer began the opening"
    ]


def test_bids_open_one_by_one_with_enter_until_all_are_on_the_record(after, qtbot):
    after.choose("secondOpener", after.scene.ids["O2"])
    after.tick("secondIsHere")
    after.press("beginOpening")
    after.answer(yes=True)
    for number in range(1, 6):
        button = after.page.ceremony.turn.open
        assert button.text() == f"Open bid {number}"
        assert states(after).count("Next") == 1
        after.keys(button, Qt.Key.Key_Return)
    assert after.scene.look(competition).state is State.OPENED
    assert states(after) == ["Opened"] * 5 + ["Late"]
    assert "No bid is left to open" in after.words()
    assert after.page.ceremony.count.text() == "5 of 5 opened"
    assert not after.shows("openBid")


def test_somebody_else_at_the_pc_cannot_open(example_at, sit_down):
    scene = example_at("received")
    scene.at("2026-09-07T13:00")
    begin(scene)
    other = sit_down(scene, "E1", "bids")
    assert not other.page.ceremony.turn.open.isEnabled()
    assert not other.page.main_action().isEnabled()


def test_a_broken_seal_is_red_and_stops_the_opening(example_at, sit_down):
    scene = example_at("received")
    scene.at("2026-09-07T13:00")
    begin(scene)
    spoil(scene, "C", AnswerRecord, text="A better answer")
    place = sit_down(scene, part="bids")
    assert states(place).count("Seal broken") == 1
    assert not place.page.ceremony.turn.open.isEnabled()
    assert "The seal of the bid from Merrow Bridge Trust is broken." in "".join(
        one.accessibleName() for one in _notices(place)
    )
    place.choose_row("bidRegister", scene.ids["C"])
    place.press("setAside")
    place.choose("ground", "non_compliant")
    place.press("yes")
    assert "Write this in a sentence" in place.words()
    place.type("fact-requirement", "The stored bid was changed after receipt.")
    place.type("fact-equal", "Every seal was checked the same way.")
    place.press("yes")
    assert scene.read(bid, scene.ids["C"]).state is BidState.SET_ASIDE
    assert place.page.ceremony.turn.open.isEnabled()


def _notices(place):
    return place.page.findChildren(Notice)


def test_stopping_seals_the_rest(after):
    begin(after.scene)
    after.workspace.reload()
    after.press("openBid")
    after.press("stopOpening")
    after.answer(yes=True)
    assert states(after).count("Sealed") == 4
    assert "4 bids stayed sealed" in after.words()
    assert after.shows("beginOpening")
    assert not after.shows("shuffleLetters")


def test_letters_are_set_by_hand_or_at_random(after):
    after.press("setLetters")
    after.choose("letter-PR01", "A")
    after.choose("letter-PR11", "A")
    after.press("yes")
    assert "Give each bid a letter of its own." in after.words()
    for code, letter in (("PR01", "A"), ("PR02", "B"), ("PR03", "C"), ("PR11", "D"), ("PR05", "E")):
        after.choose(f"letter-{code}", letter)
    after.press("yes")
    begin(after.scene)
    after.workspace.reload()
    assert after.page.view.next.arrival.bid.provider_code == "PR01"


def test_random_letters_are_said(after):
    after.press("shuffleLetters")
    assert after.said == ["Letters set"]


def test_a_late_bid_is_decided_by_the_approver(example_at, sit_down):
    scene = example_at("received")
    scene.at("2026-09-07T13:00")
    officer = sit_down(scene, part="bids")
    officer.press("recordADecision")
    assert not officer.page.dialog.choice.button("accept").isEnabled()
    officer.press("no")
    approver = sit_down(scene, "A1", "bids")
    approver.press("recordADecision")
    approver.pick("accept")
    approver.press("yes")
    assert approver.page.dialog.errors.isVisible()
    approver.type("lateReason", "The portal was down until 12:05.")
    approver.press("yes")
    assert scene.read(bid, scene.ids["late"]).state is BidState.SEALED
    assert "recordADecision" not in approver.names(type(approver.page.ceremony.turn.stop))


def test_keeping_it_sealed_is_told_with_who_and_why(after):
    after.press("recordADecision")
    after.type("lateReason", "Nothing outside its control made it late.")
    after.press("yes")
    told = "".join(one.accessibleName() for one in _notices(after))
    assert "stays sealed. Nothing outside its control made it late." in told
    assert "Decided by Procurement officer." in told


# ---- opened bids ----


@pytest.fixture
def opened(example_at, sit_down):
    scene = example_at("opened")
    return sit_down(scene, part="bids")


def test_an_opened_bid_is_read_and_checked(opened, tmp_path):
    scene = opened.scene
    opened.choose_row("bidRegister", scene.ids["A"])
    opened.press("readBid")
    sheet = opened.page.dialog
    assert scene.read(answers, scene.ids["A"])["Q1"] in opened.words()
    assert "£" not in opened.words()
    assert names_missing(sheet) == []
    choice = next(one for one in _segments(sheet) if one.objectName() == "check-insurance")
    choice.button("to settle").click()
    opened.settle()
    assert _line(scene, "insurance").outcome is None
    opened.type("checkWords-insurance", "Certificate to follow.")
    assert _line(scene, "insurance").outcome is Outcome.TO_SETTLE
    (file,) = scene.read(documents, scene.ids["A"])
    sheet.save_document(file.id, str(tmp_path / "copy.pdf"))
    opened.settle()
    assert (tmp_path / "copy.pdf").read_bytes().startswith(b"%PDF")
    sheet.save_document(file.id, str(tmp_path / "nowhere" / "copy.pdf"))
    opened.settle()
    assert "could not be written" in sheet.trouble.accessibleName()
    opened.press("closeBid")
    assert "Certificate to follow." in "".join(one.accessibleName() for one in _notices(opened))


def test_a_check_is_left_open_with_a_reason_that_stays_in_sight(opened):
    scene = opened.scene
    assert "Finish the check of bids A, B, C, D and E." in _all_notices(opened)
    opened.choose_row("bidRegister", scene.ids["A"])
    opened.press("readBid")
    opened.press("leaveOpen")
    sheet = opened.page.dialog
    assert "Say in a sentence why" in sheet.leaving.problem()
    opened.type("leaveReason", "The insurance certificate was asked for today.")
    opened.press("leaveOpen")
    assert not opened.shows("leaveOpen")
    assert "The insurance certificate was asked for today." in sheet.left.accessibleName()
    assert names_missing(sheet) == []
    assert clipped(sheet) == []
    opened.press("closeBid")
    said = _all_notices(opened)
    assert "The check of bid A is open." in said
    assert "Left open by Procurement officer" in said
    assert "Finish the check of bids B, C, D and E." in said
    assert [row[3].split(",")[0] for row in opened.cells("bidRegister")].count("Left open") == 1


def _all_notices(place):
    return " ".join(one.accessibleName() for one in _notices(place))


def _segments(sheet):
    return sheet.findChildren(Segmented)


def _line(scene, name):
    return next(one for one in scene.read(compliance, scene.ids["A"]) if one.line == name)


def test_a_withdrawal_and_putting_back_need_words(opened):
    scene = opened.scene
    opened.choose_row("bidRegister", scene.ids["B"])
    opened.press("recordWithdrawal")
    opened.press("yes")
    assert opened.page.dialog.errors.isVisible()
    opened.type("reason", "Took on other work.")
    opened.press("yes")
    assert scene.read(bid, scene.ids["B"]).state is BidState.WITHDRAWN
    opened.choose_row("bidRegister", scene.ids["C"])
    opened.press("setAside")
    opened.choose("ground", "excluded")
    opened.type("fact-ground", "It was convicted of fraud in 2025.")
    opened.type("fact-representations", "It was heard on 9 September.")
    opened.press("yes")
    opened.choose_row("bidRegister", scene.ids["C"])
    opened.press("putBack")
    opened.type("reason", "The conviction was quashed.")
    opened.press("yes")
    assert scene.read(bid, scene.ids["C"]).state is BidState.OPENED


# ---- prices ----


def test_without_the_role_there_is_no_way_to_an_amount(opened):
    assert not opened.shows("checkPrices")
    assert "Ask the provider of bid E about its price." in "".join(
        one.accessibleName() for one in _notices(opened)
    )
    assert {row[4] for row in opened.cells("bidRegister")} == {"Sealed"}
    assert "£" not in opened.words()
    opened.page.look_at_prices()
    opened.answer(yes=True)
    assert opened.page.dialog is None
    assert "Only the price checker can see prices" in opened.words()
    assert opened.scene.look(lookers) == frozenset()


def test_the_price_checker_looks_asks_and_records_what_came_of_it(example_at, sit_down):
    scene = example_at("opened")
    place = sit_down(scene, "F1", "bids")
    place.press("checkPrices")
    place.answer(yes=False)
    assert scene.look(lookers) == frozenset()
    place.press("checkPrices")
    place.answer(yes=True)
    assert scene.look(lookers) == {scene.ids["F1"]}
    assert "£1,691.68 a week" in place.words()
    told = "".join(one.accessibleName() for one in place.page.dialog.findChildren(Notice))
    assert "1:1 support: £21.20 is below the floor of £21.77" in told
    place.press(f"ask-{scene.ids['E']}")
    place.press("yes")
    assert "Write the question." in place.words()
    place.type("reason", "How does the rate cover training?")
    place.press("yes")
    assert scene.look(price_questions_open) == {scene.ids["E"]: "asked"}
    place.press("recordTheAnswer")
    place.type("priceAnswer", "We thought of volume only.")
    place.type("priceFinding", "Training was not costed.")
    place.press("yes")
    place.press("recordTheDecision")
    place.type("reason", "Risk recorded.")
    place.press("yes")
    assert scene.look(price_questions_open) == {scene.ids["E"]: "decided"}
    place.press("closePrices")
    assert {row[4] for row in place.cells("bidRegister")} == {"Sealed"}


def test_a_price_checker_on_the_panel_waits_like_everybody(example_at, sit_down):
    scene = example_at("opened")

    def seat(session):
        session.add(
            SeatRecord(competition_id=scene.competition, person_id=scene.ids["F1"], roles=["E1"])
        )
        note(session, "seated", about=("competition", scene.competition))
        return changed("Seated", "panel")

    scene.do(seat)
    place = sit_down(scene, "F1", "bids")
    assert not place.page.check_prices.isEnabled()
    assert "You sit on the panel" in place.page.check_prices.toolTip()


def test_after_moderation_everybody_sees_prices(example_at, sit_down):
    scene = example_at("opened")
    go_to(scene, State.SCORING, State.MODERATING, State.PRICED)
    scene.here(unseal_prices)
    place = sit_down(scene, "E1", "bids")
    prices = [row[4] for row in place.cells("bidRegister")]
    assert "£1,904.86" in prices
    place.press("checkPrices")
    assert "£1,904.86 a week" in place.words()
    assert names_missing(place.page.dialog) == []


# ---- printing and looks ----


def test_the_register_prints(opened):
    opened.press("printRegister")
    shown = opened.page.dialog.preview.document
    text = "".join(shown.getAllText(page).text() for page in range(shown.pageCount()))
    assert "12:04:11" in text
    assert "£" not in text


def test_the_counts_follow_the_register(opened):
    assert dict(opened.page.counts.counts) == {
        "Invited": 7, "Bids received": 6, "On time": 5, "Late": 1, "Declined": 1, "No reply": 0,
    }  # fmt: skip
    opened.scene.do(
        accept_late_bid, by="A1", bid_id=opened.scene.ids["late"],
        reason="The portal was down until 12:05.",
    )  # fmt: skip
    opened.workspace.reload()
    assert dict(opened.page.counts.counts)["Late"] == 1


@pytest.mark.parametrize(("wide", "percent"), [(1240, 100), (1000, 100), (1250, 150)])
def test_nothing_is_cut_while_bids_are_opened(
    after, dressed: QApplication, wide: int, percent: int
):
    theme.apply(dressed, theme.Theme(theme.Mode.LIGHT, percent))
    begin(after.scene)
    after.workspace.reload()
    after.workspace.resize(wide, 620)
    after.settle()
    assert names_missing(after.workspace) == []
    assert clipped(after.workspace) == []

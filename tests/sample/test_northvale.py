"""The Northvale sample: its figures come out exactly, its record is whole, its secrets stay."""

import hashlib
import json
from decimal import Decimal
from functools import partial
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from starapp.app import open_workspace
from starapp.bids.bid import BidState
from starapp.bids.queries import bids, prices
from starapp.competitions.queries import competition, invited, left_out, rules
from starapp.evaluation.queries import run
from starapp.foundation.problems import CannotDo
from starapp.history.history import count, entries
from starapp.letters.queries import issued, letter_pdf
from starapp.reports.award_report import saving_facts
from starapp.sample.example import exact, example
from starapp.sample.outputs import write_sample
from starapp.sample.workspace import Until, make_sample
from starapp.verify import verify


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    list(write_sample(folder))
    return folder


@pytest.fixture(scope="module")
def result(written: Path) -> dict:
    return json.loads((written / "result.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def session(written: Path):
    workspace = open_workspace(written / "sample.star", read_only=True)
    with workspace.store.reading() as one:
        yield one
    workspace.close()


@pytest.fixture(scope="module")
def competition_id(session) -> str:
    from starapp.competitions.queries import competitions

    (one,) = competitions(session)
    return one.id


@pytest.fixture(scope="module")
def text_of(written: Path, result: dict):
    def text(kind: str, recipient: str = "") -> str:
        (file,) = [
            d["file"]
            for d in result["documents"]
            if d["kind"] == kind and d["recipient"] == recipient
        ]
        document = pypdfium2.PdfDocument(written / file)
        pages = [page.get_textpage().get_text_bounded() for page in document]
        document.close()
        return " ".join(" ".join(pages).split())

    return text


def test_the_ranking_is_that_of_the_example(result: dict) -> None:
    expected = [
        {
            "bid": one["bid"],
            "provider": one["provider"],
            "place": one["rank"],
            "quality": f"{exact(one['quality']):.2f}",
            "social_value": f"{exact(one['social_value']):.2f}",
            "price": f"{exact(one['price']):.2f}",
            "total": f"{exact(one['total']):.2f}",
        }
        for one in example()["competition"]["results"]
    ]
    assert result["ranking"] == expected
    assert [row["total"] for row in expected] == ["89.19", "86.10", "80.19", "74.20"]


def test_the_bid_below_its_minimum_the_late_bid_and_the_standstill(result: dict) -> None:
    assert result["not_ranked"] == [
        {
            "bid": "E",
            "provider": "PR05",
            "reasons": [{"code": "below_minimum", "criterion": "Q3", "score": "2", "minimum": "3"}],
        }
    ]
    assert result["late"] == ["PR06"]
    assert result["standstill"] == {
        "first_day": "2026-09-25",
        "last_day": "2026-10-06",
        "earliest_signing": "2026-10-07",
    }


def test_the_prices_of_the_five_bids_line_by_line(session, competition_id: str) -> None:
    known = {bid.id: bid.label for bid in bids(session, competition_id)}
    priced = {known[one.bid_id]: one.price for one in prices(session, competition_id)}
    for told in example()["competition"]["bids"]:
        price = priced[told["ref"]]
        assert price.weekly == exact(told["weekly"])
        assert price.annual == exact(told["annual"])
        assert price.first_year == exact(told["first_year"])
        weekly = [line for line in price.lines if line.line.weekly]
        assert [line.amount for line in weekly] == [exact(x["amount"]) for x in told["lines"]]
        assert [line.line.quantity for line in weekly] == [
            Decimal(str(x["quantity"])) for x in told["lines"]
        ]


def test_the_savings_by_each_definition(session, competition_id: str) -> None:
    told = example()["reporting"]["savings"]
    facts = saving_facts(session, competition_id)
    found = {one.definition: one for one in facts.savings}
    assert found["previous"].annual == exact(told["vs_previous_annual"])
    assert found["budget"].annual == exact(told["vs_budget_annual"])
    assert found["ceiling"].annual == exact(told["vs_ceiling_annual"])
    assert found["mean_bid"].annual == exact(told["vs_mean_first_year"])
    assert found["previous"].weekly == exact(told["vs_previous_weekly"])
    assert found["ceiling"].compared_with == exact(told["ceiling_weekly"])


def test_who_was_invited_and_who_was_not(session, competition_id: str) -> None:
    told = example()["competition"]
    assert [one.provider_code for one in invited(session, competition_id)] == told["invited"]
    out = {one.provider_code: one.reason for one in left_out(session, competition_id)}
    assert list(out) == [one["provider"] for one in told["not_invited"]]
    assert "CQC rating fell below Good" in out["PR09"]


def test_the_late_bid_was_never_opened(session, competition_id: str) -> None:
    from starapp.bids.queries import answers

    (late,) = [b for b in bids(session, competition_id) if b.state is BidState.LATE]
    with pytest.raises(CannotDo, match="sealed"):
        answers(session, late.id)
    assert late.id not in {one.bid_id for one in prices(session, competition_id)}


def test_prices_were_unsealed_only_after_moderation_closed(session, competition_id: str) -> None:
    words = [e.words for e in reversed(entries(session, competition_id=competition_id))]
    assert words.index("moderation closed") < words.index("prices unsealed")
    assert words.index("prices unsealed") < min(
        n for n, said in enumerate(words) if "result" in said or "evaluation run" in said
    )


def test_the_file_verifies_and_holds_a_line_for_every_step(written: Path, session) -> None:
    assert verify(written / "sample.star") == ()
    assert count(session) > 200


def test_every_document_is_a_tagged_pdf_with_title_and_language(written: Path, result) -> None:
    import page

    kinds = [d["kind"] for d in result["documents"]]
    assert {"award", "unsuccessful", "below_minimum", "late", "report", "invitation"} <= set(kinds)
    assert kinds.count("unsuccessful") == 3
    for one in result["documents"]:
        path = written / one["file"]
        with pikepdf.open(path) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert str(pdf.Root.Lang) == "en-GB"
        failures = page.validate_pdf(str(path), profile="ua1").failures
        assert [f.rule_id for f in failures] == [], one["file"]


def test_losers_letters_name_no_other_loser_and_no_price_of_the_winner(text_of) -> None:
    names = {one["id"]: one["name"] for one in example()["providers"]}
    bidders = {"PR01", "PR02", "PR03", "PR05", "PR06", "PR11"}
    for kind, recipients in (
        ("unsuccessful", ("PR01", "PR03", "PR11")),
        ("below_minimum", ("PR05",)),
    ):
        for recipient in recipients:
            text = text_of(kind, recipient)
            assert names[recipient] in text
            assert names["PR02"] in text
            for other in bidders - {recipient, "PR02"}:
                assert names[other] not in text
            assert "100,469.40" not in text
            assert "1,904.86" not in text
            for member in ("E1", "E2", "E3", "E4"):
                assert f" {member} " not in text


def test_the_winners_letter_names_nobody_else(text_of) -> None:
    text = text_of("award", "PR02")
    for code in ("PR01", "PR03", "PR05", "PR06", "PR11"):
        name = next(one["name"] for one in example()["providers"] if one["id"] == code)
        assert name not in text
    for figure in ("89.19", "£1,904.86", "£99,319.40", "£1,150.00", "£398,427.60"):
        assert figure in text


def test_the_late_letter_tells_both_times(text_of) -> None:
    text = text_of("late", "PR06")
    assert "12:00:00 on Monday 7 September 2026" in text
    assert "12:04:11 on Monday 7 September 2026" in text


def test_bidders_never_see_what_is_for_the_winner_or_the_budget(written: Path, result) -> None:
    (file,) = [d["file"] for d in result["documents"] if "for bidders" in d["file"]]
    document = pypdfium2.PdfDocument(written / file)
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert "2,050" not in text
    assert "2,780" not in text
    assert "holds the full care" not in " ".join(text.split())


def test_issued_letters_open_identically(session, competition_id: str) -> None:
    for letter in issued(session, competition_id):
        assert hashlib.sha256(letter_pdf(session, letter.id)).hexdigest() == letter.sha256


def test_the_result_follows_the_frozen_model(session, competition_id: str) -> None:
    place = competition(session, competition_id)
    assert place.model.fingerprint() == place.model_fingerprint
    assert run(session, competition_id).rules == place.model_fingerprint
    assert rules(session, competition_id).frozen


def test_making_it_can_be_stopped_and_leaves_nothing(tmp_path: Path) -> None:
    said: list[str] = []

    def stop(words: str, number: int, _of: int) -> bool:
        said.append(words)
        return number < 3

    assert make_sample(tmp_path / "s.star", progress=stop) == {}
    assert len(said) == 3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("until", [Until.SET_UP, Until.RECEIVED, Until.MODERATING])
def test_it_can_stop_at_any_stage_and_verify(tmp_path: Path, until: Until) -> None:
    path = tmp_path / "part.star"
    ids = make_sample(path, until=until)
    assert ids["PR02"]
    assert partial(verify, path)() == ()

"""What a provider reads: everything asked, weighed and priced, and nothing about the others."""

import pytest

from starapp.competitions.publication import invitation_for
from starapp.competitions.queries import competition, extensions, invited, questions
from starapp.competitions.questions_document import questions_document
from starapp.criteria.evaluation_model import Kind
from starapp.criteria.price_edges import edge_sentences
from starapp.documents.blocks import gaps
from starapp.documents.plain_text import plain_text
from starapp.documents.to_pdf import page_count, to_pdf
from starapp.foundation.canonical import seal_text
from starapp.organisation.queries import letterhead


@pytest.fixture
def scene(example_at):
    return example_at("answered")


@pytest.fixture
def text(scene):
    document = scene.look(invitation_for, provider_id=scene.ids["PR02"])
    assert gaps(document) == ()
    return plain_text(document)


def test_it_names_only_the_provider_it_is_for(scene, text):
    names = {one.provider_name for one in scene.look(invited)}
    assert {name for name in names if name in text} == {"Kitewell Support CIC"}


def test_it_holds_every_question_weight_and_level(scene, text):
    model = scene.look(competition).model
    for leaf in model.leaves():
        assert leaf.title in text
        if leaf.kind is not Kind.PRICE:
            assert leaf.question in text
    assert all(level.meaning in text for level in model.scale)
    assert "lowest" in text


def test_it_holds_the_quantities_the_deadline_and_both_fingerprints(scene, text):
    place = scene.look(competition)
    for words in (
        "24.5", "1.75", "12:00 on Monday 7 September 2026", "£25.60", "52.14",
        place.model_fingerprint, place.specification_digest, seal_text(place.model_fingerprint),
    ):  # fmt: skip
        assert words in text


def test_it_says_what_happens_at_the_edges_of_the_price_formula(scene, text):
    rule = scene.look(competition).model.price
    said = edge_sentences(rule.edges)
    assert len(said) == 4
    for words in said:
        assert words in text


def test_it_says_nothing_of_budget_floor_or_what_the_package_costs_now(text):
    assert not any(amount in text for amount in ("2,780", "2,050", "21.77"))


def test_it_prints(scene):
    document = scene.look(invitation_for, provider_id=scene.ids["PR02"])
    assert page_count(to_pdf(document, moment=scene.clock())) >= 3


def test_the_log_of_questions_names_nobody(scene):
    place = scene.look(competition)
    made = questions_document(
        place, scene.look(questions), scene.look(extensions),
        letterhead=scene.read(letterhead, place.body_id),
    )  # fmt: skip
    text = plain_text(made)
    assert all(one.answer in text for one in scene.look(questions))
    assert not any(one.provider_name in text for one in scene.look(invited))

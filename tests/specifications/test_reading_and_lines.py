"""Reading age, and blocks of several days in one line."""

from hypothesis import given
from hypothesis import strategies as st

from starapp.specifications.grid_form import block_between
from starapp.specifications.grid_lines import background_lines, day_names, joined
from starapp.specifications.reading import reading_age, words_of
from starapp.specifications.support_grid import Support, SupportGrid, paint
from tests.make.specifications import northvale_week

EASY = "He likes the bus. He can cook tea. He has a cat. She helps him a lot. It is fun to go out."
HARD = (
    "Comprehensive multidisciplinary assessment demonstrates considerable communication "
    "difficulties necessitating individualised, anticipatory environmental modification "
    "throughout unfamiliar community situations requiring additional supervision."
)


def test_short_words_and_sentences_are_easier():
    assert reading_age(EASY) < 9
    assert reading_age(f"{HARD} {HARD}") == 18
    assert reading_age("Too short to tell.") is None
    assert words_of(" two  words ") == 2


@given(st.text(max_size=400))
def test_a_reading_age_is_none_or_sensible(text):
    age = reading_age(text)
    assert age is None or 6 <= age <= 18


def test_the_background_of_the_example_is_two_lines():
    assert background_lines(northvale_week()) == (
        ("Every day", "08:00 to 22:00", "Shared, shared by 4, Cluster support"),
        ("Every day", "22:00 to 08:00", "Sleep-in, shared by 4, Cluster sleep-in"),
    )


def test_days_have_names():
    assert day_names([0, 1, 2, 3, 4]) == "Monday to Friday"
    assert day_names([6, 0]) == "Monday, Sunday"


def test_joining_keeps_every_half_hour():
    grid = SupportGrid()
    for day in (0, 3, 6):
        grid = paint(grid, block_between(day, "22:00", "08:00", Support.SLEEP_IN))
    nights = joined(grid.blocks)
    assert [(night.day, night.length) for night in nights] == [(0, 20), (3, 20), (6, 20)]

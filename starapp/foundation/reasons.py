"""How many words a reason has, how many it needs, and from how many on nobody asks for more."""

LEAST_WORDS = 3
"""Words without which a reason says nothing and is refused."""
ENOUGH_WORDS = 10
"""Words under which the writer is told that most reasons need more; nothing is refused."""


def word_count(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def says_too_little(reason: str) -> bool:
    """Tells whether a reason is refused for want of words."""
    return word_count(reason) < LEAST_WORDS


def words_said(text: str, enough: int = 0) -> str:
    """The words of a text counted, with advice where they are few: "8 words. Most … 10.".

    Args:
        text: what is typed.
        enough: under so many, advice is added; 0 adds none.
    """
    number = word_count(text)
    said = "1 word" if number == 1 else f"{number} words"
    return f"{said}. Most reasons need at least {enough}." if number < enough else said

"""The log of questions and answers as every bidder gets it: nobody is named."""

from collections.abc import Sequence

from starapp.competitions.competition import Competition
from starapp.competitions.queries import Extension, Question
from starapp.documents.blocks import Block, Bullets, Document, Heading, Paragraph
from starapp.foundation.dates import day_text, local_date, moment_text
from starapp.organisation.people import Letterhead


def questions_document(
    place: Competition,
    questions: Sequence[Question],
    extensions: Sequence[Extension],
    *,
    letterhead: Letterhead,
) -> Document:
    """Gives the log with every answered question and every change of the deadline."""
    blocks: list[Block] = [
        Heading(1, f"Questions and answers: {place.title}"),
        Paragraph.of(
            "This log is the same for everyone who was invited. It does not say who asked."
        ),
    ]
    answered = [one for one in questions if one.answered is not None]
    if not answered:
        blocks.append(Paragraph.of("No question has been answered yet."))
    for one in answered:
        asked = day_text(local_date(one.asked))
        blocks.append(Heading(2, f"Question {one.number}, asked on {asked}"))
        blocks.append(Paragraph.of(one.question))
        blocks.append(Heading(3, f"Answer {one.number}"))
        blocks.append(Paragraph.of(one.answer))
    if extensions:
        blocks.append(Heading(2, "Changes of the deadline"))
        blocks.append(
            Bullets.of(
                [
                    f"From {moment_text(one.before)} to {moment_text(one.after)}: {one.reason}"
                    for one in extensions
                ]
            )
        )
    return Document(
        title=f"Questions and answers: {place.reference}",
        language="en-GB",
        reference=place.reference,
        footer=letterhead.other_formats,
        author=letterhead.name,
        subject=place.title,
        blocks=tuple(blocks),
    )

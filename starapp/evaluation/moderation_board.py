"""What the chair and the panel see in moderation: every question of every bid, side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from sqlalchemy.orm import Session

from starapp.competitions.competition import Competition, State
from starapp.competitions.queries import competition
from starapp.criteria.evaluation_model import Criterion, EvaluationModel, Kind
from starapp.evaluation.agenda import Item, in_order
from starapp.evaluation.attendance import Meeting, absent_members
from starapp.evaluation.meeting_queries import Parked, meetings, parked_items
from starapp.evaluation.moderation import (
    SeatScore,
    Shortfall,
    common_score,
    effect_against_mean,
    far_apart,
    mean,
    spread,
)
from starapp.evaluation.moderation_commands import unfinished_problems
from starapp.evaluation.panel_facts import bids_in_play, chair_of, seats
from starapp.evaluation.queries import (
    BEFORE_MODERATION,
    Agreed,
    Movement,
    SeatProgress,
    Stopped,
    agreements,
    individual_scores,
    missed_minimums,
    movements,
    not_taken_further,
    progress,
    waiting_scores,
)
from starapp.evaluation.result import ScoreState
from starapp.evaluation.score_commands import missing_problems
from starapp.evaluation.score_sheet import IndividualScore, bid_words
from starapp.evaluation.score_sheet_queries import shown_names
from starapp.evaluation.seats import Due, Seat, scorers
from starapp.foundation.problems import Problem


def shortened(title: str) -> str:
    """A role without what follows a comma or a bracket: "PBS nurse"."""
    return title.partition(",")[0].partition("(")[0].strip() or title


@dataclass(frozen=True, slots=True)
class MemberScore:
    """One member's score as the panel sees it; the role stands in place of the name.

    Attributes:
        frozen: the score can never change again.
    """

    seat_id: str
    title: str
    state: ScoreState
    score: Decimal | None
    reason: str
    frozen: bool

    @property
    def short_title(self) -> str:
        """The role without what follows a comma or a bracket: "PBS nurse"."""
        return shortened(self.title)

    @property
    def initials(self) -> str:
        """Two letters of the role for the mark on the line."""
        words = [word for word in self.short_title.split() if word[:1].isalnum()]
        return "".join(word[0] for word in words[:2]).upper()


@dataclass(frozen=True, slots=True)
class BoardCell:
    """One question of one bid.

    Attributes:
        members: everyone who scores it; empty while a score of a meeting is still to come.
        waiting: titles of members whose score is still to come.
        apart: points between the highest and lowest score, or None.
        average: exact, for information.
        bidder: who the bid is from; empty unless the rules show it to the panel.
    """

    bid_id: str
    letter: str
    question: Criterion
    members: tuple[MemberScore, ...]
    waiting: tuple[str, ...]
    apart: Decimal | None
    far: bool
    average: Fraction | None
    agreed: Agreed | None
    bidder: str = ""

    @property
    def bid_title(self) -> str:
        """The bid as the panel knows it."""
        return bid_words(self.letter, self.bidder)

    @property
    def key(self) -> tuple[str, str]:
        """Bid and question."""
        return self.bid_id, self.question.code

    @property
    def settled(self) -> bool:
        """Tells whether the panel has agreed it."""
        return self.agreed is not None and self.agreed.standing

    def without_names(self) -> "BoardCell":
        """The same scores by "Member 1", "Member 2"; lowest first, so that no place tells who."""
        ordered = sorted(
            self.members, key=lambda one: (one.score is None, one.score or 0, one.reason)
        )
        members = tuple(
            replace(one, title=f"Member {number}") for number, one in enumerate(ordered, start=1)
        )
        return replace(self, members=members)

    def agreeing(self) -> tuple[str, ...]:
        """Titles of the members who agreed; somebody since kept from the bid is not among them."""
        if self.agreed is None:
            return ()
        return tuple(
            sorted(one.title for one in self.members if one.seat_id in self.agreed.agreed_by)
        )

    def silent(self) -> tuple[str, ...]:
        """Titles of the members who were not in the room when it was agreed."""
        if self.agreed is None:
            return ()
        told = self.agreed.agreed_by | set(dict(self.agreed.differing))
        return tuple(sorted(one.title for one in self.members if one.seat_id not in told))

    def not_agreeing(self) -> tuple[tuple[str, str], ...]:
        """Title and words of each member who did not agree."""
        if self.agreed is None:
            return ()
        words = dict(self.agreed.differing)
        return tuple(
            (one.title, words[one.seat_id]) for one in self.members if one.seat_id in words
        )

    @property
    def common(self) -> Decimal | None:
        """The score all members gave; None when they differ or somebody has still to score."""
        if self.waiting:
            return None
        return common_score(
            SeatScore(one.seat_id, one.state, one.score, one.reason) for one in self.members
        )

    def effect(self, model: EvaluationModel, score: Decimal) -> Fraction | None:
        """Points an agreed score adds or takes away against the average; None without one."""
        if self.average is None:
            return None
        return effect_against_mean(model, self.question, score=score, average=self.average)


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the moderation screen.

    Attributes:
        open: agreements can be written now.
        closed: moderation was closed; the board is a record.
        may_reopen: it was closed and the result is not sent for sign-off yet.
        chair_id: the person who may write; empty when nobody chairs.
        titles: role per seat, members first and the chair last.
        meetings: who was in the room, oldest first; the newest counts.
        parked: everything that was ever parked, oldest first.
        missing: who has not scored what; empty once moderation is open.
        unfinished: what keeps moderation from closing.
        names: who each bid is from, only where the purchasing system shows it to the panel.
    """

    competition_id: str
    open: bool
    closed: bool
    may_reopen: bool
    chair_id: str
    model: EvaluationModel
    bids: tuple[tuple[str, str], ...]
    questions: tuple[Criterion, ...]
    cells: Mapping[tuple[str, str], BoardCell]
    movements: tuple[Movement, ...]
    stopped: tuple[Stopped, ...]
    missed: Mapping[str, tuple[Shortfall, ...]]
    missing: tuple[Problem, ...]
    unfinished: tuple[Problem, ...]
    progress: tuple[SeatProgress, ...]
    titles: Mapping[str, str]
    meetings: tuple[Meeting, ...]
    parked: tuple[Parked, ...]
    names: Mapping[str, str] = field(default_factory=dict)

    def bid_title(self, bid_id: str) -> str:
        """A bid as the panel knows it: "Bid A", or "Bid A, Larkfield Care" where names are shown."""
        return bid_words(dict(self.bids)[bid_id], self.names.get(bid_id, ""))

    @property
    def room(self) -> Meeting | None:
        """Who is in the room now; None until somebody records it."""
        return self.meetings[-1] if self.meetings else None

    def absent(self, cell: BoardCell) -> frozenset[str]:
        """The members of a question who are not in the room."""
        return absent_members((one.seat_id for one in cell.members), self.room)

    def parked_now(self) -> dict[tuple[str, str], Parked]:
        """What is parked and still to be agreed, by bid and question."""
        out = self.stopped_bids()
        return {
            (one.bid_id, one.criterion): one
            for one in self.parked
            if one.taken_up is None and one.bid_id not in out
        }

    def agenda(self) -> tuple[Item, ...]:
        """What is left to agree by spread times weight, then by closeness to a minimum.

        What is parked comes last, and before it what still waits for a score.
        """
        later = self.parked_now()
        items = in_order(self._item(key) for key in self.left())
        return tuple(
            sorted(items, key=lambda one: (one.key in later, bool(self.cells[one.key].waiting)))
        )

    def _item(self, key: tuple[str, str]) -> Item:
        cell = self.cells[key]
        return Item(key, cell.apart, cell.question.weight, cell.average, cell.question.minimum)

    def stopped_bids(self) -> frozenset[str]:
        """Bids not taken further."""
        return frozenset(one.bid_id for one in self.stopped)

    def cells_by_question(self) -> tuple[tuple[str, str], ...]:
        """Every bid and question, question by question."""
        return tuple(
            (bid, question.code) for question in self.questions for bid, _letter in self.bids
        )

    def wanted(self) -> tuple[tuple[str, str], ...]:
        """Every agreement wanted, question by question."""
        out = self.stopped_bids()
        return tuple(
            key for key in self.cells_by_question() if key[0] not in out or self.cells[key].settled
        )

    def left(self) -> tuple[tuple[str, str], ...]:
        """The agreements still to come."""
        return tuple(key for key in self.wanted() if not self.cells[key].settled)

    def other_reasons(self, cell: BoardCell) -> dict[str, str]:
        """Reasons agreed for the same question of other bids, by letter."""
        return {
            other.letter: other.agreed.reason
            for (bid, code), other in self.cells.items()
            if code == cell.question.code and bid != cell.bid_id and other.agreed is not None
        }


def moderation_board(session: Session, competition_id: str) -> Board:
    """Gathers the board; before moderation opens it holds no score at all."""
    place = competition(session, competition_id)
    early = place.state in BEFORE_MODERATION
    scoring = place.state is State.SCORING
    panel = seats(session, competition_id)
    bids = bids_in_play(session, competition_id)
    questions = place.model.leaves(Kind.SCORED)
    names = shown_names(session, competition_id, bids)
    lettered = [(bid.id, bid.label) for bid in bids]
    cells = {} if early else _cells(session, place, panel, lettered, names)
    chair = chair_of(session, competition_id)
    return Board(
        competition_id=competition_id,
        open=place.state is State.MODERATING,
        closed=not early and place.state is not State.MODERATING,
        may_reopen=place.state is State.PRICED,
        chair_id=chair.person_id if chair else "",
        model=place.model,
        bids=tuple((bid.id, bid.label) for bid in bids),
        questions=questions,
        cells=cells,
        movements=() if early else movements(session, competition_id),
        stopped=not_taken_further(session, competition_id),
        missed={} if early else missed_minimums(session, competition_id),
        missing=missing_problems(session, place) if scoring else (),
        unfinished=() if early else unfinished_problems(session, place),
        progress=progress(session, competition_id),
        titles={seat.id: seat.title(place.model) for seat in panel if seat.stood_down is None},
        meetings=meetings(session, competition_id),
        parked=parked_items(session, competition_id),
        names=names,
    )


def _cells(
    session: Session,
    place: Competition,
    panel: tuple[Seat, ...],
    bids: list[tuple[str, str]],
    names: Mapping[str, str],
) -> dict[tuple[str, str], BoardCell]:
    given: dict[tuple[str, str], list[IndividualScore]] = {}
    for one in individual_scores(session, place.id):
        given.setdefault((one.bid_id, one.criterion), []).append(one)
    agreed = {(one.bid_id, one.criterion): one for one in agreements(session, place.id)}
    waiting = frozenset(waiting_scores(session, place.id))
    return {
        (bid, question.code): replace(
            _cell(
                place.model,
                question,
                (bid, letter),
                scorers(panel, question, bid),
                given.get((bid, question.code), []),
                waiting,
                agreed.get((bid, question.code)),
            ),
            bidder=names.get(bid, ""),
        )
        for question in place.model.leaves(Kind.SCORED)
        for bid, letter in bids
    }


def _cell(
    model: EvaluationModel,
    question: Criterion,
    bid: tuple[str, str],
    panel: Iterable[Seat],
    given: list[IndividualScore],
    due: frozenset[Due],
    agreed: Agreed | None,
) -> BoardCell:
    by_seat = {one.seat_id: one for one in given if one.state is not ScoreState.NOT_SCORED}
    members = []
    waiting = []
    for seat in panel:
        one = by_seat.get(seat.id)
        if Due(bid[0], question.code, seat.id) in due:
            waiting.append(seat.title(model))
        elif one is not None:
            members.append(
                MemberScore(
                    seat.id, seat.title(model), one.state, one.score, one.reason, one.frozen
                )
            )
    scores = [SeatScore(m.seat_id, m.state, m.score, m.reason) for m in members]
    return BoardCell(
        bid_id=bid[0],
        letter=bid[1],
        question=question,
        members=tuple(members),
        waiting=tuple(waiting),
        apart=spread(scores),
        far=far_apart(scores, model.spread_flag),
        average=mean(scores),
        agreed=agreed,
    )

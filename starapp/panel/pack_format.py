"""What is inside a score pack and a score file, as values and as JSON, strictly both ways.

Equal content gives equal bytes. Scores are decimal text, moments are ISO text in UTC.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from starapp.criteria.evaluation_model import EvaluationModel
from starapp.criteria.stored_form import model_from_json, model_to_json
from starapp.evaluation.result import ScoreState
from starapp.evaluation.score_sheet import bid_words
from starapp.foundation.canonical import canonical_json
from starapp.foundation.exact import plain
from starapp.foundation.problems import CannotDo, refuse
from starapp.panel.strict_fields import Fields, parse, text_of, texts_of, wrong
from starapp.panel.working_copy import Key

FORMAT = 2
"""The newest format; 2 may hold the names of the bidders and a practice answer.

What holds neither is written as format 1, which every version of STAR reads.
"""
LARGEST_PACK = 50_000_000
LARGEST_RETURN = 20_000_000
STATES = (ScoreState.SCORED, ScoreState.NOT_APPLICABLE, ScoreState.ABSTAINED)
"""What a member can answer; a score that is not there is not in the file."""


@dataclass(frozen=True, slots=True)
class PackedDocument:
    """A document of a bid, sealed beside the pack's content.

    Attributes:
        bid: the letter of the bid.
        part: name of the sealed part.
        size: bytes of the document itself.
        digest: SHA-256 of the document itself.
    """

    bid: str
    name: str
    part: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class ScorePack:
    """Everything one member scores with; no price and nobody else's name is in it.

    Attributes:
        identity: 32 hexadecimal digits.
        number: 1 for the first pack of the member, 2 for the one in its place, and so on.
        role: the member's role in words.
        declaration: what the member confirms before they score, line by line.
        model: the part of the published rules that is about the member's questions.
        rules_seal: fingerprint of the published rules.
        bids: letters, in order.
        wanted: letter and question of each score that is asked for.
        answers: letter, question and text.
        return_key: signs the member's score files; private, hexadecimal.
        sealing_key: score files are sealed to it; public, hexadecimal.
        names: letter and bidder, only where the purchasing system shows the panel who bid.
        practice: question and made-up answer that everyone scores first; None without one.
    """

    identity: str
    number: int
    reference: str
    title: str
    member: str
    role: str
    issued: datetime
    deadline: datetime | None
    declaration: tuple[str, ...]
    model: EvaluationModel
    rules_seal: str
    bids: tuple[str, ...]
    wanted: tuple[Key, ...]
    answers: tuple[tuple[str, str, str], ...]
    documents: tuple[PackedDocument, ...]
    return_key: str
    sealing_key: str
    names: tuple[tuple[str, str], ...] = ()
    practice: tuple[str, str] | None = None

    def bid_title(self, letter: str) -> str:
        """A bid as the panel knows it: "Bid A", or "Bid A, Larkfield Care" where names are shown."""
        return bid_words(letter, dict(self.names).get(letter, ""))

    @property
    def format(self) -> int:
        """The lowest format that holds it all."""
        return 2 if self.names or self.practice else 1


@dataclass(frozen=True, slots=True)
class ReturnedScore:
    """What a member put in for one answer.

    Attributes:
        score: None where the state is not "scored", or where it is not chosen yet.
        discuss: the member wants to talk about it at moderation.
    """

    bid: str
    code: str
    state: ScoreState
    score: Decimal | None
    reason: str
    discuss: bool

    @property
    def key(self) -> Key:
        """Bid and question."""
        return self.bid, self.code

    @property
    def done(self) -> bool:
        """Tells whether it counts: a score with a reason, or no score and why."""
        scored = self.state is not ScoreState.SCORED or self.score is not None
        return scored and bool(self.reason.strip())


@dataclass(frozen=True, slots=True)
class PracticeScore:
    """What a member gave the practice answer; it counts for no bid."""

    score: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class ScoreReturn:
    """The content of one score file.

    Attributes:
        pack: identity of the pack it answers.
        revision: counts the changes in the working copy; a later file has a higher one.
        made: when the file was written, by the clock of the member's computer; None where the file
            does not say.
        confirmed: when the member made the declaration; None where they did not, or where the way
            they score keeps no moment of it.
        finished: every score that was asked for is there.
        declared: the declaration was made, at whichever moment.
        practice: None where the pack had no practice answer or it was not scored.
    """

    pack: str
    reference: str
    member: str
    rules_seal: str
    revision: int
    made: datetime | None
    confirmed: datetime | None
    finished: bool
    scores: tuple[ReturnedScore, ...]
    practice: PracticeScore | None = None
    declared: bool = False


def pack_json(pack: ScorePack) -> bytes:
    """The pack as JSON bytes."""
    added = {"names": pack.names, "practice": pack.practice} if pack.format > 1 else {}
    return canonical_json(
        {
            **added,
            "format": pack.format,
            "kind": "pack",
            "identity": pack.identity,
            "number": pack.number,
            "reference": pack.reference,
            "title": pack.title,
            "member": pack.member,
            "role": pack.role,
            "issued": pack.issued,
            "deadline": pack.deadline,
            "declaration": pack.declaration,
            "model": model_to_json(pack.model),
            "rules_seal": pack.rules_seal,
            "bids": pack.bids,
            "wanted": pack.wanted,
            "answers": sorted(pack.answers),
            "documents": pack.documents,
            "return_key": pack.return_key,
            "sealing_key": pack.sealing_key,
        }
    ).encode()


_PACK_FIELDS = (
    "format", "kind", "identity", "number", "reference", "title", "member", "role", "issued",
    "deadline", "declaration", "model", "rules_seal", "bids", "wanted", "answers", "documents",
    "return_key", "sealing_key",
)  # fmt: skip
_ADDED = ("names", "practice")


def read_pack(data: bytes) -> ScorePack:
    """The pack from JSON bytes.

    Raises:
        CannotDo: names the field that is missing, unknown or wrong, or tells of a newer format.
    """
    stored = parse(data, most=LARGEST_PACK)
    added = _ADDED if require_format(stored, kind="pack") > 1 else ()
    fields = Fields(stored, "", *_PACK_FIELDS, *added)
    pack = ScorePack(
        identity=fields.code("identity", 32),
        number=fields.whole("number"),
        reference=fields.text("reference", most=500),
        title=fields.text("title", most=2_000),
        member=fields.text("member", most=500),
        role=fields.text("role", most=2_000),
        issued=fields.moment("issued"),
        deadline=fields.maybe_moment("deadline"),
        declaration=fields.many("declaration", text_of),
        model=model_from_json(fields.raw("model")),
        rules_seal=fields.code("rules_seal", 64),
        bids=fields.many("bids", text_of),
        wanted=fields.many("wanted", _key),
        answers=fields.many("answers", _answer),
        documents=fields.many("documents", _document),
        return_key=fields.code("return_key", 64),
        sealing_key=fields.code("sealing_key", 64),
        names=fields.many("names", _key) if added else (),
        practice=_practice(fields.raw("practice")) if added else None,
    )
    _require_consistent(pack)
    return pack


def return_json(returned: ScoreReturn) -> bytes:
    """The content of a score file as JSON bytes."""
    scores = sorted(returned.scores, key=lambda one: one.key)
    practice = returned.practice
    added = (
        {"practice": {"score": plain(practice.score), "reason": practice.reason}}
        if practice
        else {}
    )
    return canonical_json(
        {
            **added,
            "format": 2 if practice else 1,
            "kind": "scores",
            "pack": returned.pack,
            "reference": returned.reference,
            "member": returned.member,
            "rules_seal": returned.rules_seal,
            "revision": returned.revision,
            "made": returned.made,
            "confirmed": returned.confirmed,
            "finished": returned.finished,
            "scores": [
                {
                    "bid": one.bid,
                    "code": one.code,
                    "state": one.state,
                    "score": None if one.score is None else plain(one.score),
                    "reason": one.reason,
                    "discuss": one.discuss,
                }
                for one in scores
            ],
        }
    ).encode()


def read_return_json(data: bytes) -> ScoreReturn:
    """The content of a score file from JSON bytes.

    Raises:
        CannotDo: names the field that is missing, unknown or wrong, or tells of a newer format.
    """
    stored = parse(data, most=LARGEST_RETURN)
    added = ("practice",) if require_format(stored, kind="scores") > 1 else ()
    fields = Fields(
        stored, "", "format", "kind", "pack", "reference", "member", "rules_seal", "revision",
        "made", "confirmed", "finished", "scores", *added,
    )  # fmt: skip
    scores = fields.many("scores", _score)
    _require_once("scores", (one.key for one in scores))
    return ScoreReturn(
        pack=fields.code("pack", 32),
        reference=fields.text("reference", most=500),
        member=fields.text("member", most=500),
        rules_seal=fields.code("rules_seal", 64),
        revision=fields.whole("revision"),
        made=fields.moment("made"),
        confirmed=fields.maybe_moment("confirmed"),
        finished=fields.truth("finished"),
        scores=scores,
        practice=_practice_score(fields.raw("practice")) if added else None,
    )


def require_format(stored: object, *, kind: str, newest: int = FORMAT) -> int:
    """Gives the format after looking at it before anything else: a newer file is told as newer.

    Raises:
        CannotDo: another format, or another kind of file.
    """
    told = stored.get("format") if isinstance(stored, dict) else None
    if not isinstance(stored, dict) or isinstance(told, bool) or not isinstance(told, int):
        raise wrong("format", "this field is missing.", "missing")
    if told > newest:
        raise refuse(
            "format",
            f"The file has format {told}; this STAR reads up to {newest}. Bring STAR up to date, "
            "then open the file again.",
            "newer",
        )
    if told < 1:
        raise refuse("format", f"The file has format {told}, which never was one.", "format")
    if stored.get("kind") != kind:
        words = {"pack": "This is no score pack.", "scores": "This is no score file."}
        raise refuse("kind", words[kind] + " Choose another file.", "kind")
    return told


def _key(value: object, place: str) -> Key:
    bid, code = texts_of(value, place, 2)
    return bid, code


def _practice(value: object) -> tuple[str, str] | None:
    if value is None:
        return None
    code, text = texts_of(value, "practice", 2)
    return code, text


def _practice_score(value: object) -> PracticeScore:
    fields = Fields(value, "practice", "score", "reason")
    score = fields.maybe_number("score")
    if score is None:
        raise wrong("practice.score", 'this must be a number as text, such as "3".', "kind")
    return PracticeScore(score, fields.text("reason"))


def _answer(value: object, place: str) -> tuple[str, str, str]:
    bid, code, text = texts_of(value, place, 3)
    return bid, code, text


def _document(value: object, place: str) -> PackedDocument:
    fields = Fields(value, place, "bid", "name", "part", "size", "digest")
    return PackedDocument(
        bid=fields.text("bid"),
        name=fields.text("name", most=500),
        part=fields.text("part", most=100),
        size=fields.whole("size"),
        digest=fields.code("digest", 64),
    )


def _score(value: object, place: str) -> ReturnedScore:
    fields = Fields(value, place, "bid", "code", "state", "score", "reason", "discuss")
    known = {state.value: state for state in STATES}
    state = known.get(fields.text("state"))
    if state is None:
        raise wrong(f"{place}.state", f"this must be one of: {', '.join(known)}.", "kind")
    score = fields.maybe_number("score")
    if score is not None and state is not ScoreState.SCORED:
        raise wrong(f"{place}.score", f"there is no score where it is {state.value}.", "kind")
    return ReturnedScore(
        bid=fields.text("bid", most=100),
        code=fields.text("code", most=100),
        state=state,
        score=score,
        reason=fields.text("reason"),
        discuss=fields.truth("discuss"),
    )


def _require_once(place: str, keys: Iterable[object]) -> None:
    twice = [key for key, count in Counter(keys).items() if count > 1]
    if twice:
        named = ", ".join(twice[0]) if isinstance(twice[0], tuple) else str(twice[0])
        raise wrong(place, f"{named} stands there twice.", "twice")


def _require_consistent(pack: ScorePack) -> None:
    """Raises CannotDo where a part of the pack speaks of something that is not in it."""
    _require_once("bids", pack.bids)
    _require_once("wanted", pack.wanted)
    _require_once("answers", ((bid, code) for bid, code, _ in pack.answers))
    _require_once("documents", (one.part for one in pack.documents))
    bids, codes = set(pack.bids), {one.code for one in pack.model.criteria}
    _require_once("names", (bid for bid, _ in pack.names))
    if any(bid not in bids for bid, _ in pack.names):
        raise wrong("names", "a name is of a bid that is not in the pack.", "unknown")
    if pack.practice is not None and pack.practice[0] not in codes:
        raise wrong("practice", "its question is not in the pack.", "unknown")
    named = {*pack.wanted, *((bid, code) for bid, code, _ in pack.answers)}
    for bid, code in sorted(named):
        if bid not in bids or code not in codes:
            raise wrong("wanted", f"{bid}, {code} is not in the pack.", "unknown")
    if any(one.bid not in bids for one in pack.documents):
        raise wrong("documents", "a document is of a bid that is not in the pack.", "unknown")


def problem_words(fault: CannotDo) -> str:
    """What a refusal says, for one line."""
    return " ".join(problem.words for problem in fault.problems)

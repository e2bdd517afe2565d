"""Draws what a panel member sees: the score pack opening, the scoring window, easier to read."""

import tempfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from starapp.app import Workspace
from starapp.evaluation.panel_facts import seats
from starapp.history.acting import Actor
from starapp.panel.pack_commands import issue_packs
from starapp.panel.pack_facts import OpenedPack
from starapp.panel.pack_file import open_pack, pack_manifest
from starapp.panel.working_copy import Kept, Work

PASSPHRASE = "sample-only-not-secret"
REASON = "Says who does it, by when, and how the person and we will know."


def draw_offline(
    workspace: Workspace,
    ids: Mapping[str, str],
    folder: Path,
    *,
    chair: Actor,
    member: Actor,
    size: tuple[int, int],
    mode: str,
    percent: int,
) -> Iterator[Path]:
    """Issues a pack to a member of the sample and draws how they score from it.

    Args:
        workspace: the sample while its panel scores; a pack is issued in it.
        ids: what the sample made, by name.
        folder: where the PNG files go.
        chair: who makes the pack.
        member: who scores.
        size: of the window in pixels.
        mode: light, dark or highContrast.
        percent: text size.
    """
    from starapp.ui.panel.offline_window import OfflineWindow
    from starapp.ui.panel.pack_keeper import PackKeeper
    from starapp.ui.panel.pack_opening import PassphraseSheet
    from starapp.ui.pictures import picture

    draw = partial(picture, mode=mode, text_scale=percent)
    with tempfile.TemporaryDirectory() as kept:
        path = _issued(workspace, ids["competition"], chair, member, Path(kept))
        manifest = pack_manifest(path)
        yield draw(
            lambda: PassphraseSheet(path, manifest), folder / "score-pack.png", size=(560, 460)
        )
        pack = open_pack(path, PASSPHRASE)
        work = _half_done(pack)

        def window(*, easy: bool) -> OfflineWindow:
            keeper = PackKeeper(pack.base, pack.answers, copy=pack.copy, work=work)
            made = OfflineWindow(pack, keeper, folder=Path(kept))
            made.begin_at_last_place()
            if easy:
                made.show_easy(on=True)
            return made

        yield draw(partial(window, easy=False), folder / "offline-scoring.png", size=size)
        yield draw(partial(window, easy=True), folder / "offline-easier-to-read.png", size=size)


def _issued(
    workspace: Workspace, competition_id: str, chair: Actor, member: Actor, folder: Path
) -> Path:
    with workspace.store.writing(by=chair) as session:
        seat = next(
            one for one in seats(session, competition_id) if one.person_id == member.person_id
        )
        issued = issue_packs(
            session, competition_id=competition_id, passphrases={seat.id: PASSPHRASE}
        )
    return issued.packs[0].write(folder)


def _half_done(pack: OpenedPack) -> Work:
    """The first half of the answers scored, and the next one in view."""
    wanted = pack.base.wanted
    half = len(wanted) // 2
    work = Work(pack.identity, confirmed="2026-09-10T08:00:00+00:00")
    for place, key in enumerate(wanted[:half]):
        work = work.with_answer(key, Kept(score=str(3 + place % 3), reason=REASON))
    return work.with_answer(wanted[half], Kept())

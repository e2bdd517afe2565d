"""Draws every screen of the sample workspace to PNG, for the README and for looking."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from starapp.app import Workspace, open_workspace
from starapp.foundation.dates import LONDON
from starapp.history.acting import Actor
from starapp.organisation.queries import people
from starapp.sample.workspace import Until, make_sample

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: how far the story has gone, at what time, who looks, and at which place.

    Attributes:
        kind, of, part: the place; ``of`` names what was made in the sample ("package").
    """

    name: str
    until: Until
    at: str
    who: str
    kind: str
    of: str = ""
    part: str = ""


CHAIR, LEAD, MEMBER = "Procurement officer", "Lead commissioner", "PBS nurse"
APPROVER = "Director of adult services"

SCENES = (
    Scene("home", Until.MODERATING, "2026-09-16T14:00", CHAIR, "home"),
    Scene("packages", Until.SPECIFIED, "2026-08-14T15:05", LEAD, "packages"),
    Scene("package-pen-picture", Until.DRAFTED, "2026-08-10T11:00", LEAD, "package", "package", "pen-picture"),
    Scene("package-weekly-support", Until.DRAFTED, "2026-08-10T11:00", LEAD, "package", "package", "weekly-support"),
    Scene("package-outcomes", Until.DRAFTED, "2026-08-10T11:00", LEAD, "package", "package", "outcomes"),
    Scene("package-locked", Until.SPECIFIED, "2026-08-14T15:05", LEAD, "package", "package"),
    Scene("models", Until.INVITED, "2026-08-17T11:00", CHAIR, "models"),
    Scene("model", Until.INVITED, "2026-08-17T11:00", CHAIR, "model", "model"),
    Scene("competitions", Until.MODERATING, "2026-09-16T14:00", CHAIR, "competitions"),
    Scene("competition-model", Until.INVITED, "2026-08-17T11:00", CHAIR, "competition", "competition", "model"),
    Scene("competition-invitations", Until.INVITED, "2026-08-20T11:00", CHAIR, "competition", "competition", "invitations"),
    Scene("competition-bids-sealed", Until.RECEIVED, "2026-09-07T12:30", CHAIR, "competition", "competition", "bids"),
    Scene("competition-bids-opened", Until.OPENED, "2026-09-07T15:00", CHAIR, "competition", "competition", "bids"),
    Scene("competition-panel", Until.SCORING, "2026-09-15T09:00", CHAIR, "competition", "competition", "panel"),
    Scene("competition-scoring", Until.SCORING, "2026-09-15T09:00", MEMBER, "competition", "competition", "scoring"),
    Scene("competition-moderation", Until.MODERATING, "2026-09-16T14:00", CHAIR, "competition", "competition", "moderation"),
    Scene("competition-result", Until.WORKED_OUT, "2026-09-22T14:00", LEAD, "competition", "competition", "result"),
    Scene("competition-result-approver", Until.RECOMMENDED, "2026-09-23T14:00", APPROVER, "competition", "competition", "result"),
    Scene("competition-award", Until.SIGNED_OFF, "2026-09-25T09:00", CHAIR, "competition", "competition", "award"),
    Scene("competition-award-issued", Until.LETTERS, "2026-09-25T10:00", CHAIR, "competition", "competition", "award"),
    Scene("providers", Until.MODERATING, "2026-09-16T14:00", CHAIR, "providers"),
    Scene("settings", Until.MODERATING, "2026-09-16T14:00", CHAIR, "settings"),
    Scene("settings-people", Until.MODERATING, "2026-09-16T14:00", CHAIR, "settings", "", "people"),
    Scene("settings-letterhead", Until.MODERATING, "2026-09-16T14:00", CHAIR, "settings", "", "letterhead"),
    Scene("settings-lots", Until.MODERATING, "2026-09-16T14:00", CHAIR, "settings", "", "lots"),
)  # fmt: skip
"""Every screen worth a picture, in the order of the work."""


def draw_screens(
    folder: Path, *, size: tuple[int, int] = (1440, 900), mode: str = "light", percent: int = 100
) -> Iterator[Path]:
    """Draws the scenes and the welcome, and gives the path of each picture.

    Args:
        folder: where the PNG files go.
        size: of the window in pixels.
        mode: light, dark or highContrast.
        percent: text size.
    """
    from starapp.ui import places
    from starapp.ui.pictures import application, picture
    from starapp.ui.start.welcome import Welcome

    application()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "welcome.png"
    yield picture(Welcome, path, size=size, mode=mode, text_scale=percent)
    known = places.screens()
    with tempfile.TemporaryDirectory() as kept:
        for until in sorted({scene.until for scene in SCENES}):
            file = Path(kept) / f"{until.name.lower()}.star"
            ids = make_sample(file, until=until)
            workspace = open_workspace(file, who="STAR")
            try:
                for scene in SCENES:
                    if scene.until is until and scene.kind in known:
                        yield _draw(workspace, ids, scene, folder, size, mode, percent)
                if until is Until.SCORING:
                    from starapp.ui.panel.offline_pictures import draw_offline

                    yield from draw_offline(
                        workspace, ids, folder,
                        chair=_actor(workspace, CHAIR), member=_actor(workspace, MEMBER),
                        size=size, mode=mode, percent=percent,
                    )  # fmt: skip
            finally:
                workspace.close()


def _draw(
    workspace: Workspace,
    ids: dict[str, str],
    scene: Scene,
    folder: Path,
    size: tuple[int, int],
    mode: str,
    percent: int,
) -> Path:
    from PySide6.QtWidgets import QApplication, QWidget

    from starapp.ui.desk import Desk, Place
    from starapp.ui.main_window import MainWindow
    from starapp.ui.pictures import application, picture
    from starapp.ui.program import Program

    app: QApplication = application()
    moment = datetime.fromisoformat(scene.at).replace(tzinfo=LONDON).astimezone(UTC)
    workspace.store.clock = lambda: moment
    desk = Desk(workspace.store, _actor(workspace, scene.who))
    place = Place(scene.kind, ids.get(scene.of, ""), scene.part)

    def make() -> QWidget:
        window = MainWindow(workspace, desk, Program(app))
        window.go(place)
        return window

    def ready(_window: QWidget) -> bool:
        return bool(desk.work.idle)

    path = folder / f"{scene.name}.png"
    drawn = picture(make, path, size=size, mode=mode, text_scale=percent, ready=ready)
    desk.close()
    return drawn


def _actor(workspace: Workspace, name: str) -> Actor:
    with workspace.store.reading() as session:
        return next(person.actor() for person in people(session) if person.name == name)

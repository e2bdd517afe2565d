"""The work queue: order, refusals, conflicts, faults, and answers on the main thread."""

import threading
from functools import partial

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from starapp.foundation.change import Change, changed
from starapp.foundation.problems import Problem, Unavailable, refuse
from starapp.history.history import entries, note
from starapp.ui.desk import Desk
from starapp.ui.work import CONFLICT


def write_down(words: str, session: Session) -> Change:
    note(session, words, about=("workspace", ""))
    return changed(words, "organisation", made=words)


def wait(qtbot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: desk.work.idle)


def test_commands_run_in_the_order_given(qtbot, desk: Desk) -> None:
    done: list[str] = []
    for number in range(20):
        desk.work.do(partial(write_down, str(number)), done=lambda change: done.append(change.made))
    assert not desk.work.idle
    wait(qtbot, desk)
    assert done == [str(number) for number in range(20)]
    stored = [entry.words for entry in desk.work.read(entries)]
    assert [words for words in stored if words.isdigit()] in (done, done[::-1])


def test_answers_come_on_the_main_thread(qtbot, desk: Desk) -> None:
    threads: list[bool] = []

    def done(_change: Change) -> None:
        threads.append(QThread.currentThread() is QApplication.instance().thread())

    ran_on: list[str] = []

    def command(session: Session) -> Change:
        ran_on.append(threading.current_thread().name)
        return write_down("once", session)

    desk.work.do(command, done=done)
    wait(qtbot, desk)
    assert threads == [True]
    assert ran_on[0].startswith("database")


def test_a_refused_command_leaves_nothing_behind(qtbot, desk: Desk) -> None:
    before = len(tuple(desk.work.read(entries)))

    def command(session: Session) -> Change:
        write_down("half done", session)
        raise refuse("name", "Enter a name.")

    problems: list[Problem] = []
    told: list[Change] = []
    desk.work.changed.connect(told.append)
    desk.work.do(command, refused=problems.extend)
    wait(qtbot, desk)
    assert [problem.words for problem in problems] == ["Enter a name."]
    assert told == []
    assert len(tuple(desk.work.read(entries))) == before


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (StaleDataError("other revision"), CONFLICT),
        (Unavailable("The disk is full."), "The disk is full."),
    ],
)
def test_what_is_in_the_way_is_said_in_words(qtbot, desk: Desk, fault, words: str) -> None:
    def command(_session: Session) -> Change:
        raise fault

    heard: list[str] = []
    desk.work.trouble.connect(heard.append)
    desk.work.do(command)
    wait(qtbot, desk)
    assert heard == [words]


def test_any_other_fault_reaches_the_top(qtbot, desk: Desk) -> None:
    def command(_session: Session) -> Change:
        raise ZeroDivisionError("a bug")

    with qtbot.captureExceptions() as caught:
        desk.work.do(command)
        wait(qtbot, desk)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert desk.work.idle


def test_fetch_and_render_run_beside(qtbot, desk: Desk) -> None:
    got: list[object] = []
    desk.work.fetch(lambda session: len(tuple(entries(session))), then=got.append)
    desk.work.render(lambda: b"%PDF", then=got.append)
    wait(qtbot, desk)
    assert b"%PDF" in got
    assert len(got) == 2


def test_stopped_work_gives_no_answer(qtbot, desk: Desk) -> None:
    gate = threading.Event()
    got: list[object] = []
    job = desk.work.render(gate.wait, then=got.append)
    job.stop()
    gate.set()
    wait(qtbot, desk)
    assert got == []


def test_a_render_that_cannot_says_why(qtbot, desk: Desk) -> None:
    def job() -> bytes:
        raise Unavailable("The folder is gone.")

    words: list[str] = []
    desk.work.render(job, then=words.append, failed=words.append)
    wait(qtbot, desk)
    assert words == ["The folder is gone."]


def test_an_answer_for_a_closed_screen_is_dropped(qtbot, desk: Desk) -> None:
    gate = threading.Event()

    def slow(session: Session) -> Change:
        gate.wait(5)
        return write_down("late", session)

    label = QLabel()
    desk.work.do(slow, done=label.setText)
    label.deleteLater()
    QApplication.processEvents()
    gate.set()
    wait(qtbot, desk)
    assert desk.work.idle


def test_a_read_only_desk_says_so(qtbot, store, commissioner) -> None:
    store.read_only = True
    desk = Desk(store, commissioner)
    heard: list[str] = []
    desk.work.trouble.connect(heard.append)
    desk.work.do(partial(write_down, "no"))
    wait(qtbot, desk)
    assert desk.read_only()
    assert "read-only" in heard[0]
    desk.close()


def test_a_question_goes_on_only_with_its_conditions(qtbot, desk: Desk) -> None:
    went: list[bool] = []
    desk.ask(
        "Withdraw this competition?",
        text="All bidders get a letter.",
        yes="Withdraw",
        no="Keep it",
        risky=True,
        must_type="0147",
        then=lambda: went.append(True),
    )
    question = desk.question
    assert question is not None
    assert not question.yes.isEnabled()
    assert "0147" in question.yes.toolTip()
    from starapp.ui.widgets.text_fields import TextField

    question.findChild(TextField).setText("0147")
    question.yes.click()
    assert went == [True]

"""The board for the wall: the same scores, and nothing that tells whose they are."""

from starapp.evaluation.moderation_board import moderation_board
from tests.make.scene import moderating_scene


def test_no_member_stands_beside_a_score(store, clock) -> None:
    scene = moderating_scene(store, clock)
    with scene.store.reading() as session:
        board = moderation_board(session, scene.competition_id)
    titles = set(board.titles.values())
    for cell in board.cells.values():
        shown = cell.without_names()
        assert [one.title for one in shown.members] == [
            f"Member {number}" for number in range(1, len(cell.members) + 1)
        ]
        assert not titles & {one.title for one in shown.members}
        given = [one.score for one in shown.members if one.score is not None]
        assert given == sorted(one.score for one in cell.members if one.score is not None)
        assert {one.initials for one in shown.members} <= {f"M{n}" for n in range(1, 10)}
        assert (shown.apart, shown.average) == (cell.apart, cell.average)

"""The laws of the reading order, for any forest of comments."""

from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from comments.rows import Row
from comments.tree import DEEPEST_DRAWN, Line, reading_order
from tests.comments.rows import a_row

# As many as find what there is to find.
quick = settings(max_examples=40)

# A forest is written as the place of each comment's parent among the earlier ones, or None.
Forest = list[int | None]


@st.composite
def forests(draw: st.DrawFn) -> Forest:
    size = draw(st.integers(0, 40))
    return [draw(st.none() | st.integers(0, place - 1)) if place else None for place in range(size)]


def grown(forest: Forest) -> list[Row]:
    """The comments of the forest, numbered from 1."""
    comments: list[Row] = []
    for place, parent in enumerate(forest):
        above = None if parent is None else comments[parent]
        comments.append(a_row(place + 1, above, reply_count=forest.count(place)))
    return comments


def numbers(lines: list[Line]) -> list[int]:
    return [line.comment.pk for line in lines]


def depth_of(comment: Row, comments: list[Row]) -> int:
    return 0 if comment.parent_id is None else 1 + depth_of(comments[comment.parent_id - 1], comments)


@quick
@given(forests())
def test_every_comment_has_one_line(forest: Forest) -> None:
    comments = grown(forest)

    assert sorted(numbers(reading_order(comments, [None]))) == [comment.pk for comment in comments]


@quick
@given(forests())
def test_a_parent_stands_before_its_replies_and_nothing_else_between(forest: Forest) -> None:
    lines = reading_order(grown(forest), [None])

    way: list[int] = []
    for line in lines:
        while way and way[-1] != line.comment.parent_id:
            way.pop()
        assert line.comment.parent_id == (way[-1] if way else None)
        way.append(line.comment.pk)


@quick
@given(forests(), st.randoms(use_true_random=False))
def test_siblings_keep_the_order_they_come_in(forest: Forest, random: Random) -> None:
    comments = grown(forest)
    random.shuffle(comments)

    lines = reading_order(comments, [None])

    for parent in {comment.parent_id for comment in comments}:
        siblings = [comment.pk for comment in comments if comment.parent_id == parent]
        assert [number for number in numbers(lines) if number in siblings] == siblings


@quick
@given(forests())
def test_the_depth_is_that_of_the_tree_as_far_as_it_is_drawn(forest: Forest) -> None:
    comments = grown(forest)

    for line in reading_order(comments, [None]):
        depth = depth_of(line.comment, comments)
        assert line.depth == min(depth, DEEPEST_DRAWN)
        assert line.is_flattened is (depth > DEEPEST_DRAWN)


@quick
@given(forests())
def test_from_line_to_line_it_goes_at_most_one_step_in(forest: Forest) -> None:
    depths = [-1, *(line.depth for line in reading_order(grown(forest), [None]))]

    assert all(later <= earlier + 1 for earlier, later in pairwise(depths))


@quick
@given(forests())
def test_a_branch_is_as_long_as_the_lines_drawn_in_it(forest: Forest) -> None:
    lines = reading_order(grown(forest), [None])

    for place, line in enumerate(lines):
        after = [other.depth > line.depth for other in lines[place + 1 :]]
        assert line.branch_size == [*after, False].index(False)


@quick
@given(forests(), st.data())
def test_replies_that_are_not_there_are_counted(forest: Forest, data: st.DataObject) -> None:
    comments = grown(forest)
    leaves = [comment for comment in comments if not comment.reply_count]
    left_out = data.draw(st.sets(st.sampled_from(leaves))) if leaves else set()
    there = [comment for comment in comments if comment not in left_out]

    lines = reading_order(there, [None])

    for line in lines:
        missing = sum(comment.parent_id == line.comment.pk for comment in left_out)
        assert line.missing_replies == missing


@quick
@given(forests(), st.data())
def test_under_a_start_stands_what_hangs_under_it_and_no_more(forest: Forest, data: st.DataObject) -> None:
    comments = grown(forest)
    start = data.draw(st.sampled_from(comments)).pk if comments else None
    whole, below = reading_order(comments, [None]), reading_order(comments, [start])

    place = numbers(whole).index(start) if start else -1
    inside = [line for line in whole[place + 1 :] if is_under(line.comment, start, comments)]
    assert numbers(below) == numbers(inside)
    assert not below or below[0].depth == 0


def is_under(comment: Row, start: int | None, comments: list[Row]) -> bool:
    if comment.parent_id == start:
        return True
    return comment.parent_id is not None and is_under(comments[comment.parent_id - 1], start, comments)


def test_what_hangs_under_nothing_that_is_there_is_left_out() -> None:
    orphan = a_row(2, a_row(1))
    its_reply, root = a_row(3, orphan), a_row(4)

    assert numbers(reading_order([orphan, its_reply, root], [None])) == [4]


def test_a_chain_of_a_thousand_is_read_to_its_end() -> None:
    lines = reading_order(grown([None, *range(999)]), [None])

    assert numbers(lines) == list(range(1, 1001))
    assert lines[0].branch_size == 999
    assert lines[-1].depth == DEEPEST_DRAWN


def test_a_thousand_replies_to_one_comment_stand_in_a_row() -> None:
    lines = reading_order(grown([None, *[0] * 1000]), [None])

    assert numbers(lines) == list(range(1, 1002))
    assert {line.depth for line in lines[1:]} == {1}

"""Plots: what is drawn is true to the figures, and whatever they are called is words and no markup."""

import itertools
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from comments.plots.axes import BOTTOM, HEIGHT, LEFT, MOST_LABELS, RIGHT, TOP, WIDTH
from comments.plots.bars import LENGTH, Bar, Bars, bar_svg
from comments.plots.columns import columns_svg
from comments.plots.figures import Figure, Series
from comments.plots.lines import lines_svg
from comments.plots.markup import element, group
from comments.plots.scales import round_steps, spread

Draw = Callable[[Figure], str]
HOSTILE = '</text><script>alert(1)</script>"\' onload="x'
counts = st.one_of(st.none(), st.integers(0, 10**7))
# What XML, and so a page's SVG, can hold at all.
words = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn", "Co"]))


def figure_of(*rows: list[float | None], shape: str = "columns", name: str = "Series") -> Figure:
    points = [f"{name} {number}" for number in range(len(rows[0]))]
    series = [Series(f"{name} {number}", row, tone="two") for number, row in enumerate(rows)]
    return Figure("key", name, f"About {name}", "When", points, series, short=points, shape=shape)


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314  # our own


@given(words, words)
def test_whatever_is_said_comes_back_as_words_and_nothing_else(word: str, other: str) -> None:
    found = parsed(element("text", {"class": word}, other))

    assert (found.tag, found.attrib, found.text or "", list(found)) == ("text", {"class": word}, other, [])


def test_words_beside_markup_are_escaped() -> None:
    assert group(element("g"), "<b>") == "<g></g>&lt;b&gt;"


@pytest.mark.parametrize("draw", [columns_svg, lines_svg])
def test_names_that_are_markup_elsewhere_are_drawn_as_names(draw: Draw) -> None:
    svg = draw(figure_of([1, 2], name=HOSTILE))

    assert "<script" not in svg
    assert {child.tag for child in parsed(svg).iter()} <= {
        "svg",
        "title",
        "desc",
        "g",
        "line",
        "rect",
        "polyline",
        "text",
    }


@pytest.mark.parametrize("draw", [columns_svg, lines_svg])
def test_a_drawing_has_a_title_and_a_description_and_no_style_of_its_own(draw: Draw) -> None:
    svg = draw(figure_of([1, 2]))

    found = parsed(svg)
    said = {child.attrib["id"]: child.text for child in found if child.tag in {"title", "desc"}}
    assert found.attrib["role"] == "img"
    assert said[found.attrib["aria-labelledby"]] == "Series"
    assert said[found.attrib["aria-describedby"]] == "About Series"
    assert "style" not in svg


@given(st.lists(st.tuples(counts, counts, counts), min_size=1, max_size=60))
def test_columns_stand_on_one_another_as_high_as_their_figures(stacks: list[tuple[int | None, ...]]) -> None:
    rects = [
        {name: float(rect.attrib[name]) for name in ("x", "y", "width", "height")}
        for rect in parsed(columns_svg(figure_of(*(list(row) for row in zip(*stacks, strict=True))))).iter("rect")
    ]

    most = max(sum(value or 0 for value in stack) for stack in stacks)
    unit = (BOTTOM - TOP) / round_steps(most)[-1]
    assert [rect["height"] for rect in rects] == pytest.approx(
        [value * unit for stack in stacks for value in stack if value], abs=0.1
    )
    assert all(rect["y"] >= TOP - 0.1 and rect["y"] + rect["height"] <= BOTTOM + 0.2 for rect in rects)
    assert all(rect["x"] >= LEFT and rect["x"] + rect["width"] <= RIGHT + 0.2 for rect in rects)


@given(st.lists(counts, min_size=1, max_size=60))
def test_a_line_goes_through_every_figure_and_breaks_where_there_is_none(values: list[int | None]) -> None:
    found = parsed(lines_svg(figure_of(list(values), shape="lines")))

    places = [pair for line in found.iter("polyline") for pair in line.attrib["points"].split()]
    assert len(places) + len(list(found.iter("circle"))) == sum(value is not None for value in values)
    top = round_steps(max(value or 0 for value in values))[-1]
    drawn = [float(pair.split(",")[1]) for pair in places]
    assert all(TOP - 0.1 <= y <= BOTTOM + 0.1 for y in drawn)
    if None not in values and len(values) > 1:
        assert drawn == pytest.approx([BOTTOM - (BOTTOM - TOP) * (value or 0) / top for value in values], abs=0.1)


def test_what_is_usual_lies_behind() -> None:
    usual = Series("Usual", [1, 2], tone="quiet", is_usual=True)
    figure = Figure("key", "T", "A", "When", ["a", "b"], [Series("Now", [3, 4]), usual], shape="lines")

    classes = [line.attrib["class"] for line in parsed(lines_svg(figure)).iter("polyline")]

    assert ["plot-usual" in name for name in classes] == [True, False]


@pytest.mark.parametrize("count", [1, 2, 7, 8, 24, 168])
def test_labels_are_few_and_stay_within_the_drawing(count: int) -> None:
    found = parsed(columns_svg(figure_of(list(range(count)))))

    labels = [text for text in found.iter("text") if text.attrib["class"] == "plot-label"]
    assert 1 <= len(labels) <= MOST_LABELS
    assert all(0 <= float(text.attrib["x"]) <= WIDTH and float(text.attrib["y"]) < HEIGHT for text in labels)


@given(st.one_of(st.just(0.0), st.floats(0.01, 10**9)), st.booleans())
def test_a_scale_begins_with_nothing_and_ends_above_the_most_in_few_equal_steps(most: float, whole: bool) -> None:
    steps = round_steps(most, whole=whole)

    gaps = [after - before for before, after in itertools.pairwise(steps)]
    assert steps[0] == 0
    assert steps[-1] >= most * 0.999_999
    assert 1 <= len(gaps) <= 6
    assert gaps == pytest.approx([gaps[0]] * len(gaps))
    if whole:
        assert all(float(step).is_integer() for step in steps)


def test_labels_are_spread_evenly() -> None:
    assert list(spread(24, 7)) == [0, 4, 8, 12, 16, 20]
    assert list(spread(0, 7)) == []


@pytest.mark.parametrize(("value", "most", "length"), [(0, 4, 0), (1, 4, 25), (4, 4, 100), (0, 0, 0), (1, 3, 33.3)])
def test_a_bar_is_as_long_as_its_share(value: int, most: int, length: float) -> None:
    [rect] = parsed(bar_svg(value, most)).iter("rect")

    assert float(rect.attrib["width"]) == length * LENGTH / 100


@override_settings(USE_THOUSAND_SEPARATOR=True)
def test_the_table_holds_what_is_drawn() -> None:
    html = shown(figure=figure_of([1234, None], [0.5, 2]))

    assert '<th scope="row">Series 0</th><td>1,234</td><td>0.5</td>' in html
    assert '<th scope="row">Series 1</th><td>–</td><td>2</td>' in html


def test_nothing_is_said_in_words_and_not_drawn() -> None:
    html = shown(figure=figure_of([0, None])) + shown(bars=Bars("key", "T", "A", ["N", "V"], []))

    assert html.count("Nothing in this time.") == 2
    assert "<svg" not in html


def test_bars_lead_where_their_names_do_and_are_escaped_too() -> None:
    html = shown(bars=Bars("key", "T", "A", ["N", "V"], [Bar(HOSTILE, 12_345, "/there/", ["more & more"])]))

    assert '<a href="/there/">&lt;/text&gt;&lt;script&gt;' in html
    assert "12,345" in html
    assert "more &amp; more" in html


def shown(**context: object) -> str:
    name = "plot figure" if "figure" in context else "bars bars"
    return Template(f"{{% load plots %}}{{% {name} %}}").render(Context(context))

"""axe finds nothing at the newsroom's desk that is ours to mend, and no page of it scrolls sideways."""

from tests.browser.axe import look_at, open_with_axe
from tests.browser.conftest import OpenPage
from tests.browser.showcase import make_showcase
from tests.factories import PictureFactory, PlannedRevisionFactory, RemarkFactory

DESK = "/admin/articles"
# Of Django's and select2's own markup: the field's name is that of the picture in its label, a column of the
# table of lines has no head, and the list of what is chosen holds a field.
NOT_OURS = (
    'label-title-only: <input type="text" size="40" name="q"',
    'empty-table-header: <th class="original">',
    'list: <ul class="select2-selection__rendered">',
)


def test_the_forms_and_lists_of_editors(open_page: OpenPage) -> None:
    showcase, picture, planned = make_showcase(), PictureFactory.create(), PlannedRevisionFactory.create()
    RemarkFactory.create(article=showcase.article)
    page = open_with_axe(open_page, showcase.editor)

    findings = [
        *look_at(page, f"{DESK}/article/"),
        *look_at(page, f"{DESK}/article/{showcase.article.pk}/change/"),
        *look_at(page, f"{DESK}/article/{showcase.article.pk}/revisions/1/"),
        *look_at(page, f"{DESK}/plannedrevision/{planned.pk}/change/"),
        *look_at(page, f"{DESK}/picture/"),
        *look_at(page, f"{DESK}/picture/{picture.pk}/change/"),
        *look_at(page, f"{DESK}/picture/several/"),
        *look_at(page, f"{DESK}/picture/choosing/"),
        *look_at(page, f"{DESK}/remark/"),
        *look_at(page, f"{DESK}/topic/add/"),
    ]

    ours = [finding for finding in findings if not any(known in finding for known in NOT_OURS)]
    assert not ours, "\n".join(ours)

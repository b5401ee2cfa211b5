"""Adding, replacing and deleting pictures."""

from functools import partial

from django.db import transaction

from accounts.models import User
from articles.body import redraw_bodies
from articles.cutting import delete_renditions
from articles.models import Picture
from articles.permissions import may_edit_articles
from articles.pictures import digest_of
from articles.renditions import origin_of
from articles.tasks import render_picture


@transaction.atomic
def save_picture(*, picture: Picture, editor: User) -> Picture:
    """Store the picture; a file that it had before and has no more is deleted, with its renditions.

    Texts that show it tell at once what is new; the worker makes renditions where the file or a
    focal point is another. The file must have passed articles/pictures.py. Raises PermissionDenied
    unless `editor` may edit articles.
    """
    may_edit_articles(editor).enforce()
    before = Picture.objects.held().filter(pk=picture.pk).first()
    if picture.pk is None:
        picture.uploaded_by = editor
    if before:
        # The worker may have made them since the form was opened.
        picture.renditions = before.renditions
    if picture.file.name and (before is None or before.file.name != picture.file.name):
        picture.digest = digest_of(picture.file)
    if before and before.file.name != picture.file.name:
        picture.renditions = ""
        _delete_files_later(before)
    picture.save()
    if before:
        redraw_bodies(picture.in_bodies.values_list("pk", flat=True))
    if picture.file.name and (before is None or origin_of(picture) != origin_of(before)):
        render_picture.enqueue(picture.pk)
    return picture


@transaction.atomic
def delete_picture(*, picture: Picture, editor: User) -> None:
    """Delete the picture with its files; articles and bylines that show it stay, without it."""
    may_edit_articles(editor).enforce()
    # Held first, as the worker holds it; and it may have made renditions since the picture was looked at.
    _delete_files_later(Picture.objects.held().filter(pk=picture.pk).first() or picture)
    showing = list(picture.in_bodies.values_list("pk", flat=True))
    picture.delete()
    redraw_bodies(showing)


def _delete_files_later(picture: Picture) -> None:
    """Only once the database no longer speaks of them."""
    storage = picture.file.storage
    if picture.file.name:
        transaction.on_commit(partial(storage.delete, picture.file.name))
    if picture.renditions:
        transaction.on_commit(partial(delete_renditions, storage, picture.renditions))

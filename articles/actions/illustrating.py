"""Adding, replacing and deleting pictures."""

from functools import partial

from django.db import transaction

from accounts.models import User
from articles.models import Picture
from articles.permissions import may_edit_articles


@transaction.atomic
def save_picture(*, picture: Picture, editor: User) -> Picture:
    """Store the picture; a file that it had before and has no more is deleted.

    Its file must have passed articles/pictures.py. Raises PermissionDenied unless `editor`
    may edit articles.
    """
    may_edit_articles(editor).enforce()
    before = Picture.objects.filter(pk=picture.pk).values_list("file", flat=True).first()
    if picture.pk is None:
        picture.uploaded_by = editor
    picture.save()
    if before and before != picture.file.name:
        _delete_file_later(before)
    return picture


@transaction.atomic
def delete_picture(*, picture: Picture, editor: User) -> None:
    """Delete the picture with its file; articles and bylines that show it stay, without it."""
    may_edit_articles(editor).enforce()
    if picture.file.name:
        _delete_file_later(picture.file.name)
    picture.delete()


def _delete_file_later(name: str) -> None:
    """Only once the database no longer speaks of the file."""
    transaction.on_commit(partial(Picture._meta.get_field("file").storage.delete, name))

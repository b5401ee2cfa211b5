"""Mail is sent by the worker, and in the demo laid into the outbox."""

import importlib
from pathlib import Path
from smtplib import SMTPServerDisconnected
from typing import Any, cast

import pytest
from django.core import mail
from django.test import Client, override_settings
from django_tasks import TaskResultStatus, default_task_backend
from django_tasks.backends.dummy import DummyBackend
from pytest_django import Settings

from accounts import urls
from accounts.tasks import RETRY_AFTER, deliver_mail
from tests.accounts.steps import sign_up

MESSAGE: dict[str, Any] = {
    "subject": "Parley: your code",
    "text": "Grüße, — <b>ABCD-EFGH</b>",
    "sender": "Parley <noreply@localhost>",
    "recipients": ["nina@example.org"],
}


@pytest.fixture
def queue(settings: Settings) -> DummyBackend:
    """A queue that keeps its tasks and never runs them."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    return cast("DummyBackend", default_task_backend)


@pytest.fixture
def outbox(settings: Settings, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"
    folder = settings.OUTBOX_DIR = tmp_path / "outbox"
    return folder


@pytest.fixture
def no_mail_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise SMTPServerDisconnected("the server is away")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)


@pytest.mark.django_db
def test_a_request_only_queues_its_message(client: Client, queue: DummyBackend) -> None:
    sign_up(client)

    assert mail.outbox == []
    assert [result.kwargs["recipients"] for result in queue.results] == [["nina@example.org"]]


@pytest.mark.django_db
@pytest.mark.usefixtures("no_mail_server")
def test_a_sign_up_goes_on_while_the_mail_server_is_away(client: Client, queue: DummyBackend) -> None:
    answer = sign_up(client)

    assert answer.status_code == 200
    assert queue.results[0].status == TaskResultStatus.READY


def test_the_worker_delivers_a_message() -> None:
    deliver_mail.call(**MESSAGE)

    assert (mail.outbox[0].subject, mail.outbox[0].body) == (MESSAGE["subject"], MESSAGE["text"])


@pytest.mark.usefixtures("no_mail_server")
def test_a_message_that_was_not_taken_is_tried_again_later(queue: DummyBackend) -> None:
    deliver_mail.call(**MESSAGE)

    again = queue.results[0]
    assert again.kwargs == {**MESSAGE, "failures": 1}
    assert again.task.run_after is not None


@pytest.mark.usefixtures("no_mail_server")
def test_a_message_that_is_never_taken_fails_where_the_operator_sees_it(queue: DummyBackend) -> None:
    with pytest.raises(SMTPServerDisconnected):
        deliver_mail.call(**MESSAGE, failures=len(RETRY_AFTER))

    assert queue.results == []


@pytest.mark.django_db
def test_the_outbox_shows_messages_newest_first(client: Client, outbox: Path) -> None:
    deliver_mail.call(**MESSAGE)
    deliver_mail.call(**{**MESSAGE, "subject": "Parley: another"})

    page = client.get("/demo/outbox/").content.decode()

    assert page.index("Parley: another") < page.index("Parley: your code")
    assert "nina@example.org" in page
    assert "Grüße, — &lt;b&gt;ABCD-EFGH&lt;/b&gt;" in page


@pytest.mark.django_db
def test_the_outbox_leaves_no_half_written_file(client: Client, outbox: Path) -> None:
    outbox.mkdir()
    (outbox / "00000000000000000001-abcd.partial").write_text("Subject: Half", encoding="utf-8")
    deliver_mail.call(**MESSAGE)

    page = client.get("/demo/outbox/").content.decode()

    assert "Half" not in page
    assert [path.suffix for path in sorted(outbox.iterdir())] == [".partial", ".eml"]


@pytest.mark.django_db
@pytest.mark.usefixtures("outbox")
def test_an_empty_outbox_says_what_it_is_for(client: Client) -> None:
    page = client.get("/demo/outbox/").content.decode()

    assert "sends no mail" in page
    assert "No message yet." in page


@pytest.mark.django_db
@pytest.mark.usefixtures("outbox")
def test_the_outbox_looks_for_new_messages_by_itself_unless_held_still(client: Client) -> None:
    assert client.get("/demo/outbox/").headers["Refresh"] == "4"
    assert "Refresh" not in client.get("/demo/outbox/?still").headers


@pytest.mark.django_db
@pytest.mark.usefixtures("outbox")
@override_settings(DEMO=False)
def test_there_is_no_outbox_outside_the_demo(client: Client) -> None:
    assert client.get("/demo/outbox/").status_code == 404


@override_settings(DEMO=False)
def test_the_outbox_has_no_address_outside_the_demo() -> None:
    try:
        names = [pattern.name for pattern in importlib.reload(urls).urlpatterns]
    finally:
        with override_settings(DEMO=True):
            importlib.reload(urls)

    assert "person" in names
    assert "outbox" not in names

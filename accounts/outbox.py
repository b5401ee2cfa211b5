"""The demo's mail: files in a folder, which the site shows instead of sending anything."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as ParsedMessage
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

# More than anybody reads; older messages stay in the folder.
NEWEST = 30


class OutboxBackend(BaseEmailBackend):
    """Keeps each message as a file of its own in settings.OUTBOX_DIR."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        settings.OUTBOX_DIR.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            _keep(message, settings.OUTBOX_DIR)
        return len(email_messages)


@dataclass(frozen=True)
class KeptMessage:
    subject: str
    to: str
    sent_at: datetime
    text: str


def newest_messages() -> list[KeptMessage]:
    """The last NEWEST messages, newest first."""
    paths = sorted(settings.OUTBOX_DIR.glob("*.eml"), reverse=True)
    return [_read(path) for path in paths[:NEWEST]]


def _keep(message: EmailMessage, folder: Path) -> None:
    """Write beside its place and move there, so that a reader sees the whole file or none."""
    # The time leads the name, so names sort by time.
    name = f"{time.time_ns():020d}-{token_hex(4)}"
    partial = folder / f"{name}.partial"
    partial.write_bytes(message.message().as_bytes())
    partial.replace(folder / f"{name}.eml")


def _read(path: Path) -> KeptMessage:
    message = message_from_bytes(path.read_bytes(), ParsedMessage, policy=policy.default)
    return KeptMessage(
        subject=str(message["Subject"]),
        to=str(message["To"]),
        sent_at=datetime.fromtimestamp(int(path.name.split("-")[0]) / 1e9, tz=UTC),
        text=message.get_content(),
    )

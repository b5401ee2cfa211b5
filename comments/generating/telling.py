"""How far the making has come, on the line of what was told before."""

from django.core.management.base import BaseCommand


def tell(command: BaseCommand, line: str, *, is_last: bool) -> None:
    """Beside what the command prints, so that a script can take that."""
    command.stderr.write(f"\r{line}", command.style.NOTICE, ending="\n" if is_last else "")
    command.stderr.flush()

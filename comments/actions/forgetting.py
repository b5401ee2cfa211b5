"""What is kept for a time only, and then forgotten."""

from datetime import timedelta

from django.utils import timezone

from comments.models import Origin

# As long as somebody may still come back to a quarrel; longer than any limit looks.
ORIGINS_KEPT = timedelta(days=90)


def forget_old_origins() -> int:
    """Delete from which networks comments older than ORIGINS_KEPT came; how many they were comes back."""
    count, _each = Origin.objects.filter(noted_at__lt=timezone.now() - ORIGINS_KEPT).delete()
    return count

"""What a moderator keeps of the desk: queues with their filters, by name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from comments.actions.saving_filters import FILTERS_AT_MOST, TooManyFiltersError, drop_filter, save_filter
from comments.models import SavedFilter
from comments.moderation.filters import Chip, read_view
from comments.moderation.forms import SavedFilterForm
from comments.moderation.queues import ORDER_NAMES
from comments.permissions import may_moderate
from comments.views.answers import sign_in_first


@require_http_methods(["GET", "POST"])
def saved_filters(request: HttpRequest) -> HttpResponse:
    """With GET one's own, to be opened and dropped; with POST a queue's filters are kept, and one is back there."""
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    form = SavedFilterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        # What the address means, and no more than that.
        query = read_view(QueryDict(form.cleaned_data["query"])).query
        try:
            save_filter(moderator=request.user, name=form.cleaned_data["name"], query=query)
        except TooManyFiltersError:
            sentence = _("You keep %(count)s filters already: please drop one first.")
            form.add_error("name", sentence % {"count": FILTERS_AT_MOST})
        else:
            messages.success(request, _("Saved: you find it among your saved filters."))
            return redirect(f"{reverse('queue')}?{query}")
    kept = [(saved, *_in_words(saved)) for saved in SavedFilter.objects.filter(moderator=request.user)]
    context = {"form": form, "kept": kept}
    status = 422 if request.method == "POST" else 200
    return render(request, "comments/saved_filters.html", context, status=status)


@require_POST
def saved_filter_deletion(request: HttpRequest, pk: int) -> HttpResponse:
    if not isinstance(request.user, User):
        return sign_in_first(request)
    drop_filter(moderator=request.user, pk=pk)
    messages.success(request, _("The filter is dropped."))
    return redirect("saved_filters")


def _in_words(saved: SavedFilter) -> tuple[str, str, list[Chip]]:
    """Its queue, its order and its filters: two queries at most for each filter that names something."""
    asked = read_view(QueryDict(saved.query))
    return str(asked.view.queue.label), str(ORDER_NAMES[asked.view.order]), asked.chips

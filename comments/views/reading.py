"""Reading one comment, what changed, and what concerns one reader of a discussion."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from accounts.keys import key_of
from accounts.models import User
from accounts.statements import read_row
from articles.lookup import article_or_404
from articles.models import Article
from articles.policy import discussion_policy
from comments.actions.visiting import note_visit
from comments.discussion import decisions_on, facts_about, mark_undone, removals, removed_in
from comments.live import changes_in, shown_version
from comments.lookup import comments_by, votes_of
from comments.models import Appeal, Comment, Visit
from comments.permalink import Surroundings, alone, surroundings_of
from comments.permissions import (
    may_appeal,
    may_delete,
    may_edit,
    may_moderate,
    may_read_discussion,
    may_scrub,
    may_take_measures,
)
from comments.renderer import render_list
from comments.rows import rows_by_key
from comments.tokens import with_token
from comments.tree import Line
from comments.unseen import MOST_SHOWN, entries_of
from comments.writers import Writer, is_own, is_writer

OWN_COMMENTS_IN_OVERLAY = 200
QUOTING_ON_A_PAGE = 50


@require_safe
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """The comment between what it answers and what answers it; `?after=` goes on through many answers."""
    visible = Comment.objects.visible_in_any_discussion(request.user).select_related("author", "guest").with_article()
    comment = get_object_or_404(visible, pk=pk)
    article, moderates = comment.discussion.article, may_moderate(request.user)
    may_read, own = may_read_discussion(request.user, article), is_own(request.user, comment)
    if not may_read and not own:
        raise Http404
    with_token(request)
    around = surroundings_of(comment, request.GET.get("after", "")) if may_read else alone(comment)
    decisions = decisions_on({pk, *removed_in(around.rows)}, with_moderators=bool(moderates))
    on_this_one = [decision for decision in decisions if decision.comment_id == pk]
    mark_undone(on_this_one)
    taken_down_by = removals(on_this_one).get(pk)
    policy = discussion_policy(article)
    facts = facts_about(around.rows, policy, comment.discussion, decisions=decisions, article=article)
    context = {
        "comment": comment,
        "article": article,
        "around": around,
        "has_feed": article.is_public and policy.has_discussion,
        "ancestors": render_list([Line(ancestor, depth=0) for ancestor in around.above], facts),
        "entry": render_list([Line(around.comment, depth=0)], replace(facts, unfolded=pk)),
        "replies": render_list(around.below, facts),
        "later": urlencode({"after": around.later}) if around.later else "",
        "decisions": on_this_one,
        "may_appeal": may_appeal(request.user, comment, taken_down_by),
        "has_appealed": own and taken_down_by is not None and Appeal.objects.filter(decision=taken_down_by).exists(),
        "may_edit": may_edit(request.user, comment),
        "may_delete": may_delete(request.user, comment) and comment.status != Comment.Status.DELETED,
        "scrubs": list(comment.scrubs.select_related("scrubber")),
        "may_scrub": may_scrub(request.user, comment),
        "may_moderate": moderates,
        "may_pin": may_take_measures(request.user, comment, "pin"),
        "may_feature": may_take_measures(request.user, comment, "feature"),
        "answers_changed": _answers_changed(around),
        "is_own": own,
        "sees_notes": own or bool(moderates),
    }
    return render(request, "comments/comment.html", context)


def _answers_changed(around: Surroundings) -> bool:
    """Whether what the comment answers was changed since, in a way that left a trace."""
    if not around.above:
        return False
    parent = around.above[-1]
    return bool(parent.is_published and parent.edited_at and parent.edited_at > around.comment.created_at)


@require_safe
def quotations(request: HttpRequest, pk: int) -> HttpResponse:
    """The published comments that quote this one, oldest first; `?after=` goes on."""
    visible = Comment.objects.visible_in_any_discussion(request.user)
    comment = get_object_or_404(visible.for_display().with_article(), pk=pk)
    article = comment.discussion.article
    if not may_read_discussion(request.user, article):
        raise Http404
    start = key_of(request.GET.get("after", "")) or 0
    quoting = Comment.objects.published().filter(quotations__source_comment=comment, pk__gt=start).order_by("pk")
    keys = list(quoting.distinct().values_list("pk", flat=True)[: QUOTING_ON_A_PAGE + 1])
    rows = sorted(rows_by_key(keys[:QUOTING_ON_A_PAGE]))
    facts = facts_about(rows, discussion_policy(article), comment.discussion, article=article)
    context = {
        "comment": comment,
        "article": article,
        "quoting": render_list([Line(row, depth=0) for row in rows], facts),
        "later": urlencode({"after": keys[-2]}) if len(keys) > QUOTING_ON_A_PAGE else "",
    }
    return render(request, "comments/quotations.html", context)


@require_safe
@cache_control(private=True, no_store=True)
def overlay(request: HttpRequest, pk: int) -> JsonResponse:
    """What a script lays over the discussion that is the same for everyone: this reader's own.

    `deeds` maps a comment's key to the deeds its reader may do beside those that all may;
    `everywhere` lists those that the reader may do on every comment; `votes` maps keys to
    the reader's votes; `seen_until` is the time from which comments are new, or null;
    `waiting` holds the entries that nobody else sees, with what they answer;
    `token` lets the script send forms that the shared page does not hold.
    """
    article = article_or_404(request.user, pk)
    nothing: dict[str, object] = {"deeds": {}, "votes": {}, "seen_until": None, "waiting": []}
    mine = _of(request.user, article) if is_writer(request.user) else nothing
    labels = {"edit": _("Edit"), "deletion": _("Delete"), "decision": _("Decide"), "branch": _("Branch")}
    everywhere = ["decision", "branch"] if may_moderate(request.user) else []
    token = get_token(request) if is_writer(request.user) else ""
    return JsonResponse({**mine, "labels": labels, "everywhere": everywhere, "token": token})


def _of(reader: Writer, article: Article) -> dict[str, object]:
    deeds: dict[int, list[str]] = {}
    waiting: list[int] = []
    for one in comments_by(reader, article, OWN_COMMENTS_IN_OVERLAY):
        asked = {"edit": may_edit(reader, one), "deletion": may_delete(reader, one)}
        deeds[one.pk] = [deed for deed, may in asked.items() if may]
        if one.status in {Comment.Status.PENDING, Comment.Status.UNCONFIRMED}:
            waiting.append(one.pk)
    entries = entries_of(waiting[:MOST_SHOWN], article)
    mine: dict[str, object] = {"deeds": deeds, "votes": {}, "seen_until": None, "waiting": entries}
    if not isinstance(reader, User):
        return mine
    visit = read_row(Visit, "reader_id = %s AND discussion_id = %s", [reader.pk, article.pk])
    return {**mine, "votes": votes_of(reader, article), "seen_until": visit and visit.seen_until.isoformat()}


@require_safe
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """The discussion's version as a word: what an open page asks every few seconds."""
    discussed = Article.objects.visible_to(request.user).with_discussion()
    article = get_object_or_404(discussed.select_related("discussion"), pk=pk)
    return HttpResponse(shown_version(article), content_type="text/plain")


@require_safe
@cache_control(no_store=True)
def changes(request: HttpRequest, pk: int) -> JsonResponse:
    """What was published, edited and taken down since the version `?after=`, for an open page."""
    article = get_object_or_404(Article.objects.visible_to(request.user).with_discussion(), pk=pk)
    return JsonResponse(changes_in(article, request.GET.get("after", "")))


@require_POST
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the reader has seen the discussion up to now."""
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    if isinstance(request.user, User):
        note_visit(article=article, reader=request.user, seen_until=timezone.now())
    return redirect(f"{article.get_absolute_url()}#discussion")

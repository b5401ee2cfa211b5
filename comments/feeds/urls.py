from django.urls import path, re_path

from comments.feeds import views

_FORMAT = r"\.(?P<format_name>atom|rss)$"

urlpatterns = [
    re_path(rf"^feeds/discussions/(?P<pk>[0-9]{{1,18}}){_FORMAT}", views.of_discussion, name="discussion_feed"),
    re_path(rf"^feeds/branches/(?P<pk>[0-9]{{1,18}}){_FORMAT}", views.of_branch, name="branch_feed"),
    re_path(rf"^feeds/replies/(?P<token>[-\w]{{43,64}}){_FORMAT}", views.of_replies, name="replies_feed"),
    path("account/feed/", views.own_feed, name="own_feed"),
]

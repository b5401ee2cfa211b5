from django.urls import re_path

from articles.feeds import newest

_FORMAT = r"\.(?P<format_name>atom|rss)$"

urlpatterns = [
    re_path(rf"^feeds/articles{_FORMAT}", newest.all_articles, name="articles_feed"),
    re_path(rf"^feeds/topics/(?P<slug>[-\w]+){_FORMAT}", newest.of_topic, name="topic_feed"),
    re_path(rf"^feeds/tags/(?P<slug>[-\w]+){_FORMAT}", newest.of_tag, name="tag_feed"),
    re_path(rf"^feeds/bylines/(?P<slug>[-\w]+){_FORMAT}", newest.of_byline, name="byline_feed"),
]

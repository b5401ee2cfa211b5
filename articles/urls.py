from django.urls import include, path

from articles import sitemaps, views

urlpatterns = [
    path("", views.home, name="home"),
    path("<int:year>/<int:month>/<slug:slug>/", views.article, name="article"),
    path("archive/", views.archive, name="archive"),
    path("<int:year>/", views.archive, name="archive_year"),
    path("<int:year>/<int:month>/", views.archive_month, name="archive_month"),
    path("topics/", views.topics, name="topics"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("tags/<slug:slug>/", views.tag, name="tag"),
    path("bylines/", views.bylines, name="bylines"),
    path("bylines/<slug:slug>/", views.byline, name="byline"),
    path("pictures/<int:pk>/", views.picture, name="picture"),
    path("pictures/<int:pk>/image/", views.picture_image, name="picture_image"),
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/<int:pk>/<int:number>/", views.correction, name="correction"),
    path("share/<int:pk>/<slug:digest>.jpg", views.share_card, name="share_card"),
    path("search/", views.search, name="search"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
    path("", include("articles.feeds.urls")),
    path("", include("articles.remarks.urls")),
    path("sitemap.xml", sitemaps.index, name="sitemap_index"),
    path("sitemaps/news.xml", sitemaps.news, name="news_sitemap"),
    path("sitemaps/<slug:section>.xml", sitemaps.part, name="sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
]

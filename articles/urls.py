from django.urls import include, path

from articles import views

urlpatterns = [
    path("", views.home, name="home"),
    path("<int:year>/<int:month>/<slug:slug>/", views.article, name="article"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("tags/<slug:slug>/", views.tag, name="tag"),
    path("bylines/<slug:slug>/", views.byline, name="byline"),
    path("pictures/<int:pk>/", views.picture, name="picture"),
    path("search/", views.search, name="search"),
    path("", include("articles.feeds.urls")),
]

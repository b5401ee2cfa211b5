from django.urls import path

from articles.remarks import views

urlpatterns = [
    path("articles/<int:pk>/remark/", views.remark, name="remark"),
    path("previews/<slug:token>/", views.preview, name="preview"),
]

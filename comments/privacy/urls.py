from django.urls import path

from comments.privacy import views

urlpatterns = [
    path("account/export/", views.export, name="export"),
    path("account/erasure/", views.erasure, name="erasure"),
    path("account/erased/", views.erased, name="erased"),
]

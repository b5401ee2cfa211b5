from django.urls import path

from comments.transparency.views import data, report, table

urlpatterns = [
    path("moderation/report/", report, name="transparency"),
    path("moderation/report/figures.csv", table, name="transparency_csv"),
    path("moderation/report/figures.json", data, name="transparency_json"),
]

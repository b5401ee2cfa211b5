import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0009_cut_points"),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkCard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(editable=False, max_length=1000, unique=True, verbose_name="address")),
                ("title", models.CharField(blank=True, editable=False, max_length=200, verbose_name="title")),
                (
                    "description",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="description"),
                ),
                ("site_name", models.CharField(blank=True, editable=False, max_length=80, verbose_name="site")),
                (
                    "canonical",
                    models.CharField(
                        blank=True, editable=False, max_length=1000, verbose_name="address that the page names"
                    ),
                ),
                (
                    "is_plain",
                    models.BooleanField(
                        default=False,
                        help_text="In every text, without title and description.",
                        verbose_name="show as a plain link",
                    ),
                ),
                ("fetched_at", models.DateTimeField(editable=False, null=True, verbose_name="fetched")),
                ("tried_at", models.DateTimeField(editable=False, null=True, verbose_name="last tried")),
                (
                    "attempts",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="attempts without success"
                    ),
                ),
                (
                    "trouble",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_allowed", "an address that this site does not ask"),
                            ("unreachable", "nobody answered there"),
                            ("too_slow", "the answer took too long"),
                            ("broken", "the other site was in trouble"),
                            ("not_shown", "not there, or not for everybody"),
                            ("other_kind", "something else than was asked for"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="why there is nothing",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cards_to_it",
                        to="articles.article",
                        verbose_name="article of this site",
                    ),
                ),
            ],
            options={
                "verbose_name": "link card",
                "verbose_name_plural": "link cards",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="link_cards",
            field=models.ManyToManyField(
                editable=False, related_name="in_bodies", to="articles.linkcard", verbose_name="link cards"
            ),
        ),
    ]

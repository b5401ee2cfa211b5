from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models
from django.db.models import Q

CUTS = {"card": "cards", "face": "portraits", "share": "beside links"}
AXES = {"x": "left", "y": "top"}


def share(cut, axis):
    return migrations.AddField(
        model_name="picture",
        name=f"{cut}_focal_{axis}",
        field=models.FloatField(
            blank=True,
            null=True,
            validators=[MinValueValidator(0.0), MaxValueValidator(1.0)],
            verbose_name=f"{CUTS[cut]}, from the {AXES[axis]}",
        ),
    )


def whole_point(cut):
    neither, both = (
        Q((f"{cut}_focal_x__isnull", is_null), (f"{cut}_focal_y__isnull", is_null)) for is_null in (True, False)
    )
    return migrations.AddConstraint(
        model_name="picture",
        constraint=models.CheckConstraint(condition=neither | both, name=f"articles_picture_{cut}_point_whole"),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0008_decorative_pictures"),
    ]

    operations = [
        *(share(cut, axis) for cut in CUTS for axis in AXES),
        *map(whole_point, CUTS),
    ]

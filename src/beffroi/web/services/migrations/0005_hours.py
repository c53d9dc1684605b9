"""The hours of the programme of a session, which stand on the certificate of attendance."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import migrations, models


class Migration(migrations.Migration):
    """One column, empty for what was planned before."""

    dependencies = (("services", "0004_promotion"),)
    operations = (
        migrations.AddField(
            "session",
            "hours",
            models.DecimalField(
                verbose_name="hours of the programme",
                max_digits=5,
                decimal_places=1,
                null=True,
                blank=True,
                validators=[MinValueValidator(Decimal("0.5"))],
            ),
        ),
    )

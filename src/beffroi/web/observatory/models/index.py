"""Official runs of a composite index."""

from django.conf import settings
from django.db import models


class IndexRun(models.Model):
    """One official run: by which spec, on which figures, what came out, when and by whom (nobody: the site itself)."""

    spec_id = models.CharField(max_length=80)
    spec_sha256 = models.CharField(max_length=64)
    figures_fingerprint = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField()
    engine_version = models.CharField(max_length=40)
    result = models.JSONField()
    result_sha256 = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    run_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["spec_sha256", "figures_fingerprint", "year"], name="one_official_run_of_an_index"
            ),
        )

    def __str__(self) -> str:
        return f"{self.spec_id} {self.year}"

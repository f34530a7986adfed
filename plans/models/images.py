"""Pictures in the text of plans, kept once under the digest of their bytes."""

from django.db import models


class Image(models.Model):
    """
    A picture as it is kept: re-encoded without anything about who made it or where, and never changed.

    ``bodies`` are those whose office brought it in. A picture that no kept text holds is seen by their offices alone.
    """

    class Format(models.TextChoices):
        PNG = "png", "PNG"
        JPEG = "jpg", "JPEG"
        WEBP = "webp", "WebP"

    digest = models.CharField(primary_key=True, max_length=64)
    format = models.CharField(max_length=4, choices=Format)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    content = models.BinaryField()
    bodies = models.ManyToManyField("plans.Body", related_name="images")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(format__in=("png", "jpg", "webp")), name="image_of_a_known_format"
            )
        ]

    def __str__(self) -> str:
        return f"{self.digest[:12]}.{self.format}"

    @property
    def address(self) -> str:
        """Where it is read, and how the text of a plan names it."""
        return f"/images/{self.digest}.{self.format}"

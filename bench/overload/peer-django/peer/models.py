from django.db import models


class Application(models.Model):
    reference = models.CharField(max_length=32, unique=True)
    begun = models.DateTimeField(auto_now_add=True)


class Answers(models.Model):
    """One page of an application, as last sent."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE)
    page = models.CharField(max_length=24)
    data = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "page"], name="one_row_a_page")]


class Filing(models.Model):
    application = models.OneToOneField(Application, on_delete=models.CASCADE)
    number = models.CharField(max_length=32, unique=True)
    filed = models.DateTimeField(auto_now_add=True)
    data = models.JSONField()

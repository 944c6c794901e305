from django.apps import AppConfig


class OnetConfig(AppConfig):
    """It has no tables of its own: it fills those of the rooms below."""

    name = "onet"
    verbose_name = "O*NET and labor statistics"

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """The tables that keep what rows of all rooms were before: apart, so that one migration makes them, the last."""

    name = "sources.history"
    label = "history"
    default_auto_field = "django.db.models.BigAutoField"

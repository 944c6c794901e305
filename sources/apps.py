from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "sources"
    verbose_name = "Sources and places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sources import versioning

        versioning.watch("sources", "roles", "certifications", "careers")

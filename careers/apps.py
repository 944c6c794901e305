from django.apps import AppConfig


class CareersConfig(AppConfig):
    name = "careers"
    verbose_name = "Paths and shared links"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from careers.search import keeping

        keeping.watch(self)

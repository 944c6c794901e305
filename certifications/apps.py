from django.apps import AppConfig


class CertificationsConfig(AppConfig):
    name = "certifications"
    verbose_name = "Certifications and rules"
    default_auto_field = "django.db.models.BigAutoField"

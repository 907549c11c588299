from django.apps import AppConfig


class Kernel(AppConfig):
    name = "huying.kernel"
    default_auto_field = "django.db.models.BigAutoField"

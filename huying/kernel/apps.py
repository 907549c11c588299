from django.apps import AppConfig


class Kernel(AppConfig):
    name = "huying.kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.db.models.signals import post_migrate
        from django.utils.module_loading import autodiscover_modules

        from . import checks  # noqa: F401 (registers itself)

        autodiscover_modules("switches")

        post_migrate.connect(_after_migrate, sender=self)


def _after_migrate(using, **_signal):
    from . import search  # models must be loaded first

    search.prepare(using)

from django.apps import AppConfig


class Project(AppConfig):
    name = "huying.project"

    def ready(self):
        from . import material

        material.register()

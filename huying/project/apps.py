from django.apps import AppConfig


class Project(AppConfig):
    name = "huying.project"

    def ready(self):
        from . import deputy_blocks, material

        material.register()
        deputy_blocks.register()

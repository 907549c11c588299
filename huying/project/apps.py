from django.apps import AppConfig


class Project(AppConfig):
    name = "huying.project"

    def ready(self):
        from . import appraising, deputy_blocks, material, station_facts

        material.register()
        deputy_blocks.register()
        station_facts.register()
        appraising.register()

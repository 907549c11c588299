from django.apps import AppConfig


class Project(AppConfig):
    name = "huying.project"

    def ready(self):
        from . import appraising, deputy_blocks, material, published, station_facts

        material.register()
        deputy_blocks.register()
        station_facts.register()
        appraising.register()
        published.register()

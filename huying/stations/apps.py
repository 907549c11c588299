from django.apps import AppConfig


class Stations(AppConfig):
    name = "huying.stations"

    def ready(self):
        from huying.kernel import visibility

        from . import queries

        visibility.register("stations", queries.visible_to)

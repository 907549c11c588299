from django.apps import AppConfig


class Stations(AppConfig):
    name = "huying.stations"

from django.apps import AppConfig


class Sittings(AppConfig):
    name = "huying.sittings"

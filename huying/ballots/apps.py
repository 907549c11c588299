from django.apps import AppConfig


class Ballots(AppConfig):
    name = "huying.ballots"

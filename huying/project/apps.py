from django.apps import AppConfig


class Project(AppConfig):
    name = "huying.project"

"""Addresses of the hall, beside the polls' own (ballots/urls.py)."""

from django.urls import path

from . import pages

EXTRA = [
    path("hall/", pages.member, name="hall"),
    path("hall/device/", pages.device, name="device"),
    path("hall/screen/", pages.screen, name="screen"),
    path("hall/chair/", pages.chair, name="chair"),
    path("<int:pk>/connections/", pages.connections, name="connections"),
]

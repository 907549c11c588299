from django.urls import path

from . import pages

app_name = "offline"
urlpatterns = [
    path("", pages.desk, name="desk"),
    path("session.json", pages.session, name="session"),
    path("sw.js", pages.worker, name="worker"),
    path("manifest.webmanifest", pages.manifest, name="manifest"),
]

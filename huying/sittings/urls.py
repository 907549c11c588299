"""Sittings, under /c/<code>/sittings/."""

from . import doings_urls

urlpatterns: list = [*doings_urls.urlpatterns]

"""Sittings, under /c/<code>/sittings/."""

urlpatterns: list = []

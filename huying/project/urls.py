from django.urls import include, path

from .rooms import ROOMS

urlpatterns = [path(f"c/<slug:code>/{room}/", include(f"huying.{room}.urls")) for room in ROOMS]

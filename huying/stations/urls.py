from django.urls import path

from . import pages

app_name = "stations"
urlpatterns = [path("", pages.index, name="list"), path("<int:pk>/", pages.one, name="detail")]

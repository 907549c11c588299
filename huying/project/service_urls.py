"""Addresses of one's own office, drafts, long work, health; included at the root."""

from django.urls import path

from . import health, me

urlpatterns = [
    path("health/", health.alive, name="alive"),
    path("metrics", health.metrics, name="metrics"),
    path("c/<slug:code>/me/", me.me, name="me"),
    path("c/<slug:code>/drafts/<str:key>/", me.draft, name="draft"),
    path("c/<slug:code>/jobs/<int:pk>/", me.progress, name="job"),
    path("c/<slug:code>/admin/health/", health.page, name="health"),
    path("c/<slug:code>/admin/health/again/<uuid:pk>/", health.again, name="job_again"),
]

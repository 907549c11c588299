"""Addresses of verifiable ballots, beside the poll's own (ballots/urls.py)."""

from django.urls import path

from . import carried, lane, pages

EXTRA = [
    path("secrecy/", pages.secrecy, name="secrecy"),
    path(carried.NAME, pages.verifier, name="verifier"),
    path("<int:pk>/sheet/", pages.vote, name="vote_verifiably"),
    path("<int:pk>/sign/", lane.sign, name="sign"),
    path("<int:pk>/cast/", lane.cast, name="cast"),
    path("<int:pk>/receipt/", pages.receipt, name="receipt"),
    path("<int:pk>/ballots.txt", pages.file, name="file"),
    # as posters that were printed earlier call it
    path("<int:pk>/ballots.json", pages.former_file, name="former_file"),
    path("<int:pk>/poster/", pages.poster, name="poster"),
    path("<int:pk>/belenios.zip", pages.trustees, name="belenios"),
]

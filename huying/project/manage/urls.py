"""Administration of one congress, under /c/<code>/manage/."""

from django.urls import path

from . import (
    areas,
    calendar,
    congress,
    fields,
    home,
    imported,
    imports,
    lists,
    organs,
    people,
    requests,
    roster,
    rules,
    seating,
    switches,
    terms,
    tokens,
    units,
)

app_name = "manage"
BOOKS = (units, organs, seating, areas, terms, people, fields)  # importing them fills books.BOOKS
urlpatterns = [
    path("", home.home, name="home"),
    path("congress/", congress.card, name="congress"),
    path("roster/<slug:book>/", lists.index, name="list"),
    path("roster/<slug:book>/new/", roster.new, name="new"),
    path("roster/<slug:book>/<int:pk>/", roster.row, name="row"),
    path("roster/<slug:book>/<int:pk>/end/", roster.end, name="end"),
    path("roster/<slug:book>/<int:pk>/restore/", roster.restore, name="restore"),
    path("roster/<slug:book>/<int:pk>/decide/", terms.decide, name="decide"),
    path("fields/plant/", fields.plant, name="plant"),
    path("rules/", rules.index, name="rules"),
    path("rules/preset/", rules.preset, name="preset"),
    path("rules/<str:key>/", rules.edit, name="rule"),
    path("rules/<str:key>/reset/", rules.reset, name="rule_reset"),
    path("settings/", switches.index, name="switches"),
    path("settings/<slug:key>/", switches.edit, name="switch"),
    path("calendar/", calendar.index, name="calendar"),
    path("imports/", imports.index, name="imports"),
    path("imports/<int:pk>/", imports.check, name="import_check"),
    path("imports/<int:pk>/run/", imports.run, name="import_run"),
    path("imports/<int:pk>/result/", imported.page, name="import_result"),
    path("imports/<slug:sheet>/", imports.upload, name="import"),
    path("imports/<slug:sheet>/template/", imports.template, name="template"),
    path("tokens/", tokens.index, name="tokens"),
    path("tokens/<int:pk>/revoke/", tokens.revoke, name="token_revoke"),
    path("requests/", requests.index, name="requests"),
    path("requests/<slug:subject>/<int:pk>/copy/", requests.copy, name="request_copy"),
    path("requests/<slug:subject>/<int:pk>/erase/", requests.erase, name="request_erase"),
]

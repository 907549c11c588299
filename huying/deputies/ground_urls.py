"""Deputies among the people, under /c/<code>/deputies/: public pages, cards, postings, the contact network, letters."""

from django.urls import include, path

from huying.ui import doors

from .addresses import pages as address_pages
from .cards import forms as card_forms
from .cards import operations as card_operations
from .cards import pages as card_pages
from .cards import queries as card_queries
from .contacts import network, rooms
from .contacts.operations import contacts, pairs, plans
from .letters import forms as letter_forms
from .letters import operations as letter_operations
from .letters import pages as letter_pages
from .letters import queries as letter_queries
from .letters.public import pages as letters_public
from .models import Contact, ContactPair, ContactPlan, DeputyCard, Letter, Posting
from .postings import forms as posting_forms
from .postings import operations as posting_operations
from .postings import pages as posting_pages
from .postings import queries as posting_queries
from .public import pages as public

everybody = [
    path("", public.index, name="list"),
    path("find/", public.find, name="find"),
    path("find/suggest/", public.suggest, name="suggest"),
    path("k/<slug:number>/", public.by_code, name="by_code"),
    path("addresses/", address_pages.index, name="addresses"),
    path("<int:pk>/", public.one, name="one"),
    path("<int:pk>/write/", letters_public.write, name="write"),
]
urlpatterns = [
    path("", include((everybody, "deputies"))),
    path("postings/", include(doors.for_flow(
        Posting, posting_operations, posting_queries, posting_forms, posting_pages,
        extra=[
            path("nearest/", posting_pages.proposals, name="nearest"),
            path("guests/", posting_pages.guests, name="guests"),
        ]))),
    path("cards/", include(doors.for_flow(
        DeputyCard, card_operations, card_queries, card_forms, card_pages,
        extra=[
            path("all/", card_pages.publish_all, name="publish_all"),
            path("sheet/", card_pages.sheet, name="sheet"),
        ]))),
    path("plans/", include(doors.for_flow(ContactPlan, plans, rooms.plan_queries, rooms.plan_forms, rooms.plan_pages))),
    path("pairs/", include(doors.for_flow(
        ContactPair, pairs, rooms.pair_queries, rooms.pair_forms, rooms.pair_pages,
        extra=[
            path("network/", network.board, name="network"),
            path("group/", network.group, name="group"),
            path("share/", network.share, name="share"),
        ]))),
    path("contacts/", include(doors.for_flow(
        Contact, contacts, rooms.contact_queries, rooms.contact_forms, rooms.contact_pages))),
    path("letters/", include(doors.for_flow(
        Letter, letter_operations, letter_queries, letter_forms, letter_pages,
        extra=[
            path("written/", letters_public.written, name="written"),
            path("follow/", letters_public.follow, name="follow"),
            path("followed/", letters_public.followed, name="followed"),
            path("followed/leave/", letters_public.leave, name="leave"),
            path("<int:pk>/slip/", letter_pages.slip, name="slip"),
            path("<int:pk>/contact/", letter_pages.contact, name="contact"),
        ]))),
]  # fmt: skip

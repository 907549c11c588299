"""What the doors take of each of the three processes: forms, queries and pages under their usual names."""

from types import SimpleNamespace

from . import forms, pages, queries

plan_forms = SimpleNamespace(STEPS={"draft": forms.Plan, "edit": forms.Plan, "end": forms.Reason})
pair_forms = SimpleNamespace(
    STEPS={"pair": forms.Pair, "replan": forms.Replan, "end": forms.Reason}, Filter=forms.PairFilter
)
contact_forms = SimpleNamespace(STEPS={"log": forms.Log, "void": forms.Reason}, Filter=forms.ContactFilter)
plan_queries = SimpleNamespace(visible_to=queries.plans, TRAYS=queries.PLAN_TRAYS)
pair_queries = SimpleNamespace(visible_to=queries.pairs, TRAYS=queries.PAIR_TRAYS)
contact_queries = SimpleNamespace(visible_to=queries.contacts, TRAYS=queries.CONTACT_TRAYS)
plan_pages = SimpleNamespace(COLUMNS=pages.PLAN_COLUMNS, facts=pages.plan_facts, api_row=pages.plan_api)
pair_pages = SimpleNamespace(
    COLUMNS=pages.PAIR_COLUMNS, facts=pages.pair_facts, api_row=pages.pair_api, links=pages.pair_links
)
contact_pages = SimpleNamespace(
    COLUMNS=pages.CONTACT_COLUMNS,
    facts=pages.contact_facts,
    sections=pages.contact_sections,
    api_row=pages.contact_api,
)

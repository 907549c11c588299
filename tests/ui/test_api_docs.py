"""The page on which people browse the API: every call, no script, nothing from elsewhere."""

import re

import pytest
from django.test import Client
from django.utils import translation
from django.utils.html import escape

import huying.project.urls  # noqa: F401 - opens the doors of all rooms
from huying.suggestions.forms import STEPS

pytestmark = pytest.mark.once("the document is made of forms, not of rows")


def test_the_page_lists_every_call_of_the_document(db):
    client = Client()
    page = client.get("/api/v1/docs")
    body = page.content.decode()
    assert page.status_code == 200 and "default-src" in page["Content-Security-Policy"]
    made = client.get("/api/v1/openapi.json").json()
    for path, methods in made["paths"].items():
        assert path in body
        for call in methods.values():
            assert escape(call["summary"]) in body, path
    assert (
        not re.findall(r'(?:src|href)="(?:https?:)?//', body)
        and "<script>" not in body
        and "style=" not in body
    )


def test_the_document_describes_forms_in_full(db):
    made = Client().get("/api/v1/openapi.json").json()
    draft = made["paths"]["/api/v1/c/{code}/suggestions/new/draft"]["post"]
    shape = draft["requestBody"]["content"]["application/json"]["schema"]
    assert shape["properties"]["title"]["maxLength"] == 200 and shape["additionalProperties"] is False
    assert shape["properties"]["wished_unit"]["x-list"] == "units"
    assert "files" not in shape["properties"]
    assert "files" in draft["requestBody"]["content"]["multipart/form-data"]["schema"]["properties"]
    rate = made["paths"]["/api/v1/c/{code}/suggestions/{pk}/rate"]["post"]["requestBody"]["content"][
        "application/json"
    ]["schema"]
    assert rate["properties"]["attitude"]["enum"] == ["good", "basic", "no"] and set(rate["required"]) == {
        "attitude",
        "result",
    }
    assert {"200", "201", "400", "401", "403", "404", "405", "409", "413", "415", "429"} <= set(
        draft["responses"]
    )
    assert set(made["components"]["securitySchemes"]) == {"Bearer", "Signed"}
    assert draft["security"] == [{"Bearer": []}, {"Signed": []}]


def test_the_page_and_the_document_speak_the_readers_language(db):
    for language in ("zh-hans", "en"):
        headers = {"Accept-Language": language}
        made = Client().get("/api/v1/openapi.json", headers=headers).json()
        draft = made["paths"]["/api/v1/c/{code}/suggestions/new/draft"]["post"]
        title = draft["requestBody"]["content"]["application/json"]["schema"]["properties"]["title"][
            "description"
        ]
        with translation.override(language):
            assert str(STEPS["draft"].base_fields["title"].label) in title
            assert str(translation.gettext("起草建议")) in draft["summary"]
        assert escape(draft["summary"]) in Client().get("/api/v1/docs", headers=headers).content.decode()

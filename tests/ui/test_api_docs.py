"""The page on which people browse the API: every call, no script, nothing from elsewhere."""

import re

from django.test import Client

import huying.project.urls  # noqa: F401 - opens the doors of all rooms


def test_the_page_lists_every_call_of_the_document(db):
    client = Client()
    page = client.get("/api/v1/docs")
    body = page.content.decode()
    assert page.status_code == 200 and "default-src" in page["Content-Security-Policy"]
    made = client.get("/api/v1/openapi.json").json()
    for path, methods in made["paths"].items():
        assert path in body
        for call in methods.values():
            assert call["summary"] in body, path
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

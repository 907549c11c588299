"""Maps: drawn without JavaScript and without tiles, merged where many, refused where wrong."""

import itertools
import json
import math
import re

import pytest
from django import forms

from huying.kernel.switch_kinds import BadValue
from huying.project import tiles
from huying.ui import map as maps
from huying.ui import outlines, placing
from huying.ui.map import Pin
from huying.ui.switches import Outline

SQUARE = {"type": "Polygon", "coordinates": [[[113, 31], [114, 31], [114, 32], [113, 32]]]}


def pin(n: int, lat=31.2, lon=113.2, **more) -> Pin:
    return Pin(lat + n * 0.1, lon, f"第{n}站", f"/s/{n}/", **more)


def shares(context) -> list[tuple[float, float]]:
    return [(float(m["x"][:-1]), float(m["y"][:-1])) for m in context["drawn"]]


def test_north_is_up_and_every_pin_is_inside():
    spots = shares(maps.places_map([pin(0), pin(1), pin(2)]))
    assert [y for _x, y in spots] == sorted((y for _x, y in spots), reverse=True)
    assert all(10 < y < 90 and 0 < x < 100 for x, y in spots)


def test_a_single_pin_stands_in_the_middle():
    assert shares(maps.places_map([pin(0)])) == [(50.0, 50.0)]


def test_near_pins_are_drawn_as_one_but_listed_apart():
    context = maps.places_map([Pin(31.2, 113.2, "甲"), Pin(31.2001, 113.2001, "乙"), Pin(31.9, 113.9, "丙")])
    assert [m["word"] for m in context["drawn"]] == ["×2", "3"]
    assert [i["label"] for i in context["items"]] == ["甲", "乙", "丙"]


def test_a_place_without_position_stands_in_the_list_only():
    context = maps.places_map([pin(0), Pin(None, None, "流动接待车")])
    assert len(context["drawn"]) == 1
    assert context["items"][1]["number"] == ""
    assert context["items"][1]["lat"] == ""


def test_a_place_keeps_the_number_that_the_page_gave_it():
    """The list of hot matters and their map say one number for one matter."""
    places = [
        Pin(None, None, "甲", number=1),
        Pin(31.2, 113.2, "乙", number=2),
        Pin(31.9, 113.9, "丙", number=5),
    ]
    context = maps.places_map(places)
    assert [(i["number"], i["label"]) for i in context["items"]] == [(1, "甲"), (2, "乙"), (5, "丙")]
    assert [m["word"] for m in context["drawn"]] == ["2", "5"] and context["items"][0]["lat"] == ""


def test_the_equator_and_greenwich_are_positions():
    assert len(maps.places_map([Pin(0.0, 0.0, "零")])["drawn"]) == 1


def test_many_pins_are_merged_and_none_is_lost():
    pins = [Pin(30 + n % 40 * 0.02, 112 + n // 40 * 0.02, f"站{n}", tone="ok") for n in range(1200)]
    few = maps.merged(pins, maps.MOST)
    assert len(few) <= maps.MOST
    assert sum(p.count for p in few) == 1200
    assert {p.tone for p in few} == {"ok"}
    assert maps.merged(pins[:300], maps.MOST) == pins[:300]


def test_pins_of_one_spot_can_always_be_merged():
    assert sum(p.count for p in maps.merged([Pin(31, 113, "甲")] * 5, 1)) == 5


def test_the_picture_needs_no_script_and_is_safe(db):
    html = maps.drawn([Pin(31.2, 113.2, "<b>甲</b>", "/s/1/", "联络站", "late")], SQUARE, label="地图")
    assert "<b>甲" not in html
    assert 'href="/s/1/"' in html
    assert "<polygon" in html
    assert 'class="map-mark late' in html
    assert " style=" not in html
    assert not re.findall(r"<script(?! src)", html)


def test_an_unknown_tone_becomes_no_class():
    assert maps.places_map([pin(0, tone='x" onload="y')])["items"][0]["tone"] == "wait"


def test_an_empty_map_says_so():
    assert "还没有标在地图上的地点" in maps.drawn([])


def test_outlines_are_polygons_of_any_wrapping():
    empty, full = ({"type": "Feature", "geometry": shape} for shape in (None, SQUARE))
    many = {"type": "FeatureCollection", "features": [empty, full]}
    multi = {"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"], SQUARE["coordinates"]]}
    assert len(outlines.rings(json.dumps(many))) == 1
    assert len(outlines.rings(multi)) == 2
    assert outlines.rings({"type": "Point", "coordinates": [1, 2]}) == []
    assert outlines.rings(None) == []


@pytest.mark.parametrize("wrong", ["[1, 2]", "{", '{"type": "Polygon", "coordinates": [["a"]]}'])
def test_what_is_no_outline_is_refused(wrong):
    with pytest.raises(ValueError):
        outlines.rings(wrong)


def test_a_fine_outline_is_thinned():
    ring = [[113 + n * 1e-4, 31] for n in range(20_000)]
    assert len(outlines.rings({"type": "Polygon", "coordinates": [ring]})[0]) <= outlines.MOST_POINTS


def circle(points, middle, wide):
    turns = (6.283185307179586 * n / points for n in range(points))
    ring = [[middle[0] + wide * math.cos(turn), middle[1] + wide * math.sin(turn)] for turn in turns]
    return [*ring, ring[0]]


def test_what_is_kept_of_a_survey_is_small_and_looks_the_same():
    county, lake, islet = (
        circle(6000, (118, 36), 0.5),
        circle(900, (118, 36), 0.1),
        circle(40, (119, 36), 0.00005),
    )
    features = [
        {
            "type": "Feature",
            "properties": {"name": "x" * 9000},
            "geometry": {"type": "Polygon", "coordinates": rings},
        }
        for rings in ([county, lake], [islet])
    ]
    kept = Outline().read(json.dumps({"type": "FeatureCollection", "features": features}))
    assert len(json.dumps(kept)) < 25 * outlines.MOST_KEPT and kept["type"] == "Polygon"
    outer, inner = kept["coordinates"]  # the islet would not be seen
    for ring, wide in ((outer, 0.5), (inner, 0.1)):
        assert ring[0] == ring[-1]
        assert all(abs(math.dist(point, (118, 36)) - wide) < 0.0001 for point in ring)
        assert max(math.dist(a, b) for a, b in itertools.pairwise(ring)) < wide / 10
    assert Outline().read(kept) == kept  # giving it once more is no change


def test_an_outline_that_is_small_stays_as_it_was_given():
    two = {"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"], SQUARE["coordinates"]]}
    assert Outline().read(two) == two and Outline().read(SQUARE) == SQUARE


@pytest.mark.parametrize("wrong", ["1" + "0" * 400, "NaN", "1e999"])
def test_numbers_that_are_no_degrees_are_refused(wrong):
    far = [[118, 36]] * 5000  # also among so many that a map would leave it out
    text = json.dumps({"type": "Polygon", "coordinates": [[*far, "?", *far]]}).replace(
        '"?"', f"[{wrong}, 36]"
    )
    with pytest.raises(BadValue):
        Outline().read(text)


class Place(forms.Form):
    lat, lon = placing.latitude(), placing.longitude()

    def clean(self):
        placing.together(self)
        return self.cleaned_data


def test_both_or_none():
    assert Place({"lat": "", "lon": ""}).is_valid()
    both = Place({"lat": "31.2", "lon": "113.2"})
    assert both.is_valid()
    assert both.cleaned_data == {"lat": 31.2, "lon": 113.2}
    assert "lon" in Place({"lat": "31.2", "lon": ""}).errors


def test_swapped_numbers_are_explained():
    assert "填反" in str(Place({"lat": "113.2", "lon": "31.2"}).errors["lat"])
    assert Place({"lat": "nan", "lon": "31"}).errors


def test_the_picker_brings_its_scripts_and_its_tiles(settings):
    settings.TILES = {"url": "https://t.example.cn/{z}/{x}/{y}", "attribution": "图", "subdomains": "abc"}
    form = Place()
    assert "vendor/leaflet-1.9.4/leaflet" in str(form.media)
    assert 'data-tiles="https://t.example.cn/{z}/{x}/{y}"' in str(form["lat"])
    placing.around(form, [(31.2, 113.2)], SQUARE)
    assert "data-near=" in str(form["lat"])
    assert "data-outline=" in str(form["lat"])


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://tiles.example.cn/{z}/{x}/{y}.png", ["https://tiles.example.cn"]),
        ("https://t{s}.map.example.cn/{z}/{x}/{y}?k=1", ["https://*.map.example.cn"]),
        ("http://10.1.2.3:8080/{z}/{x}/{y}", ["http://10.1.2.3:8080"]),
        ("/tiles/{z}/{x}/{y}.png", []),
        ("", []),
    ],
)
def test_only_the_host_of_the_tiles_is_let_in(url, source):
    assert tiles.sources(tiles.read(url)) == source


@pytest.mark.parametrize(
    "url", ["https://tiles.example.cn/", "ftp://x/{z}/{x}/{y}", "x; script-src *{z}{x}{y}"]
)
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(ValueError, match="HUYING_TILES"):
        tiles.read(url)

"""The rooms of the house. A congress may switch rooms off by its setting `rooms_off`."""

GROUND = ["deputies", "stations"]
ROOMS = ["voices", "suggestions", "portal", "sittings"]

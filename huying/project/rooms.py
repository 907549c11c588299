"""The rooms of the house. A congress may switch rooms off by its setting `rooms_off`."""

GROUND = ["deputies", "stations", "ballots"]
ROOMS = ["voices", "suggestions", "portal", "sittings"]

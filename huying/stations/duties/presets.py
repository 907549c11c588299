"""Ready-made sets of duty rules, as the practice names them; a congress takes one and changes what differs there."""

from django.utils.translation import gettext_lazy as _

# hours and counts are suggestions to begin with, no rule of law
PRESETS: dict[str, dict] = {
    "xuzhou": {
        "title": _("周接待、月协商、年述职"),
        "duties": (
            {"name": _("周接待联系"), "what": "reception", "every": "week", "who": "station", "where": "own",
             "is_public": True, "minutes": 120},
            {"name": _("月协商议事"), "what": "consultation", "every": "month", "who": "station", "where": "own",
             "minutes": 90, "needs_minutes": True},
            {"name": _("年述职评议"), "what": "report", "every": "year", "who": "deputy", "where": "own", "minutes": 30,
             "needs_minutes": True},
        ),
    },
    "gulou": {
        "title": _("月进站、季回家、年述职"),
        "duties": (
            {"name": _("月进站"), "what": "at_station", "every": "month", "who": "deputy", "where": "own", "minutes": 60},
            {"name": _("季回家"), "what": "at_house", "every": "quarter", "who": "deputy", "where": "house", "minutes": 60},
            {"name": _("年述职"), "what": "report", "every": "year", "who": "deputy", "where": "own", "minutes": 30,
             "needs_minutes": True},
        ),
    },
    "leaders": {
        "title": _("领导每月到站接待群众"),
        "duties": (
            {"name": _("领导到站接待"), "what": "reception", "every": "month", "who": "leader", "where": "all",
             "is_public": True, "capacity": 10, "minutes": 120, "needs_minutes": True},
        ),
    },
    "rounds": {
        "title": _("遍访一线人大代表"),
        "duties": (
            {"name": _("遍访一线人大代表"), "what": "visit_deputies", "every": "year", "who": "leader", "where": "own",
             "minutes": 30, "needs_minutes": True},
        ),
    },
}  # fmt: skip

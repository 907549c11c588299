"""Fixed lists of duties, each once."""

from django.utils.translation import gettext_lazy as _

WHAT = {
    "reception": _("接待联系群众"),
    "consultation": _("协商议事"),
    "report": _("述职"),
    "at_station": _("进站履职"),
    "at_house": _("回家履职（代表之家）"),
    "visit_deputies": _("走访一线代表"),
}
EVERY = {"week": _("每周"), "month": _("每月"), "quarter": _("每季度"), "year": _("每年")}
WHO = {
    "station": _("每个站点，驻站代表轮流"),
    "deputy": _("每名驻站代表"),
    "leader": _("每名领导"),
    "committee": _("每名常委会组成人员"),
}
WEEKDAYS = {0: _("周一"), 1: _("周二"), 2: _("周三"), 3: _("周四"), 4: _("周五"), 5: _("周六"), 6: _("周日")}
WHERE = {
    "own": _("本人所驻站点"),
    "house": _("代表之家"),
    "all": _("各站点轮流"),
    "none": _("不定地点"),
}

"""What a congress sets for its voices."""

from django.utils.translation import gettext_lazy as _

from huying.kernel.switch_kinds import Flag
from huying.kernel.switchboard import Switch, declare

ANONYMOUS = declare(Switch(
    key="anonymous_voices", label=_("网上可以匿名反映"), area=_("民情"), kind=Flag(), default=True,
    says=_("群众在网上反映情况，可以要求不让承办单位知道自己是谁。"),
    effect=_("改为“否”以后，网上表单没有匿名一项；不便留名的，仍可以到代表联络站当面反映。已经收到的照常办理。"),
))  # fmt: skip

"""The roles of the house, each named once; an unknown role in a flow is an error at import."""

from huying.rules.flow import N_, Flow

ROLES = {
    "admin": N_("管理员"),  # roster, profiles, accounts of one congress
    "clerk": N_("人大机关工作人员"),
    "leader": N_("领导"),
    "keeper": N_("联络员"),
    "deputy": N_("人大代表"),
    "handler": N_("承办单位经办人"),
    "public": N_("群众"),  # whoever has no account; one membership per congress
    "house": N_("平台"),  # consequences nobody clicks
}


def check(flow: Flow) -> None:
    """ValueError when a step names a role that does not exist."""
    for step in flow.steps.values():
        for who in (*step.by, *step.acts_for, *step.tells):
            if who.partition("/")[0] not in ROLES:
                raise ValueError(f"{step.code}: unknown role {who!r}")

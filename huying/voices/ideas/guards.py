"""When an idea may no longer be answered."""

from huying.rules.flow import N_


def call_is_not_published(idea) -> str:
    return N_("征集结果已经公布或者撤下，不能再改答复。") if idea.call.state in ("published", "down") else ""

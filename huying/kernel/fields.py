"""民生领域: the two-level subject tree by which voices, suggestions and topics are classified alike (S014)."""

import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from . import scope
from .scope import Owned

TREE = Path(__file__).with_name("fields.toml")


class Field(Owned):
    """A node of the tree; `aliases` are other names under which imports know it."""

    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=40)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    aliases = models.JSONField(default=list, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(_("使用中"), default=True)

    class Meta:
        base_manager_name = "everywhere"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["congress", "code"], name="field_code")]

    def __str__(self):
        return spelled(self.name, self.parent.name if self.parent_id else None)

    @property
    def said(self) -> str:
        """The name in the reader's language."""
        return said(self.name)


def plant() -> None:
    """Give the congress being served the default tree; nodes that exist stay as the office made them."""
    congress, tree = scope.current(), _tree()
    known = set(Field.objects.values_list("code", flat=True))
    Field.objects.bulk_create(
        Field(congress=congress, code=code, name=top["name"], aliases=top.get("aliases", []), order=order)
        for order, (code, top) in enumerate(tree.items())
        if code not in known
    )
    tops = dict(Field.objects.filter(code__in=tree).values_list("code", "pk"))
    Field.objects.bulk_create(
        Field(congress=congress, code=code, name=name, parent_id=tops[above], order=n)
        for above, top in tree.items()
        for n, (code, name) in enumerate(top.get("children", {}).items())
        if code not in known
    )


@cache
def _tree() -> dict:
    return tomllib.loads(TREE.read_text(encoding="utf-8"))


@cache
def shipped() -> frozenset[str]:
    """The names that the default tree brings; tools/messages.py puts them before translators."""
    tree = _tree().values()
    return frozenset(name for top in tree for name in (top["name"], *top.get("children", {}).values()))


def said(name: str) -> str:
    """A node's name in the reader's language: translated where it is the default tree's; what an office typed stays."""
    if get_language() == settings.LANGUAGE_CODE or name not in shipped():
        return name
    return gettext(name)


def spelled(name: str, above: str | None) -> str:
    """A node with the one above it, in the reader's language."""
    return f"{said(above)} / {said(name)}" if above is not None else said(name)


def by_name() -> dict[str, int]:
    """Every name and alias of the tree → id, for imports."""
    names: dict[str, int] = {}
    for field in Field.objects.filter(congress=scope.current()):
        for name in (field.code, *field.aliases, field.name):
            names.setdefault(name, field.pk)
    return names

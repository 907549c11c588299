"""Accounts by their key are asked for at every page of a signed-in person: that question is worded once."""

from typing import Any

from django.apps import apps
from django.contrib.auth.base_user import BaseUserManager

from ..prepared import Rows


class Accounts(BaseUserManager):
    model: Any

    def get_by_natural_key(self, username):
        return self.get(username__iexact=username)

    def by_key(self, pk: int):
        """The account of this key, by the statement worded once; DoesNotExist where there is none."""
        if found := _by_key(pk):
            return found[0]
        raise self.model.DoesNotExist

    def get(self, *asked, **where):
        """As ever. Django's own sign-in asks `get(pk=…)` of the plain manager, and that alone goes to `by_key`.

        A backend of our own would ask by name, but its path stands in every session: all would be signed out. A related
        manager is a class of its own, and keeps its filter.
        """
        plain = type(self) is Accounts and self._db is None
        if plain and not asked and set(where) == {"pk"} and type(where["pk"]) is int:
            return self.by_key(where["pk"])
        return super().get(*asked, **where)


_by_key = Rows(lambda pk: apps.get_model("kernel", "Account").objects.filter(pk=pk), int)

"""Who receives, as the public reads it: no name of an own deputy where the congress keeps its deputies private."""

from typing import Any

from django.utils.translation import gettext as _

from huying.kernel.switches import PRIVATE


class Hosted:
    """A turn on duty or an hour online, with the name of its host for the public."""

    host: Any

    @property
    def hides_host(self) -> bool:
        return self.host.role == "deputy" and PRIVATE.of()

    @property
    def public_host(self) -> str:
        """林知远; or 人大代表."""
        return _("人大代表") if self.hides_host else str(self.host)

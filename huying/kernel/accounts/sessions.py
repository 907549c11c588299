"""Sessions in the database, as Django keeps them; read at every page, so the question is worded once."""

from django.contrib.sessions.backends import db
from django.utils import timezone

from ..prepared import Rows

_kept = Rows(lambda key: db.SessionStore.get_model_class().objects.filter(session_key=key), str)


class SessionStore(db.SessionStore):
    """settings.SESSION_ENGINE."""

    def _get_session_from_db(self):
        kept = next((s for s in _kept(self.session_key or "") if s.expire_date > timezone.now()), None)
        if kept is None:
            self._session_key = None
        return kept

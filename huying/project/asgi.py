"""What `huying up` serves: kept pages from the event loop, Django in threads. Other servers take wsgi.py."""

from .wsgi import application as _wsgi  # first: it sets Django up

# isort: split
from .web import protocol  # noqa: F401 - loaded once for all workers
from .web.front import Front

application = Front(_wsgi)

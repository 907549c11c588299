"""What the web server serves."""

import atexit
import gc
import os

from django.core.wsgi import get_wsgi_application

from . import beginning

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huying.project.settings")
beginning.set_up()
django = get_wsgi_application()

from django.conf import settings  # noqa: E402 - Django is set up only now
from django.urls import reverse  # noqa: E402

from .public_cache import PublicCache, write_down  # noqa: E402

application = PublicCache(django, settings.PUBLIC_CACHE_MB)
reverse("home")  # every address is known before the first request, once for all workers

# What stands now stands for good: the collector need not walk it again (a tenth of a page's time, measured).
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 10, 20)
atexit.register(write_down)

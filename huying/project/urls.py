"""Every address of the house."""

from django.urls import include, path

from huying.kernel import files
from huying.ui import doors
from huying.ui.api import browse
from huying.ui.api.late import Late
from huying.ui.gallery import gallery
from huying.ui.looks import looks

from . import board, boards, errors, front, published, second_look, yearly
from .rooms import ROOMS

rooms = [
    path(f"c/<slug:code>/{room}/", include(f"huying.{room}.urls")) for room in ("stations", "ballots", *ROOMS)
]

urlpatterns = [
    path("", front.home, name="home"),
    path("", include("huying.project.signin_urls")),
    path("", include("huying.project.service_urls")),
    path("c/<slug:code>/", boards.desk, name="desk"),
    path("c/<slug:code>/board/", board.page, name="board"),
    path("c/<slug:code>/news/", boards.news, name="news"),
    path("c/<slug:code>/news/read/", boards.read_all, name="news_read"),
    path("c/<slug:code>/news/<int:pk>/", boards.open_news, name="news_open"),
    path("robots.txt", published.robots, name="robots"),
    path("c/<slug:code>/go/<slug:right>/", front.entry, name="entry"),
    path("c/<slug:code>/find/", published.found, name="found"),
    path("c/<slug:code>/year/", yearly.page, name="yearly"),
    path("c/<slug:code>/sitemap.xml", published.sitemap, name="sitemap"),
    path("c/<slug:code>/ledger/checkpoints.json", published.checkpoint_list, name="checkpoints"),
    path("c/<slug:code>/files/<int:pk>/", files.serve, name="file"),
    path("c/<slug:code>/look/handling/<int:pk>/", second_look.handling, name="look_at_reply"),
    path("c/<slug:code>/manage/", include("huying.project.manage.urls")),
    path("c/<slug:code>/admissions/", include("huying.project.admissions.urls")),
    path("c/<slug:code>/seats/", include("huying.deputies.urls")),
    path("c/<slug:code>/deputies/", include("huying.deputies.ground_urls")),
    path("c/<slug:code>/desk/", include("huying.project.offline.urls")),
    *rooms,
    path("looks/", looks, name="looks"),
    path("_parts", gallery, name="gallery"),
    path("api/v1/docs", browse.docs, name="api_docs"),
]
urlpatterns.append(Late("api/v1/", doors.ROOMS))
handler404, handler403, handler500 = errors.not_found, errors.forbidden, errors.broken

"""急难愁盼: what endangers somebody stands before what is merely due sooner, on the desk and in the list."""

from huying.kernel import scope
from huying.voices import operations as voices
from tests.world import build, when


def test_danger_stands_first_on_the_desk_and_in_the_tray(db, client):
    world = build()
    with scope.congress(world.congress):
        for title, urgency, day in (
            ("手机信号就一格", "urgent", "2026-11-02"),
            ("楼道有煤气味", "danger", "2026-11-20"),
        ):
            voices.hear(
                by=world.zhou,
                at=when(day),
                title=title,
                text=f"{title}。",
                urgency=urgency,
                urgency_reason="急",
            )
    client.force_login(world.zhou.person.account, backend="django.contrib.auth.backends.ModelBackend")
    for page in ("/c/qinghe/", "/c/qinghe/voices/?tray=urgent"):
        text = client.get(page).content.decode()
        assert 0 < text.index("楼道有煤气味") < text.index("手机信号就一格"), page

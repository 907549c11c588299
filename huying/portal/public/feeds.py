"""Atom: the newest articles, for readers and for other sites."""

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from huying.kernel import scope

from .. import formatting, queries

NEWEST = 30


class Newest(Feed):
    """The newest thirty; words only, no names but the byline."""

    feed_type = Atom1Feed

    def get_object(self, request, code):
        return request.congress

    def title(self, congress):
        return congress.name

    def link(self, congress):
        return reverse("articles:read", kwargs={"code": congress.code})

    def items(self, congress):
        return queries.published()[:NEWEST]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.summary or formatting.opening(item.text, 200)

    def item_link(self, item):
        return reverse("articles:public", kwargs={"code": scope.current().code, "pk": item.pk})

    def item_pubdate(self, item):
        return item.published_at

    def item_author_name(self, item):
        return item.byline or None

"""A page that was judged is judged again as soon as anything on it is new: what is not looked at twice hides nothing."""

PAGE = '<!doctype html><html lang="zh"><title>一页</title><main><h1>一页</h1>{}</main></html>'
GOOD = "<label for=name>名</label><input id=name><h2>一节</h2><button>好</button>"
FAULTS = {
    "button-name": f"{GOOD}<button></button>",
    "label": GOOD.replace("for=name", "for=other"),
    "heading-order": f"{GOOD}<h4>再往下</h4>",
    "aria-roles": f"{GOOD}<p role=foo>一段</p>",
    "color-contrast": f'{GOOD}<p style="color: #ddd">很淡的几个字</p>',
    "image-alt": f'{GOOD}<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
    "list": f"{GOOD}<ul><p>一段</p></ul>",
    "link-name": f'{GOOD}<a href="/x"></a>',
}


def test_whatever_is_new_on_a_known_page_is_judged(new_context, axe):
    page, shown = new_context(base_url="http://house.test").new_page(), [GOOD]
    page.route(
        "**/*",
        lambda route: route.fulfill(body=PAGE.format(shown[0]), content_type="text/html; charset=utf-8"),
    )
    page.goto("/pages/1/")
    assert axe(page) == []
    page.goto("/pages/2/?tray=mine")
    assert axe(page) == []
    assert page.evaluate("typeof axe") == "undefined"  # nothing was new: it was not even run
    for rule, body in FAULTS.items():
        shown[0] = body
        page.goto("/pages/3/")
        assert rule in [found["id"] for found in axe(page)]

"""Errors for programs: always application/problem+json with a Chinese title, whatever went wrong and wherever."""

from django.http import JsonResponse
from django.utils.translation import gettext_lazy as _l

TYPE = "application/problem+json"
PREFIX = "/api/"
TITLES = {
    400: _l("读不懂这次请求"),
    401: _l("请带上有效的令牌，或者先登录"),
    403: _l("没有这项权限"),
    404: _l("没有找到"),
    405: _l("这个地址不支持这种请求方法"),
    409: _l("现在不能办"),
    413: _l("内容太大"),
    415: _l("内容类型应为 application/json 或 multipart/form-data"),
    429: _l("请求太频繁，请稍后再试"),
    500: _l("系统出了问题，已经记录下来；这一步要么全部办成，要么全部没办"),
    503: _l("系统正忙，请稍后再试"),
}


class Problem(Exception):
    """An error the caller can read: status, title, and more (`errors`: field → reasons)."""

    def __init__(self, status: int, title="", **more):
        super().__init__(title)
        self.status, self.title, self.more = status, title, more


def problem(status: int, title="", headers=None, **more) -> JsonResponse:
    title = title or TITLES.get(status) or TITLES[400 if status < 500 else 500]
    body = {"type": "about:blank", "status": status, "title": str(title), **more}
    response = JsonResponse(body, status=status, content_type=TYPE, json_dumps_params={"ensure_ascii": False})
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="huying"'
    for name, value in (headers or {}).items():
        response[name] = value
    return response


def always(get_response):
    """Middleware: under /api/ no error leaves as a page, also where no view was reached (404, 405, a crash)."""

    def middleware(request):
        response = get_response(request)
        status = response.status_code
        if not request.path_info.startswith(PREFIX) or status < 400:
            return response
        if response.get("Content-Type", "").startswith(TYPE):
            return response
        kept = {name: response[name] for name in ("Allow", "Retry-After") if name in response}
        return problem(status, headers=kept)

    return middleware

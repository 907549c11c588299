"""Settings of sign-in, throttling and sessions; read by settings.py."""

from datetime import timedelta

import environ

env = environ.Env()

# One pair of account and address locks; a neighbour, or the same person elsewhere, stays free.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = env.int("HUYING_SIGNIN_TRIES", default=5)
AXES_COOLOFF_TIME = timedelta(minutes=env.int("HUYING_SIGNIN_WAIT_MINUTES", default=15))
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "huying.kernel.accounts.throttle.address"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code"]
AXES_VERBOSE = False
BEHIND_PROXY = env.bool("HUYING_BEHIND_PROXY", default=False)

# Minutes without a request after which a session ends.
IDLE_MINUTES = env.int("HUYING_IDLE_MINUTES", default=120)
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "huying.kernel.accounts.sessions"
CSRF_FAILURE_VIEW = "huying.project.errors.csrf"

# allauth carries OIDC and the authenticators; its own pages, sign-up and e-mail matching stay closed.
ACCOUNT_ADAPTER = "huying.project.oidc.Closed"
SOCIALACCOUNT_ADAPTER = "huying.project.oidc.Linked"
MFA_ADAPTER = "huying.kernel.accounts.factors.Sealed"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a phone half a minute off still fits

OIDC = {
    "provider_id": "office",
    "name": env("HUYING_OIDC_NAME", default="统一身份认证"),
    "client_id": env("HUYING_OIDC_CLIENT", default=""),
    "secret": env("HUYING_OIDC_SECRET", default=""),
    "settings": {"server_url": env("HUYING_OIDC_URL", default=""), "oauth_pkce_enabled": True},
}
OIDC_ON = bool(OIDC["client_id"] and OIDC["settings"]["server_url"])
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [OIDC] if OIDC_ON else []}}

# Where the installation is reached (links in mail), its ways out, and who may read its figures.
SITE_URL = env("HUYING_URL", default="http://127.0.0.1:8000").rstrip("/")
METRICS_TOKEN = env("HUYING_METRICS_TOKEN", default="")
EMAIL_TIMEOUT = 10  # seconds: a mail server that hangs does not hold up the worker

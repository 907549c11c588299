"""The process of the hall: votes of a full room and what every screen shows, beside the web server, on raw ASGI.

It has no sessions, templates or middleware: a device shows its ticket, a vote waits in the group commit, a screen
listens. Everything it does the ordinary pages can do too, more slowly; a hall whose process stands still can vote there.
"""

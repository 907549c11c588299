"""The engine of triage: plain Python, no Django. Field, same matter, hot matters, unit; each says why.

`reading` turns a text into hashed features, `classifier` suggests a field, `near` finds the same matter,
`hot` what many speak of, `units` who handles it. None of them keeps anybody's words in a file.
"""

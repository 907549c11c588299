"""How passwords are kept: Argon2id with the parameters that OWASP's Password Storage Cheat Sheet gives for it.

Django's own (100 MB, 8 lanes) cost a tenth to a third of a second of processor time a sign-in: a hall of three thousand
that signs in at once would wait a quarter of an hour on two processors. 19 MiB, two passes, one lane resist guessing as well
as the sheet asks for; a hash made otherwise is renewed at the next sign-in.
"""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    memory_cost, time_cost, parallelism = 19_456, 2, 1

"""The raw RSA private operation of the system's OpenSSL 3, by ctypes: `cryptography` does not offer one without padding.

Only documented functions: EVP_PKEY_sign with RSA_NO_PADDING, EVP_PKEY_verify_recover for the way back. OpenSSL blinds the
base by itself (RSA_blinding is on unless switched off) and checks its Chinese remainders. ctypes lets go of Python's lock
meanwhile, so threads sign side by side, each with a context of its own.
"""

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_size_t, c_ulong, c_void_p
from functools import cache

_NO_PADDING = 3
# Never macOS' own libcrypto.dylib: the system ends a program that loads it.
_PLACES = (
    (
        "/opt/homebrew/opt/openssl@3/lib/libcrypto.3.dylib",
        "/usr/local/opt/openssl@3/lib/libcrypto.3.dylib",
    )
    if sys.platform == "darwin"
    else ("libcrypto.so.3",)
)
_SIGNATURES = {
    "OpenSSL_version_num": (c_ulong, []),
    "ERR_clear_error": (None, []),
    "d2i_AutoPrivateKey": (c_void_p, [c_void_p, POINTER(c_char_p), c_long]),
    "EVP_PKEY_get_size": (c_int, [c_void_p]),
    "EVP_PKEY_free": (None, [c_void_p]),
    "EVP_PKEY_CTX_new": (c_void_p, [c_void_p, c_void_p]),
    "EVP_PKEY_CTX_free": (None, [c_void_p]),
    "EVP_PKEY_sign_init": (c_int, [c_void_p]),
    "EVP_PKEY_CTX_set_rsa_padding": (c_int, [c_void_p, c_int]),
    "EVP_PKEY_sign": (c_int, [c_void_p, c_char_p, POINTER(c_size_t), c_char_p, c_size_t]),
    "EVP_PKEY_verify_recover_init": (c_int, [c_void_p]),
    "EVP_PKEY_verify_recover": (c_int, [c_void_p, c_char_p, POINTER(c_size_t), c_char_p, c_size_t]),
}


@cache
def load():
    """The library with its functions declared; None where there is no OpenSSL 3."""
    for place in _PLACES:
        try:
            library = ctypes.CDLL(place)
            for name, (result, arguments) in _SIGNATURES.items():
                function = getattr(library, name)
                function.restype, function.argtypes = result, arguments
        except (OSError, AttributeError):
            continue
        if library.OpenSSL_version_num() >= 0x30000000:
            return library
    return None


class Raw:
    """m^d mod n on byte strings of the modulus' length."""

    def __init__(self, library, private: bytes):
        self.library = library
        place = c_char_p(private)
        self.key = library.d2i_AutoPrivateKey(None, byref(place), len(private))
        if not self.key:
            library.ERR_clear_error()
            raise ValueError("OpenSSL cannot read this key")
        self.size = library.EVP_PKEY_get_size(self.key)

    @contextmanager
    def hand(self) -> Iterator["Hand"]:
        """What one thread signs with."""
        hand = Hand(self)
        try:
            yield hand
        finally:
            hand.close()

    def close(self) -> None:
        """Give the key back; OpenSSL clears its numbers before it frees them."""
        if self.key:
            self.library.EVP_PKEY_free(self.key)
            self.key = None


class Hand:
    """`sign(m)` is m^d mod n, `back(s)` is s^e mod n; for one thread, since OpenSSL's contexts are not for two."""

    def __init__(self, raw: Raw):
        if not raw.key:
            raise ValueError("the key is closed")
        self.library, self.size = raw.library, raw.size
        self.out, self.length = ctypes.create_string_buffer(raw.size), c_size_t(raw.size)
        self._sign = self._context(raw.key, raw.library.EVP_PKEY_sign_init)
        self._back = self._context(raw.key, raw.library.EVP_PKEY_verify_recover_init)

    def _context(self, key, begin):
        context = self.library.EVP_PKEY_CTX_new(key, None)
        if begin(context) <= 0 or self.library.EVP_PKEY_CTX_set_rsa_padding(context, _NO_PADDING) <= 0:
            raise ValueError("OpenSSL offers no RSA without padding")
        return context

    def sign(self, message: bytes) -> bytes:
        return self._done(self.library.EVP_PKEY_sign, self._sign, message)

    def back(self, signature: bytes) -> bytes:
        return self._done(self.library.EVP_PKEY_verify_recover, self._back, signature)

    def _done(self, function, context, given: bytes) -> bytes:
        self.length.value = self.size
        done = function(context, self.out, byref(self.length), given, len(given)) > 0
        if not done or self.length.value != self.size:
            self.library.ERR_clear_error()
            raise ValueError("OpenSSL refused the message")
        return self.out.raw

    def close(self) -> None:
        """Wipe and give back."""
        ctypes.memset(self.out, 0, self.size)
        for context in (self._sign, self._back):
            self.library.EVP_PKEY_CTX_free(context)

"""Static files with their hash in the name once `huying up` has collected them; plain names before that."""

from whitenoise import compress
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Quick(compress.Compressor):
    """The last two of brotli's eleven degrees take most of a first start and save a twentieth."""

    @staticmethod
    def compress_brotli(data):
        return compress.brotli.compress(data, quality=9)  # asked for only where it is installed


class Hashed(CompressedManifestStaticFilesStorage):
    """A page never breaks because files were not collected: whitenoise then serves them from the package."""

    manifest_strict = False

    def stored_name(self, name):
        try:
            return super().stored_name(name)
        except ValueError:
            return name

    def create_compressor(self, **kwargs):
        return Quick(**kwargs)

    def compress_files(self, paths):
        """Only what pages name, which carries a hash."""
        named = set(self.hashed_files.values())
        yield from super().compress_files([path for path in paths if path in named])

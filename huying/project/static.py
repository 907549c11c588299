"""Static files with their hash in the name once `huying up` has collected them; plain names before that."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Hashed(CompressedManifestStaticFilesStorage):
    """A page never breaks because files were not collected: whitenoise then serves them from the package."""

    manifest_strict = False

    def stored_name(self, name):
        try:
            return super().stored_name(name)
        except ValueError:
            return name

"""What the files of voices have in common (a dispute, a booking of legal advice, a petition): their voice and who keeps it."""

from django.db import models

from huying.kernel.subject import Subject


class Filed(Subject):
    """A file opened for one voice; it stands on the voice's own case."""

    voice = models.ForeignKey("voices.Voice", models.PROTECT, related_name="+")
    opened_on = models.DateField()

    class Meta:
        abstract = True

    def __str__(self):
        return self.voice.title

    def search_text(self):
        """Found by the words of the voice; never the person."""
        return f"{self.voice.number} {self.voice.title}", self.voice.text

    @property
    def number(self) -> str:
        return self.voice.number

    def keeps(self, member) -> bool:
        """Relation of the flows: whoever keeps the voice keeps its file."""
        return self.voice.keeps(member)

    def keeps_members(self):
        return self.voice.keeps_members()

    def now(self):
        """The voice as it stands in the database, to be handed to a step."""
        return type(self.voice).objects.get(pk=self.voice_id)

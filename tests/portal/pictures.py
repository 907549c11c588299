"""A photograph for an article."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture(colour="red", size=(3000, 1200)) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return SimpleUploadedFile("桥.jpg", out.getvalue())

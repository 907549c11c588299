"""What a browser sees of deputies."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

HOME = "/c/qinghe/deputies/"


def text(answer) -> str:
    return answer.content.decode()


def picture(side=1600):
    out = io.BytesIO()
    Image.new("RGB", (side, side), "red").save(out, "JPEG")
    return SimpleUploadedFile("me.jpg", out.getvalue(), "image/jpeg")

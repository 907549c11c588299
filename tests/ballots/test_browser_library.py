"""The library that the voter's browser runs is the file that was checked."""

import hashlib
from pathlib import Path

import huying.ballots

VENDOR = Path(huying.ballots.__file__).parent / "static" / "ballots" / "vendor"


def test_the_checksum_of_the_bundle_fits():
    (folder,) = VENDOR.iterdir()
    listed = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert listed == {"blindrsa.js": hashlib.sha256((folder / "blindrsa.js").read_bytes()).hexdigest()}
    assert "Apache License" in (folder / "LICENSE").read_text()
    assert "Redistribution and use" in (folder / "LICENSE.sjcl").read_text()
    build = Path(__file__).parents[2] / "tools" / "blindrsa" / "build.sh"
    version = folder.name.removeprefix("blindrsa-ts-")
    assert f"blindrsa-ts@{version}" in build.read_text() and version in (folder / "README.md").read_text()

#!/bin/sh
# Makes huying/ballots/static/ballots/vendor/blindrsa-ts-0.4.4/blindrsa.js again, byte for byte, from the published packages.
# Needed only when the library is brought to a new version; the product never runs npm. Needs node 20 and npm.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
place="$here/../../huying/ballots/static/ballots/vendor/blindrsa-ts-0.4.4"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/entry.js" "$work/"
cd "$work"
npm init -y >/dev/null
npm install --save-exact --ignore-scripts @cloudflare/blindrsa-ts@0.4.4 esbuild@0.28.2
npx esbuild entry.js --bundle --format=iife --global-name=BlindRSABundle --target=es2020 \
    --minify --legal-comments=none --outfile=blindrsa.js
cp blindrsa.js "$place/blindrsa.js"
cd "$place"
sha256sum blindrsa.js >SHA256SUMS

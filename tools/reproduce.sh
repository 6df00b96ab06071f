#!/bin/sh
# Builds the committed sources twice, in two new folders, and compares what comes out.
set -eu
cd "$(dirname "$0")/.."
here=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

for copy in one another-folder; do
  mkdir -p "$work/$copy/.cache"
  git archive HEAD | tar -x -C "$work/$copy"
  # The tools may be shared, not what they build.
  ln -s "$here/.cache/bindgen" "$work/$copy/.cache/bindgen"
  ln -s "$here/node_modules/" "$work/$copy/node_modules"
  (cd "$work/$copy" && CARGO_TARGET_DIR=$work/$copy/target node tools/build.mjs)
done

if diff -r "$work/one/www/generated" "$work/another-folder/www/generated"; then
  echo 'waxseal: both builds are the same, octet by octet'
else
  echo 'waxseal: the builds differ' >&2
  exit 1
fi

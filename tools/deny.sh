#!/bin/sh
# Checks licences, sources and unwanted crates with cargo-deny, which it installs into .cache if need be.
set -eu
cd "$(dirname "$0")/.."
version=0.20.2
tool=.cache/cargo-deny-$version/bin/cargo-deny

if command -v cargo-deny >/dev/null 2>&1; then
  tool=cargo-deny
elif [ ! -x "$tool" ]; then
  echo 'waxseal: installing cargo-deny (some minutes, once)'
  cargo install --quiet --locked --root ".cache/cargo-deny-$version" --version "$version" cargo-deny ||
    { echo "waxseal: cargo-deny could not be installed: cargo install --locked cargo-deny" >&2; exit 1; }
fi
"$tool" check bans licenses sources

# What is left out of the advisories has to be looked at again one day.
expired=$(sed -n 's/.*Expires on \([0-9-]*\)\..*/\1/p' deny.toml | awk -v today="$(date +%F)" '$0 < today')
[ -z "$expired" ] || { echo "waxseal: an exception of deny.toml expired on $expired" >&2; exit 1; }

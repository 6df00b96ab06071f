#!/bin/sh
# Installs those of the named Debian packages that are missing: tools/packages.sh <package>…
# As root and without a question; otherwise it prints the one line to run as root, and fails.
set -eu

missing=
for package in "$@"; do
  status=$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null || true)
  case $status in ii*) ;; *) missing="$missing $package" ;; esac
done
[ -n "$missing" ] || exit 0
missing=${missing# }

if [ "$(id -u)" != 0 ]; then
  printf 'waxseal: packages are missing; as root: apt-get update && apt-get install -y --no-install-recommends %s\n' "$missing" >&2
  exit 1
fi

# The name servers are started by the tests, on their own ports: installing must start none.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 1' HUP INT TERM
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
fi

printf 'waxseal: installing %s\n' "$missing"
log=$(mktemp)
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086  # One word per package.
if ! { apt-get update -q && apt-get install -y -q --no-install-recommends $missing; } >"$log" 2>&1 </dev/null; then
  tail -n 20 "$log" >&2
  rm -f "$log"
  printf 'waxseal: apt-get could not install: %s\n' "$missing" >&2
  exit 1
fi
rm -f "$log"

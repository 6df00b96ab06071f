#!/bin/sh
# All tests, from the quick to the slow; stops at the first step that fails and names it.
#
#   tools/test.sh            everything
#   tools/test.sh <step>…    these steps only, in the order below
set -eu
cd "$(dirname "$0")/.."

started=$(date +%s)
passed=
only=" $* "

# step <name> <command>…
step() {
  name=$1
  shift
  [ "$only" = '  ' ] || case $only in *" $name "*) ;; *) return 0 ;; esac
  printf '\n--- %s\n' "$name"
  from=$(date +%s)
  if ! "$@"; then
    printf '\nwaxseal: the step %s failed; again by itself: tools/test.sh %s\n' "$name" "$name" >&2
    exit 1
  fi
  passed="$passed $name ($(($(date +%s) - from)) s)"
}

have() { command -v "$1" >/dev/null 2>&1; }

# The browsers and the name servers of the browser tests.
packages() {
  if have apt-get; then
    tools/packages.sh chromium firefox-esr nsd knot unbound dnsdist fonts-noto-cjk
    return
  fi
  PATH=$PATH:/usr/sbin:/usr/local/sbin
  missing=
  for command in nsd knotd unbound dnsdist; do have "$command" || missing="$missing $command"; done
  node tests/browser/browsers.mjs || missing="$missing Chromium Firefox"
  [ -z "$missing" ] ||
    { printf 'waxseal: install with the package manager of this system:%s\n' "$missing" >&2; return 1; }
}

formatted() { cargo fmt --check && node node_modules/@biomejs/biome/bin/biome ci --error-on-warnings --colors=off; }

clippy_wasm() {
  ls "$(rustc --print sysroot)"/lib/rustlib/wasm32-unknown-unknown/lib/libstd-*.rlib >/dev/null 2>&1 ||
    { echo 'left out: this Rust has no WebAssembly target (Debian builds the page)'; return 0; }
  cargo clippy --quiet --locked --lib --target wasm32-unknown-unknown -- -D warnings
}

types() {
  for config in tsconfig.json tsconfig.worker.json; do
    node node_modules/typescript/bin/tsc --noEmit --project "$config" || return 1
  done
}

# node_tests <concurrency> <file>…
node_tests() {
  concurrency=$1
  shift
  [ -e "${1:-}" ] || { echo 'there are none'; return 0; }
  node --test --test-reporter=spec "--test-concurrency=$concurrency" "$@"
}

step setup tools/setup.sh test
step packages packages
step format formatted
step clippy cargo clippy --quiet --locked --all-targets -- -D warnings
step clippy-wasm clippy_wasm
step build node tools/build.mjs
step types types
step cargo-test cargo test --release --locked
step node-test node_tests 2 tests/*.test.mjs tests/wasm/*.test.mjs
step resolver node_tests 1 tests/browser/*.test.mjs
step browsers node_tests 1 tests/browser/*.spec.mjs

printf '\nwaxseal: all steps passed in %s s:%s\n' $(($(date +%s) - started)) "$passed"

#!/bin/sh
# Finds or installs what the build needs; with the argument `test` also what the tests need.
# Never asks a question; what it cannot install it names in one line, with the remedy.
set -eu
cd "$(dirname "$0")/.."
wanted=${1:-build}

die() { printf 'waxseal: %s\n' "$1" >&2; exit 1; }
say() { printf 'waxseal: %s\n' "$1"; }
have() { command -v "$1" >/dev/null 2>&1; }
is_debian_root() { [ "$(id -u)" = 0 ] && have apt-get; }
sha256() { node -e 'const hash = require("crypto").createHash("sha256");
  for (const file of process.argv.slice(1)) hash.update(require("fs").readFileSync(file));
  console.log(hash.digest("hex").slice(0, 16))' "$@"; }

mkdir -p .cache

# --- Node.js -------------------------------------------------------------------------------------
have node || die 'Node.js is missing: install version 20 or later (https://nodejs.org)'
node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' ||
  die "Node.js $(node --version) is too old: install version 20 or later (https://nodejs.org)"
have npm || die 'npm is missing: it comes with Node.js (https://nodejs.org), on Debian: apt-get install npm'

# --- Rust ----------------------------------------------------------------------------------------
{ have cargo && have rustc; } ||
  die 'Rust (cargo, rustc) is missing: install it with rustup (https://rustup.rs)'
# Runs rustc once, so that a rustup without a toolchain is told from a working one.
rust=$(rustc --version 2>/dev/null | sed -n 's/^rustc \([0-9]*\.[0-9]*\).*/\1/p')
[ -n "$rust" ] || die 'rustc does not run: rustup default stable'
need=$(sed -n 's/^rust-version = "\([0-9]*\.[0-9]*\).*/\1/p' Cargo.toml)
[ "${rust%%.*}" -gt "${need%%.*}" ] ||
  { [ "${rust%%.*}" = "${need%%.*}" ] && [ "${rust#*.}" -ge "${need#*.}" ]; } ||
  die "Rust $rust is too old, $need or later is needed: rustup update stable"

# Build scripts and procedural macros are linked for this machine by the C compiler.
probe=.cache/cc-probe.$$
printf 'int main(void) { return 0; }\n' >"$probe.c"
if ! cc -o "$probe" "$probe.c" >/dev/null 2>&1; then
  rm -f "$probe" "$probe.c"
  case $(uname) in
    Darwin) remedy='xcode-select --install' ;;
    *) remedy='on Debian: apt-get install -y --no-install-recommends gcc libc6-dev' ;;
  esac
  die "a C compiler (cc) that can link a program is missing: $remedy"
fi
rm -f "$probe" "$probe.c"

has_wasm() {
  ls "$(rustc --print sysroot)"/lib/rustlib/wasm32-unknown-unknown/lib/libstd-*.rlib >/dev/null 2>&1
}
# Debian's own toolchain for the web builds the standard library from its source.
has_debian_wasm() {
  [ -x /usr/bin/rustc ] && [ -x /usr/bin/cargo ] && have wasm-ld &&
    [ -d "$(/usr/bin/rustc --print sysroot 2>/dev/null)/lib/rustlib/src/rust/library/std" ]
}
debian_wasm='apt-get install -y --no-install-recommends rustc-web cargo-web rust-web-src lld'
if ! has_wasm && ! has_debian_wasm; then
  if have rustup; then
    say 'adding the WebAssembly target to Rust'
    rustup target add wasm32-unknown-unknown || say 'rustup could not fetch it'
  fi
  if ! has_wasm; then
    if is_debian_root; then
      tools/packages.sh rustc-web cargo-web rust-web-src lld
      has_debian_wasm || die "Rust cannot build for WebAssembly: rustup target add wasm32-unknown-unknown"
    elif have apt-get; then
      die "Rust has no WebAssembly target: rustup target add wasm32-unknown-unknown, or as root: $debian_wasm"
    else
      die 'Rust has no WebAssembly target: rustup target add wasm32-unknown-unknown'
    fi
  fi
fi

# With its source the standard library is compiled into the module, which is smaller then; it works without.
if have rustup && [ ! -d "$(rustc --print sysroot)/lib/rustlib/src/rust/library/std" ]; then
  say "adding the standard library's source to Rust"
  rustup component add rust-src || say 'rustup could not fetch it: the module will be 6 % larger'
fi

if [ "$wanted" = test ]; then
  for component in rustfmt clippy; do
    case $component in rustfmt) command='cargo fmt --version' ;; *) command='cargo clippy --version' ;; esac
    $command >/dev/null 2>&1 && continue
    have rustup || die "$component is missing: install it beside your Rust, or use rustup (https://rustup.rs)"
    rustup component add "$component" || die "$component is missing: rustup component add $component"
  done
fi

# --- npm packages: one folder per lock file, linked as node_modules --------------------------------
modules=.cache/npm-$(sha256 package.json package-lock.json)
if [ ! -f "$modules/complete" ]; then
  say 'installing the npm packages of package-lock.json'
  rm -rf "$modules"
  mkdir -p "$modules"
  cp package.json package-lock.json .npmrc "$modules/"
  (cd "$modules" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null) ||
    die 'the npm packages could not be installed (see above): is the npm registry reachable?'
  touch "$modules/complete"
fi
if [ -L node_modules ] || [ ! -e node_modules ]; then
  [ "$(readlink node_modules 2>/dev/null)" = "$modules/node_modules" ] ||
    { rm -f node_modules && ln -s "$modules/node_modules" node_modules; }
elif [ "$(cat node_modules/.waxseal 2>/dev/null)" != "$modules" ]; then
  # A folder of the developer's own (npm install): brought up to date in place.
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null
  printf '%s\n' "$modules" >node_modules/.waxseal
fi

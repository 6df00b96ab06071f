# Each target sets up what it needs; the work is done by the scripts in tools/.

# rustup's commands, also where the shell's profile has not been read again since it was installed.
export PATH := $(PATH):$(HOME)/.cargo/bin
export PORT
export SITE

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 21

serve: build ## Build the page and serve it on http://localhost:8080 (PORT= for another port)
	@exec node tools/serve.mjs

test: ## Run everything that CI runs
	@tools/test.sh

webkit: build ## Run those browser tests in WebKitGTK that need no view of the network (slow; as root on Debian)
	@tools/setup.sh test
	@tools/packages.sh webkit2gtk-driver xvfb xauth
	@cd tests/browser && BROWSERS=webkit BROWSER_TIMEOUT=60000 xvfb-run -a -s '-screen 0 1400x1200x24' \
	  node --test --test-reporter=spec --test-concurrency=1 verify.spec.mjs explanation.spec.mjs sender.spec.mjs source.spec.mjs

build: ## Build the WebAssembly module, the worker and the bundle of the page into www/generated/
	@tools/setup.sh build
	@node tools/build.mjs

release: build ## Make dist/, the site as it is published, with what other sites embed by version (SITE= for its address)
	@node tools/release.mjs

size: build ## Show what a first visit loads, file by file, raw and brotli; fail above the limits
	@node tools/size.mjs

lighthouse: build ## Hold the page against Lighthouse: accessibility, best practices, search, performance
	@node tools/lighthouse.mjs

smooth: build ## Hold the page against its limits in Chromium: no long task with 25 MB, a verdict right after a paste
	@node tools/smooth.mjs

screenshots: build ## Take a picture of every state of the page, to be looked at, into .cache/screenshots/
	@tools/setup.sh test
	@node tools/screenshots.mjs $(STATES)

icons: ## Draw the icons of the installed page anew from www/icon.svg
	@tools/setup.sh build
	@node tools/icons.mjs

bench: build ## Measure how fast the build is
	@node tools/bench.mjs

bench-diagnosis: ## Measure what the search for causes costs beside a verification
	@cargo test --release --test diagnosis_cost -- --ignored --nocapture

deny: ## Check licences, sources and unwanted crates with cargo-deny
	@tools/deny.sh

types: ## Write the page's types and the schema of the report anew
	@tools/setup.sh build
	@node tools/types.mjs

unicode: ## Write the tables of characters anew, after a new version of Unicode
	@cargo run --quiet --locked --release --manifest-path tools/unicode/Cargo.toml --target-dir target/unicode -- .

bombs: build ## Measure the worst messages on the build
	@node tools/bombs.mjs

reproduce: ## Build twice from scratch, in two folders, and compare
	@tools/setup.sh build
	@tools/reproduce.sh

fmt: ## Format the sources, and show what the linter finds
	@tools/setup.sh build
	@cargo fmt
	@node node_modules/@biomejs/biome/bin/biome check --write

clean: ## Remove everything that was built or downloaded
	rm -rf target .cache node_modules dist www/generated

.PHONY: help serve test webkit build release size lighthouse smooth screenshots icons bench bench-diagnosis bombs types unicode deny reproduce fmt clean

# make            builds bin/memphis
# make run        the prompt                      make flask       the demo application on http://127.0.0.1:5000
# make test       all tests                       make check       what a change must pass: format, vet, tidy, docs, tests
# make bench      speed against the host's python make conformance CPython's own tests, case by case
# make bench-bridge  what each kind of crossing between Go and libpython costs
# make record     re-records testdata/lang        make docker-test builds and asks the image, with no registry
# make fuzz       the parser, compile-and-run, .pyc files, and crossings, for FUZZTIME (5m) each
# make PYTHON=/path/to/python3 ...                builds against another Python 3.11

SHELL       := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS   += --no-print-directory

GO      ?= go
# Debian's own python3, not a version manager's shim that happens to come first in PATH.
PYTHON  ?= $(firstword $(wildcard /usr/bin/python3) $(shell command -v python3))
MEMPHIS := bin/memphis
PORT    ?= 5000

# What a build, the tests and the demo need of Debian 12.
PACKAGES      := gcc libc6-dev pkg-config python3 libpython3-dev
TEST_PACKAGES := python3-flask python3-coverage curl
# C extensions from outside, whose tests skip where they are missing.
EXTENSIONS    := python3-numpy python3-lxml python3-markupsafe python3-yaml python3-cryptography python3-cffi-backend \
                 python3-psycopg2 python3-pil
SUITE_PACKAGE := libpython3.11-testsuite

# One run of PYTHON answers all that the build asks of it: the version, the prefix, where its pkg-config file, library and
# headers lie, and its archive with the libraries that this needs.
facts = $(if $(FACTS),,$(eval FACTS := $(shell $(PYTHON) -I -S -c 'import sys, sysconfig; v = sysconfig.get_config_var; \
	print("%d.%d.%d" % sys.version_info[:3], sys.base_prefix, v("LIBPC"), v("LIBDIR"), v("INCLUDEPY"), \
	v("LIBPL") + "/libpython" + v("LDVERSION") + ".a", *(v("LIBS") + " " + v("MODLIBS")).split())')))$(word $(1),$(FACTS))
VERSION   = $(call facts,1)
PREFIX    = $(call facts,2)
LIBPC     = $(call facts,3)
LIBDIR    = $(call facts,4)
INCLUDEPY = $(call facts,5)
LIBRARY   = $(wildcard $(call facts,6))
LIBS      = $(filter -l%,$(FACTS))

# cpy3 was written for Python 3.7; the header declares what 3.11 no longer has. Go applies CGO_CFLAGS to every cgo
# package, which is why the bridge has a build tag: a plain `go build ./...` cannot pass the flag. The include folder is
# in the flags, though pkg-config gives it too, because Go's build cache keys on CGO_CFLAGS and not on what pkg-config
# says: without it, a build against another Python would take the last one's objects.
COMPAT := $(CURDIR)/bridge/internal/capi/compat.h
cgo     = CGO_ENABLED=1 CGO_CFLAGS="-O2 -g -Wno-deprecated-declarations -include $(COMPAT) -I$(INCLUDEPY)" \
          CGO_LDFLAGS="$(if $(filter /usr/lib%,$(LIBDIR)),,-L$(LIBDIR) -Wl$(comma)-rpath$(comma)$(LIBDIR))" \
          PKG_CONFIG_PATH="$(LIBPC)$${PKG_CONFIG_PATH:+:$$PKG_CONFIG_PATH}"
comma   := ,
TAGS    := -tags libpython
# The program has libpython's archive in it, if there is one: a shared library costs an eighth of every start, and none of
# it is needed before the first C module. C modules find its functions among the program's, as python3's do; those few that
# the bridge has its own version of come first. STATIC= (nothing) links the shared library, as the tests of packages do.
STATIC  ?= 1
static   = $(if $(STATIC),$(LIBRARY))
export_py = -Wl,--export-dynamic-symbol=Py* -Wl,--export-dynamic-symbol=_Py*
link     = $(if $(static),-tags libpython$(comma)libpython_static -ldflags "$(stamp) $(collector) -extldflags '-Wl$(comma)--whole-archive $(static) \
           -Wl$(comma)--no-whole-archive -Wl$(comma)--allow-multiple-definition $(export_py) $(LIBS) -lm'",$(TAGS) -ldflags "$(stamp) $(collector)")
stamp    = -X memphis/stdlibpath.buildPrefix=$(PREFIX) -X memphis/stdlibpath.buildVersion=$(VERSION)
# Go's collector marks while the program stands still, on all processors (the default of GODEBUG in the program): beside it machine code
# may not run, for lack of write barriers, and the loop pays for them. Programs that allocate take 0.9 of the time. The tests within
# Go have the collector that programs with Memphis in them have.
collector = -X runtime.godebugDefault=gcstoptheworld=1
ldflags  = -ldflags "$(stamp)"
# The tests run the program that was just built, and compare it with the Python it was built against.
tested   = MEMPHIS=$(CURDIR)/$(MEMPHIS) PYTHON=$(PYTHON)

.PHONY: build run flask test check fmt vet tidy docs bench bench-bridge conformance record fuzz docker-test clean \
        need need-test need-suite

build: need
	@v="$(VERSION)"; [ "$${v%.*}" = 3.11 ] || { echo "PYTHON=$(PYTHON) is Python $$v; Memphis runs 3.11" >&2; exit 1; }
	@$(cgo) $(GO) build $(link) -o $(MEMPHIS) ./cmd/memphis

run: build
	@$(MEMPHIS)

flask: build need-test
	@PORT=$(PORT) $(MEMPHIS) testdata/flask/app.py

test: build need-test
	@$(cgo) $(tested) $(GO) test $(TAGS) $(ldflags) -timeout 17m ./...

check: fmt vet tidy docs test
	@echo "check: without libpython"
	@CGO_ENABLED=0 $(GO) build ./... && CGO_ENABLED=0 $(GO) test -short ./...
	@echo "check: eight interpreters at once"; CGO_ENABLED=1 $(GO) test -race -gcflags=memphis/...=-d=checkptr=0 -run TestParallel ./interp

# Inputs that cover something new are kept as they are: to make one smaller takes up to a minute, and the coverage of the
# garbage collector's work is never twice the same. The limit is what a program may ask memory for.
FUZZTIME ?= 5m
# Go's fuzzer sometimes fails with "context deadline exceeded" when the time is up: it compares the error of a context with that of
# one derived from it, which is told a moment later. A find names its input.
fuzzed    = 2>&1 | tee $$log || { grep -q 'context deadline exceeded' $$log && ! grep -q 'Failing input' $$log; }
fuzz:
	@ulimit -v 12000000; log=$$(mktemp); trap 'rm -f $$log' EXIT; for f in "syntax -fuzz FuzzParse" ". -fuzz FuzzRun" ". -fuzz FuzzCompiled"; do \
		CGO_ENABLED=0 $(GO) test ./interp/$$f -run '^$$' -fuzztime $(FUZZTIME) -fuzzminimizetime 1x -parallel 1 $(fuzzed); done; \
	for gc in 100 1; do \
		$(cgo) GOGC=$$gc $(GO) test $(TAGS) ./bridge -run '^$$' -fuzz FuzzCrossing -fuzztime $(FUZZTIME) -fuzzminimizetime 1x -parallel 1 $(fuzzed); done

fmt:
	@bad=$$(git ls-files '*.go' | xargs -r gofmt -l); [ -z "$$bad" ] || { echo "gofmt -w" $$bad >&2; exit 1; }

vet: need
	@CGO_ENABLED=0 $(GO) vet ./...
	@$(cgo) $(GO) vet $(TAGS) ./...

tidy:
	@$(GO) mod tidy -diff

# Pages made from tables: each generator is a go:generate line beside its table.
docs:
	@before=$$(git status --porcelain doc); $(GO) generate ./... && after=$$(git status --porcelain doc); \
	[ "$$before" = "$$after" ] || { echo "generated pages were stale: commit doc/" >&2; git diff --stat doc >&2; exit 1; }

bench: build
	@$(GO) run ./cmd/memphis-bench --memphis $(CURDIR)/$(MEMPHIS) --python $(PYTHON) $(ARGS)

bench-bridge: need
	@$(cgo) $(tested) $(GO) test $(TAGS) -count=1 -v -run '^TestCost$$' ./bridge -args -cost $(ARGS)

conformance: build need-suite
	@$(GO) run ./cmd/memphis-conformance --memphis $(CURDIR)/$(MEMPHIS) --python $(PYTHON) $(ARGS)

record:
	@PYTHON=$(PYTHON) $(GO) test ./cmd/memphis -count=1 -run '^Test(Lang|Extensions)$$' -record

docker-test:
	@bash testdata/docker/image-test.sh

clean:
	@rm -rf bin

need:
	@packages="$(PACKAGES)"; $(install)

need-test:
	@packages="$(TEST_PACKAGES)"; $(install)
	@(packages="$(EXTENSIONS)"; $(install)) || echo "the tests of these extensions will skip" >&2

need-suite:
	@packages="$(SUITE_PACKAGE)"; $(install)

# install sees to the Debian packages in $packages: it installs the missing ones when it may, and says how when it may
# not. A system without dpkg has them by other names; the compiler will say what is missing there.
define install
command -v dpkg-query >/dev/null || exit 0; missing=; \
for p in $$packages; do \
  dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; \
done; \
[ -z "$$missing" ] && exit 0; \
if [ "$$(id -u)" = 0 ]; then \
  echo "installing:$$missing"; export DEBIAN_FRONTEND=noninteractive; \
  apt-get install -y -qq --no-install-recommends $$missing >/dev/null 2>&1 || \
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends $$missing; } >/dev/null; \
else \
  echo "missing Debian packages. Run:  sudo apt-get install$$missing" >&2; exit 1; \
fi
endef

# Bare `make` prints help. Every target does the set-up that it needs, once.

SHELL := /bin/bash
PREFIX ?= /usr/local
TEXT ?= Hello, I am Syrinx.
SAY ?=
SERVE ?=
SWIFT ?= swift
BINARY := .build/release/syrinx
# The same flags in every debug build, so that none compiles anew what another has.
DEBUG := --explicit-target-dependency-import-check error
RELEASE := -c release --static-swift-stdlib --product syrinx

.DEFAULT_GOAL := help
.PHONY: help say serve build install test page conformance check lint imports docs bench format clean setup setup-tests

help: ## This list
	@echo "Syrinx, a speech engine. Targets:"
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18
	@echo 'Start here:  make say TEXT="Hello there."'

setup:
	@scripts/setup

setup-tests:
	@scripts/setup --tests
	@scripts/torch-door

build: setup ## The release binary, at .build/release/syrinx
	@$(SWIFT) build $(RELEASE)

say: build ## Says TEXT="…" with the default voice; SAY="…" adds options
	@$(BINARY) say $(SAY) -- "$$SYRINX_MAKE_TEXT"
say: export SYRINX_MAKE_TEXT := $(value TEXT)

serve: build ## The server and its page on http://127.0.0.1:8880/; SERVE="…" adds options
	@$(BINARY) serve $(SERVE)

install: ## Installs what `make build` made, into PREFIX=/usr/local
	@[ -x $(BINARY) ] || $(MAKE) --no-print-directory build
	install -D -s -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/syrinx
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/doc/syrinx docs/{server,settings,websocket}{,.ja}.md

test: setup-tests ## All tests
	@$(SWIFT) build --build-tests $(DEBUG)
	@scripts/test $(DEBUG)
	@$(MAKE) --no-print-directory page conformance

page: ## The page: its modules in Node, then used in headless Chromium
	@node --test Tests/PageTests/*.test.mjs
	@scripts/page/check

conformance: ## Others' clients against the server: openai, Wyoming, schemathesis, promtool
	@scripts/conformance/run

check: lint imports docs test ## Format, warnings as errors, import table, documentation, tests

lint: ## Format lint, strict
	@$(SWIFT) format lint --strict --parallel --recursive Sources Tests Package.swift

imports: setup ## Warnings as errors; refuses imports that Package.swift does not declare
	@$(SWIFT) build $(DEBUG)

docs: imports ## Documentation of the modules, in .build/docs
	@scripts/docs

bench: build ## Speed and memory, each with its command
	@$(BINARY) bench all
	@scripts/peers/runtimes

format: ## Formats all Swift code in place
	@$(SWIFT) format format --in-place --parallel --recursive Sources Tests Package.swift

clean: ## Removes what was built
	rm -rf .build

.PHONY: help run test deb watch setup fmt lint unit e2e bench fuzz

help:
	@echo 'make run     set up what is missing, build, seed a demo, serve on http://127.0.0.1:3000'
	@echo 'make test    set up what is missing and run every test'
	@echo 'make deb     set up what is missing and make a Debian package'
	@echo
	@echo 'make watch   serve the demo and rebuild at every change'
	@echo 'make fmt     format the sources'
	@echo 'make lint    formatting, clippy and TypeScript checks'
	@echo 'make unit    unit, property and database tests   (ARGS="--package store")'
	@echo 'make e2e     browser tests                       (ARGS="--project=demo new-orders")'
	@echo 'make bench   time lists and pages at 100,000 orders, as JSON (ORDERS=1000000)'
	@echo 'make fuzz    set a fuzzer on what reads files            (SECONDS=60 for each target)'
	@echo 'make setup   only set up what is missing'

run:
	@scripts/run

test:
	@scripts/test

deb:
	@scripts/setup build
	@scripts/deb release

watch:
	@scripts/watch

setup:
	@scripts/setup test

fmt:
	@cargo fmt --all

lint:
	@scripts/lint

unit:
	@scripts/unit $(ARGS)

e2e:
	@scripts/e2e $(ARGS)

bench:
	@scripts/setup test >&2
	@scripts/bench $(or $(ORDERS),100000) $(ARGS)

fuzz:
	@scripts/fuzz $(SECONDS)

# Every command that people and CI use. `make help` lists them.
#
#   RAW=DIR      raw gazettes to publish, files or folders (default: the sample gazettes in source/raw); a space in a
#                name is written "\ ", since spaces part them
#   SOURCE=DIR   where editors' texts stand and generated ones are put: a copy of source/, of which _ext may be left out
#   BUILD=DIR    where results are put
#   SITE=DIR     the folder in which `make publish` publishes, and which `make verify` checks
#   VERSION=…    name of the release, such as 2026.11; DATE=2026-11-21 is the day for which it tells statuses
#   STRICT=1     a confirmed name that comes out otherwise in a Traditional script is no warning, and make fails
#   SIZES=…      documents of the corpora that `make bench` measures; RAW=DIR has it read those, too, PEERS=1 has it
#                measure other generators

RAW    ?= source/raw
SOURCE ?= source
BUILD  ?= build
PYTHON ?= python3

VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/ready
OUT    := $(BUILD)/site
TREE   := $(BUILD)/typst
# What the tests need besides Python: a browser, the Nu checker's Java, and what releases are deployed and checked with.
TOOLS  := chromium java nginx minisign faketime rclone
DEBIAN := chromium default-jre-headless nginx-light minisign faketime rclone
STAGES := convert html variants search pdf
# What is put into BUILD; anything else in it is somebody's.
MADE   := account.json bench doctrees preview readings records report.html screenshots shards site site-variants typst
export PYTHONPATH := source/_ext
export PYTHONHASHSEED := 0
export LC_ALL := C.UTF-8

.PHONY: help site test convert html words variants search pdf publish verify serve screenshots lint bench clean
.DEFAULT_GOAL := help

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | sort | while IFS="$$(printf '\t')" read -r name what; do printf 'make %-11s %s\n' "$$name" "$$what"; done

# One run at a time in a source: the shell of a recipe, with all that it starts, has its turn; a recipe within shares it.
TURN = $(if $(GAZETTE_TURN),,mkdir -p $(SOURCE) && exec 9<$(SOURCE) && "$(PYTHON)" -m gazette.turn 9 $(SOURCE); export GAZETTE_TURN=1;)

# Which of some stages are to be done, too: these are waited for. A stage alone takes what it finds.
after = $(filter $1,$(MAKECMDGOALS))

# One shell line, so that a fault in a raw file or a note is told by the exit status, and all else is built all the same.
# Pages and the texts of PDFs are written in one go; words need no page, PDFs nothing of variants and search.
site: $(READY) ## everything: pages in all scripts, PDFs, data → build/site; again only what has changed
	@$(TURN) step() { $(MAKE) --no-print-directory -j2 -k TEXTS=1 "$$@" || fault=2; }; \
	step convert; \
	[ ! -f $(SOURCE)/corpus.json ] || step words html; \
	[ ! -f $(OUT)/index.html ] || step $(filter-out convert html,$(STAGES)); \
	exit $${fault:-0}

convert: $(READY) ## raw gazettes → MyST and corpus.json in source/, the editor's report in build/report.html
	@$(TURN) mkdir -p $(BUILD) && $(BIN)/python -m converters $(RAW) --out $(SOURCE) --keep $(BUILD)/readings --report $(BUILD)/report.html --pages site/ --account $(BUILD)/account.json

html: $(READY) $(call after,convert) ## the pages in Simplified → build/site
	@$(TURN) $(BIN)/python -m gazette.$(if $(TEXTS),typst.build $(SOURCE) $(TREE) --pages $(OUT),shards.build $(SOURCE) $(OUT)) --shards $(BUILD)/shards

words: $(READY) $(call after,convert) ## the words of the Traditional scripts, from the source: beside html, since variants asks for them
	@$(TURN) $(BIN)/python -m converters.variants $(OUT) --source $(SOURCE) --words

variants: $(READY) $(call after,convert html words) ## the pages in Traditional, from those in Simplified
	@$(TURN) $(BIN)/python -m converters.variants $(OUT) --source $(SOURCE) $(if $(STRICT),--strict)

search: $(READY) $(call after,html variants) ## the search index of the pages in all scripts
	@$(TURN) $(BIN)/python -m gazette.search $(OUT) --keep $(BUILD)/records

pdf: $(READY) $(call after,convert html) ## all PDFs → build/site/pdf
	@$(TURN) $(BIN)/python -m gazette.typst $(SOURCE) $(TREE) $(OUT)/pdf --shards $(BUILD)/shards $(if $(TEXTS),--written) $(if $(GAZETTE_RELEASE),--packaged)

# A release is built from nothing, for a day that no clock decides, with the packaged fonts: the same bytes everywhere.
publish: $(READY) ## the site → release VERSION of the published folder SITE, which then shows it
	@[ "$(SITE)" ] && [ "$(VERSION)" ] || { echo "make publish SITE=DIR VERSION=2026.11" >&2; exit 2; }
	@$(TURN) day=$$($(BIN)/python -m gazette.releases begin "$(SITE)" "$(VERSION)" $(DATE)) || exit 1; \
	export SOURCE_DATE_EPOCH=$$day GAZETTE_RELEASE=$(VERSION) GAZETTE_PUBLISHED="$$([ ! -d "$(SITE)/v" ] || realpath "$(SITE)")"; \
	$(MAKE) --no-print-directory clean && \
	$(MAKE) --no-print-directory convert html variants && \
	$(BIN)/python -m gazette.releases check $(OUT) "$(SITE)" && \
	$(MAKE) --no-print-directory site && \
	$(BIN)/python -m gazette.releases publish $(OUT) "$(SITE)" $(VERSION) --raw $(RAW)

verify: $(READY) ## check every file of all releases in the published folder SITE
	@[ "$(SITE)" ] || { echo "make verify SITE=DIR" >&2; exit 2; }
	@$(BIN)/python -m gazette.releases verify "$(SITE)"

serve: $(READY) ## preview on http://127.0.0.1:8000, reloading after every change
	@$(BIN)/sphinx-autobuild -b dirhtml -c . --pre-build "$(BIN)/python -m converters $(RAW) --out $(SOURCE)" $(addprefix --watch ,$(RAW)) --watch converters \
		--ignore "*/source/doc/*" --ignore "*/source/gazette/*" --ignore "*/source/corpus.json" $(SOURCE) $(BUILD)/preview

screenshots: $(READY) ## pictures of the main pages and PDFs of the built site → build/screenshots
	@$(BIN)/python -m tests.screenshots $(OUT) build/screenshots
	@$(BIN)/python -m tests.pdfshots $(OUT)/pdf build/screenshots/pdf

test: $(READY) lint ## style, types and all tests
	@( PATH=$$PATH:/usr/sbin; for tool in $(TOOLS); do command -v $$tool || exit 1; done ) >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update -qq \
		&& DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(DEBIAN) >/dev/null; } \
		|| { echo "the tests need apt-get install $(DEBIAN)" >&2; exit 1; }
	@$(BIN)/python -m pytest -n auto

lint: $(READY) ## style and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

bench: $(READY) ## measure speed, as ratios within one run → build/bench
	@$(BIN)/python -m tests.bench $(if $(filter-out source/raw,$(RAW)),--raw $(RAW)) $(if $(SIZES),--sizes $(SIZES)) $(if $(PEERS),--peers)

clean: ## remove everything generated, the environment excepted
	@$(TURN) rm -rf $(addprefix $(BUILD)/,$(MADE)) $(addprefix $(SOURCE)/,doc gazette corpus.json)

$(READY): requirements.lock
	@$(TURN) [ $@ -nt $< ] || { "$(PYTHON)" -m venv $(VENV) && \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $< && touch $@; }

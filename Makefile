# Every target sets up what it needs and does so once: the stamps below are remade only when the lock changes.
.PHONY: chat serve train test lint bench bench-rules bench-nlu bench-conversation bench-web check widget clean
.DEFAULT_GOAL := chat

UV := tools/uv
RUN := .venv/bin
STAMPS := .venv/.stamps

chat: $(STAMPS)/runtime ## ask in the terminal
	@$(RUN)/advisor chat

serve: $(STAMPS)/runtime ## answer over HTTP on 127.0.0.1:5005
	@$(RUN)/advisor serve

train: $(STAMPS)/runtime ## train the model now (chat and serve do it by themselves)
	@$(RUN)/advisor train

test: $(STAMPS)/dev $(STAMPS)/widget ## all tests
	@$(RUN)/python -m pytest -q

check: $(STAMPS)/runtime ## prove the rules and the texts
	@$(RUN)/advisor rules check

lint: $(STAMPS)/dev ## style and types
	@$(RUN)/ruff check .
	@$(RUN)/ruff format --check .
	@$(RUN)/mypy

bench: $(STAMPS)/dev ## measured figures, as ratios
	@$(RUN)/python -m benchmarks.turn

bench-conversation: $(STAMPS)/dev ## are the last turns of a long conversation as fast as its first
	@$(RUN)/python -m benchmarks.conversation

bench-web: $(STAMPS)/dev ## from sending a message to reading the answer in a real browser
	@$(RUN)/python -m benchmarks.web

bench-rules: $(STAMPS)/bench ## the rules beside hand-written Python and other rule engines
	@$(RUN)/python -m benchmarks.rules

bench-nlu: $(STAMPS)/dev ## understanding beside Rasa's suggested Chinese pipeline; FILES="a.jsonl b.jsonl", 2.5 GB and half an hour
	@$(RUN)/python -m benchmarks.nlu --per-topic 40 $(FILES)

widget: $(STAMPS)/widget ## build bot/widget/dist after a change in bot/widget/src or data/widget (needs Node.js)
	@npm run --silent --prefix bot/widget build

clean: ## remove the environment; what people told stays in ADVISOR_HOME
	rm -rf .venv .tools

$(STAMPS)/runtime: pyproject.toml uv.lock tools/uv
	@$(UV) sync --frozen --inexact --quiet
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dev: pyproject.toml uv.lock tools/uv
	@$(UV) sync --frozen --inexact --quiet --group dev --group lint
	@mkdir -p $(STAMPS) && touch $(STAMPS)/runtime $@

# Without Node.js the widget is served as it was built; the tests that build it, and those with axe, say so and are skipped.
$(STAMPS)/widget: bot/widget/package.json bot/widget/package-lock.json
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund --prefix bot/widget; fi
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/bench: pyproject.toml uv.lock tools/uv
	@$(UV) sync --frozen --inexact --quiet --group bench
	@mkdir -p $(STAMPS) && touch $(STAMPS)/runtime $@

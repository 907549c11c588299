# Two commands do everything, their own set-up included:
#
#   make demo    # 建环境、建库、灌演示数据，打开本机网址
#   make test    # 建环境（若尚无），跑全部测试
#
# The others are parts of `make test`, or write generated files anew.

PY := .venv/bin/python
# Compiled code is kept: without it every process compiles a thousand modules before it does anything.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test lint test-sqlite test-pg e2e wheel map messages clean

demo: .venv/.ok
	@.venv/bin/huying demo

test: .venv/.ok
	@$(PY) -m tests.run

lint test-sqlite test-pg e2e wheel: .venv/.ok
	@$(PY) -m tests.run $@

map: .venv/.ok
	@mkdir -p docs build
	@.venv/bin/huying rules docs > build/rules.md && mv build/rules.md docs/rules.md
	@.venv/bin/huying map --write

messages: .venv/.ok
	@$(PY) -m tools.messages write

.venv/.ok: pyproject.toml requirements.txt tools/pip.txt tools/bootstrap
	@sh tools/bootstrap

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache test-results

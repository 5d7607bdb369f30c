# A thin wrapper: installer/bootstrap.py makes the environment ready and does the verb.
# Further words go in ARGS:  make test ARGS="-k claims"
PYTHON ?= python3

run test prove check bench shots bundle deb prove-deb windows prove-windows lock:
	@$(PYTHON) -m installer.bootstrap $@ $(ARGS)

# What is handed out, for all systems.
installer: deb windows

clean:
	rm -rf .venv .coverage* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist

.PHONY: installer run test prove check bench shots bundle deb prove-deb windows prove-windows lock clean

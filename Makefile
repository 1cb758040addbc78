# Two commands set everything up: `make demo` and `make test`.

.PHONY: install build demo test format check-format

PACKAGES = libxml2-dev libstemmer-dev libzstd-dev libarchive-dev libsimdjson-dev libxxhash-dev \
  zlib1g-dev pkg-config unicode-data

build: install
	swift build -c release

install:
	@missing=$$(for p in $(PACKAGES); do dpkg -s $$p >/dev/null 2>&1 || echo $$p; done); \
	if [ -n "$$missing" ]; then \
	  sudo=$$( [ "$$(id -u)" = 0 ] || echo sudo ); \
	  $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	    $$sudo apt-get install -y -qq --no-install-recommends $$missing; \
	fi

format:
	swift format --in-place --recursive --parallel Sources Tests Package.swift

check-format:
	swift format lint --strict --recursive --parallel Sources Tests Package.swift

test: install check-format
	swift build -c release
	swift test

# Two commands set everything up: `make demo` and `make test`.

.PHONY: install build demo test format check-format \
  test-performance benchmark benchmark-peers benchmark-growth benchmark-report benchmark-tools benchmark-tools-test

PACKAGES = libxml2-dev libstemmer-dev libzstd-dev libarchive-dev libsimdjson-dev libxxhash-dev \
  libcld2-dev zlib1g-dev pkg-config unicode-data

# The standard library is linked into the binary, which halves its time to start.
# Where the processor has them, vectors of 256 bits and the counting of bits are used: the binary
# then wants such a processor (x86-64-v3, from 2013 on). `make build ARCH=` makes one for all.
ARCH ?= $(shell grep -qm1 avx2 /proc/cpuinfo 2>/dev/null && grep -qm1 bmi2 /proc/cpuinfo \
  && echo -Xcc -march=x86-64-v3)
RELEASE = -c release --static-swift-stdlib $(ARCH)
# Arrows between modules are checked: a target imports only what its manifest names.
CHECKED = --explicit-target-dependency-import-check error

LEDE = .build/release/lede
SWIFT_FILES = Sources Tests Package.swift Benchmarks/Kernels Benchmarks/Sources Benchmarks/Tests Benchmarks/Package.swift

build: install
	swift build $(RELEASE) --product lede

install:
	@missing=$$(for p in $(PACKAGES); do dpkg -s $$p >/dev/null 2>&1 || echo $$p; done); \
	if [ -n "$$missing" ]; then \
	  sudo=$$( [ "$$(id -u)" = 0 ] || echo sudo ); \
	  $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	    $$sudo apt-get install -y -qq --no-install-recommends $$missing; \
	fi

# Indexes the sample articles into Index/ and asks three questions: ranked, a phrase, a date range.
demo: build
	@unset LEDE_INDEX; run() { printf '\n$$ lede'; for a in "$$@"; do \
	  case "$$a" in *[!A-Za-z0-9_./-]*) printf " '%s'" "$$a";; *) printf ' %s' "$$a";; esac; done; \
	  printf '\n'; $(LEDE) "$$@"; }; \
	run index Corpus/articles && \
	run search 'why did the Heron-2 satellite fail' --top 4 && \
	run search '"the river is not for sale"' --top 6 && \
	run search 'Mount Ardane' --since 2032-05-01 --until 2032-05-31

format:
	swift format --in-place --recursive --parallel $(SWIFT_FILES)

check-format:
	swift format lint --strict --recursive --parallel $(SWIFT_FILES)

# The second run tests what processors without vectors of 512 bits do where this one has them.
test: install check-format
	swift build --build-tests $(CHECKED)
	swift test --skip-build
	LEDE_NARROW_VECTORS=1 swift test --skip-build --filter '^(BytesTests|RetrievalTests.TwinTests)'

# Benchmarks/README.md says what these measure. FLAGS="--articles 1000000 --rounds 20" and the like are passed on.
benchmark: build benchmark-tools
	Benchmarks/peers/compare --engines lede $(FLAGS)

benchmark-peers: build benchmark-tools
	-Benchmarks/peers/install
	Benchmarks/peers/compare --save $(FLAGS)

benchmark-growth: build benchmark-tools
	Benchmarks/growth --save $(FLAGS)

# What can be checked of speed without a clock. Kernels are built apart, as they see what modules hide.
test-performance: PACKAGES += valgrind binutils
test-performance: build benchmark-tools
	swift build $(RELEASE) -Xswiftc -enable-testing --scratch-path .build/kernels --product kernels
	Benchmarks/hot-symbols
	Benchmarks/count-instructions
	Benchmarks/measure-memory

# The tables of this README and the plots, from all raw runs.
benchmark-report:
	Benchmarks/report Benchmarks/runs/*.json --plots Benchmarks/plots --readme README.md

benchmark-tools:
	swift build -c release --package-path Benchmarks

benchmark-tools-test:
	swift test --package-path Benchmarks
	python3 Benchmarks/harness/test_harness.py

# On Debian 12 with Swift 6.3, `make demo` and `make test` install what is missing and do everything else. `make help` lists
# the targets.

PACKAGES := libhdf5-dev libjpeg-dev libdnnl-dev libcairo2-dev libsqlite3-dev fonts-dejavu-core pkg-config
# The same flags for build and test, so that one build serves both.
BUILD := --configuration release --explicit-target-dependency-import-check error
TEST := --disable-testable-imports --disable-xctest --enable-swift-testing
# A folder with include and lib of another oneDNN than the system's. It is linked to where it lies, and built in folders of its own.
ifdef ONEDNN
PREFIX := $(abspath $(ONEDNN))
BUILD += --scratch-path .build-onednn -Xcc -I$(PREFIX)/include -Xlinker -L$(PREFIX)/lib -Xlinker -rpath -Xlinker $(PREFIX)/lib
endif
# Which tests: make test FILTER=ImagingTests
FILTER ?=
SELECTED := $(if $(FILTER),--filter "$(FILTER)")
# How long each part of `make fuzz` searches, in seconds.
FUZZ_SECONDS ?= 60
# For `make differential`: a Python with tensorflow-cpu, keras, tf-keras and h5py; how many random models, and from which seed on.
PYTHON ?= python3
MODELS ?= 200
SEED ?= 1
SWIFT := .ci/with-swift swift
SOURCES := Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

.PHONY: help demo test build setup pinned sanitize sanitize-address sanitize-threads kill soak fuzz fuzz-models fuzz-jpeg differential bench \
  capabilities format lint clean

help: ## Shows this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 26

demo: build ## Finds the cars in the frames below data/ and says where pictures and detections lie
	.ci/with-swift .build/release/framerill run Pipelines/car-detection.yaml

test: setup ## Runs all tests, or those that FILTER names
	$(SWIFT) test $(BUILD) $(TEST) $(SELECTED)

build: setup ## Builds the command line, .build/release/framerill
	$(SWIFT) build $(BUILD) --product framerill

setup:
	@.ci/install-packages $(PACKAGES)

pinned: setup ## Runs all tests on one core
	$(SWIFT) test $(BUILD) $(TEST) --filter "^nothing$$"
	taskset -c 0 $(SWIFT) test $(BUILD) $(TEST) $(SELECTED) --skip-build

sanitize: sanitize-address sanitize-threads ## Runs the tests under both sanitizers

# Leaks aren't looked for: the values of Swift's global constants look like some.
sanitize-address: setup ## Runs all tests under AddressSanitizer, in a build of its own
	ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test $(BUILD) $(TEST) $(SELECTED) --sanitize address --scratch-path .build-address

sanitize-threads: setup ## Runs the dataflow's tests under ThreadSanitizer, in a build of its own
	.ci/with-swift Tests/ThreadSanitizer/run .build-thread --configuration release $(TEST)

# How often `make kill` kills a run, and of how many frames.
KILLS ?= 200
KILL_FRAMES ?= 500

kill: build ## Kills runs at random moments, resumes them and compares with an uninterrupted one
	.ci/with-swift Tests/Killing/run .build/release/framerill $(KILLS) $(KILL_FRAMES)

# How many small items and how many frames `make soak` sends through.
SOAK_ITEMS ?= 1000000
SOAK_FRAMES ?= 20000

soak: build ## Runs for long with a slow sink and real frames, and watches the memory
	.ci/with-swift Tests/Soak/run .build/release/framerill $(SOAK_ITEMS) $(SOAK_FRAMES)

fuzz: fuzz-models fuzz-jpeg ## Searches for models and JPEGs that do harm, each for FUZZ_SECONDS

# What is found lies in .build-fuzz as crash-*, oom-* or timeout-*; what was searched stays there for the next time. With one thread no
# trial waits for another one that a busy machine doesn't let run.
fuzz-models: setup
	mkdir -p .build-fuzz/corpus
	$(SWIFT) build -c release --package-path Tests/Fuzzing/Models --scratch-path .build-fuzz/models -Xswiftc -sanitize=fuzzer
	OMP_NUM_THREADS=1 .ci/with-swift .build-fuzz/models/release/ModelFuzzer -max_total_time=$(FUZZ_SECONDS) -rss_limit_mb=2048 \
	  -timeout=30 -max_len=65536 -print_final_stats=1 -artifact_prefix=.build-fuzz/ .build-fuzz/corpus

fuzz-jpeg: setup
	mkdir -p .build-fuzz/jpeg
	.ci/with-swift clang -g -O1 -fuse-ld=lld -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
	  -I Sources/CJPEG/include Tests/Fuzzing/jpeg.c Sources/CJPEG/*.c -ljpeg -o .build-fuzz/jpeg-fuzzer
	.ci/with-swift .build-fuzz/jpeg-fuzzer -max_total_time=$(FUZZ_SECONDS) -rss_limit_mb=2048 -print_final_stats=1 \
	  -artifact_prefix=.build-fuzz/ .build-fuzz/jpeg data/frames Tests/ImagingTests/References/images

differential: setup ## Compares MODELS random models with what Keras 2 and 3 (in PYTHON) answer
	rm -rf .build-differential
	$(PYTHON) Tests/Differential/generate.py .build-differential --seed $(SEED) --count $(MODELS)
	FRAMERILL_DIFFERENTIAL=$(CURDIR)/.build-differential $(SWIFT) test $(BUILD) $(TEST) --filter DifferentialTests

bench: setup ## Times the dataflow and the engine beside their peers; see Benchmarks/README.md
	.ci/with-swift Benchmarks/run

capabilities: setup ## Writes the page of capabilities and their tests anew
	FRAMERILL_WRITE_CAPABILITIES=1 $(SWIFT) test $(BUILD) $(TEST) --filter CapabilityTests

format: ## Formats all Swift files
	$(SWIFT) format --in-place --recursive --parallel $(SOURCES)

lint: ## Checks the format of all Swift files
	$(SWIFT) format lint --strict --recursive --parallel $(SOURCES)

clean: ## Removes all that was built; pictures and detections below out/ stay
	rm -rf .build .build-* Benchmarks/.build

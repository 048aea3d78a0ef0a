# make demo   installs what is needed, builds, detects cars in the frames below data/
# make test   installs what is needed, builds, runs all tests

PACKAGES := libhdf5-dev libjpeg-dev libdnnl-dev libcairo2-dev libsqlite3-dev fonts-dejavu-core pkg-config
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
# The same flags for build and test, so that one build serves both.
BUILD := --configuration release --explicit-target-dependency-import-check error
SWIFT ?= swift

.PHONY: demo test build setup format lint clean

demo: build
	$$($(SWIFT) build $(BUILD) --show-bin-path)/framerill run Pipelines/car-detection.yaml

test: setup
	$(SWIFT) test $(BUILD) --disable-testable-imports --disable-xctest --enable-swift-testing

build: setup
	$(SWIFT) build $(BUILD) --product framerill

# Installs only what is missing, so that a second call needs neither network nor root.
setup:
	@missing=""; for package in $(PACKAGES); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q '^install ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "installing$$missing"; \
	  $(SUDO) apt-get update -q && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $$missing; \
	fi

format:
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests

clean:
	rm -rf .build

# Sirkel: one makefile, not recursive. `make help` says what there is. Everything exists in two variants, made by the same rules:
# the product in BUILD, and CHECK with the address and undefined-behaviour sanitizers, for the tests.

BUILD ?= build
CHECK ?= $(BUILD)/check
ATTACK = $(BUILD)/attack
CC ?= cc
SECONDS ?= 60
SHELL := /bin/bash

# --- what is linked ---------------------------------------------------------------------------------------------------
# A floor is a folder and becomes an archive.   floor: the floors it stands on: the libraries behind its door
define FLOORS
base:     :             -lutf8proc -lm
rule:     base
store:    rule:         -lsqlite3
seal:     base:         -lsodium
ui:       base:         -lfribidi -lunibreak
qr:       base:         -lqrencode
feed:     rule:         -ljansson
flow:     feed store seal
screen:   ui qr store
sheet:    screen
world:    base
ctl:      flow world
display:  ui:           -lSDL2_ttf -lSDL2 -lpng -ldrm
loop:     flow sheet
voice:    base:         -lespeak-ng -lasound
printer:  base:         -lcups
kit:
system/common:   base
system/data:     system/common
system/tpm:      system/common:   -ltss2-esys -ltss2-mu -ltss2-tcti-device
system/slot:     system/data seal
system/update:   system/slot
system/usb:
system/stick:    system/common
system/devices:  system/usb system/stick
system/steward:  system/devices system/update
system/sandbox:  system/common:   -lseccomp
system/kiosk:    system/common
endef

# program: floors: sources of its own: libraries of its own
define PROGRAMS
sirkel:          loop display world:  app/main.c
sirkelctl:       ctl:         app/ctl/main.c
sirkel-voice:    voice:       app/voice/main.c
sirkel-printer:  printer:     app/printer/main.c
walk:            loop display kit:  $(wildcard tests/kit/walk*.c) tests/kit/host_walk.c tests/kit/mirror_sum.c
ears:            loop display:  tests/kit/ears.c tests/kit/ears_person.c tests/kit/host_walk.c
sheets:          loop display kit:  tests/kit/sheets.c tests/kit/host_walk.c
bench:           loop display kit:  tests/tools/bench.c tests/kit/host_walk.c
mirror:          loop display world:  app/main.c tests/kit/mirror.c tests/kit/mirror_sum.c: $(addprefix -Wl$(comma)--wrap=,$(MIRRORED))
system/boot:     system/common:  system/boot/main.c
system/data:     system/slot system/tpm:  system/data/main.c: -lcryptsetup
system/kiosk:    system/kiosk system/sandbox system/data:  system/kiosk/main.c
system/helper:   system/sandbox: system/helper/main.c
system/bridge:   system/sandbox: system/bridge/main.c
system/log:      system/common:  system/log/main.c
system/steward:  system/steward: system/steward/main.c
endef
# The kiosk of the tests is the product's own objects; these of its calls are led through tests/kit/mirror.c.
MIRRORED = loop_show loop_event loop_deadline display_wait host_stick_present host_now

# Each line of a table is read as a word, its blanks as plus signs.
comma := ,
define newline


endef
lines = $(subst $(newline), ,$(subst $() $(),+,$(1)))
field = $(strip $(subst +, ,$(word $(2),$(subst :, +,$(1)))))
define floor
needs_$(call field,$(1),1) := $(call field,$(1),2)
libs_$(call field,$(1),1)  := $(call field,$(1),3)
endef
$(foreach l,$(call lines,$(FLOORS)),$(eval $(call floor,$(l))))
below   = $(sort $(foreach f,$(1),$(f) $(call below,$(needs_$(f)))))
sources = $(or $(sources_$(1)),$(filter-out %/main.c,$(wildcard $(foreach d,$(or $(filter system/%,$(1)),app/$(1)),$(d)/*.c $(d)/*/*.c))))
sources_kit    = $(filter-out $(wildcard $(patsubst %,tests/kit/%*.c,walk host_walk mirror sheets ears fuzz)),$(wildcard tests/kit/*.c))
SYSTEM_UNITS  = system/steward system/kiosk # the rest asks for Debian 13's libraries
FLOOR_NAMES   = $(foreach l,$(call lines,$(FLOORS)),$(call field,$(l),1))
PROGRAM_LINES = $(call lines,$(PROGRAMS))
PROGRAM_NAMES = $(foreach l,$(PROGRAM_LINES),$(call field,$(l),1))
UNITS = $(basename $(notdir $(wildcard tests/unit/*.c)))
READERS = $(basename $(notdir $(wildcard tests/fuzz/*.c)))
LANGS = $(basename $(notdir $(wildcard assets/lang/*.po)))
MO    = $(LANGS:%=$(BUILD)/lang/%/LC_MESSAGES/sirkel.mo)

# --- commands ---------------------------------------------------------------------------------------------------------
.PHONY: all system check units help deps run test attack bench tour image image-lock image-run image-test language floors docs pot measures fmt clean mirror FORCE
all: $(addprefix $(BUILD)/,sirkel sirkelctl sirkel-voice sirkel-printer voice/espeak-ng-data) $(MO)
units: $(UNITS:%=$(CHECK)/unit/%) $(READERS:%=$(CHECK)/fuzz/%)
check: all units $(addprefix $(BUILD)/,walk sheets mirror voice_card.so) \
       $(addprefix $(CHECK)/,walk ears sheets mirror sirkel sirkelctl sirkel-voice sirkel-printer)
mirror: $(BUILD)/mirror
PARALLEL = $(MAKE) --no-print-directory $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

deps: ## install what is missing (system/packages.list)
	@system/install-packages

run: deps ## set up what is missing, build, and open the kiosk
	@$(PARALLEL) all
	@system/run $(BUILD)

test: deps ## everything, with sanitizers; ends with "N passed, N failed"
	@$(PARALLEL) all
	@tests/run $(BUILD) $(CHECK)

attack: deps ## flipped bits, failing writes, any bytes into every reader: a JSON line each (SIRKEL_ATTACK=300 bits, SECONDS=60 a reader)
	@tests/tools/attack.sh clang
	@$(PARALLEL) $(CHECK)/unit/flow_attack $(CHECK)/unit/flow_power $(CHECK)/unit/flow_day $(READERS:%=$(ATTACK)/fuzz/%) $(MO)
	@tests/tools/attack.sh $(SECONDS)

bench: deps ## the figures, one JSON line each (SIRKEL_BENCH=quick: small counts)
	@$(PARALLEL) all $(BUILD)/bench $(BUILD)/walk
	@tests/tools/bench.py $(BUILD)
	@if [ -e $(BUILD)/image/test/disk.img ]; then tests/machine/bench.py; else echo '{"figure": "the image", "skipped": "not built: make image-test"}'; fi

tour: all ## play the tour and save a picture of every screen and sheet (build/tour)
	@$(PARALLEL) $(BUILD)/walk $(BUILD)/sheets
	@tests/tools/tour.sh $(BUILD)

image: deps ## the appliance's disk image, its contents and hashes (build/sirkel-*.img.zst)
	@image/build production
	@image/check

image-lock: deps ## renew the lock of Debian packages, and say what changed
	@image/lock

image-run: deps ## the demonstration image in a virtual machine
	@image/run

image-test: deps ## boot the image, touch it, pull its plug, flip its bytes
	@tests/machine/run all

language: ## what a language still lacks: make language CODE=pl
	@tests/tools/language.py $(CODE)

floors: ## who may include whom
	@tests/tools/floors.sh

docs: ## rewrite what is made from tables
	@tests/tools/docs.sh

pot: ## collect the words of the program
	@tests/tools/pot.sh

measures: ## size and shape of the code and the docs, with their goals
	@tests/tools/measures

fmt: ## format the sources
	@clang-format -i $$(git ls-files 'app/*.[ch]' 'system/*.[ch]' 'tests/*.[ch]')

clean: ## remove what was built
	rm -rf $(BUILD)

system: $(filter $(BUILD)/system/%,$(PROGRAM_NAMES:%=$(BUILD)/%)) ## the machine's own programs (in the image's tools)

# --- how it is compiled -----------------------------------------------------------------------------------------------
PKG      = sdl2 SDL2_ttf sqlite3 libsodium fribidi jansson libpng libdrm libqrencode
WARN     = -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla -Wundef \
           -Wno-sign-conversion -Werror
CPPFLAGS = -std=gnu2x -D_GNU_SOURCE -Iapp -I. -Itests/kit $(PKG_CFLAGS)
PKG_CFLAGS := $(shell pkg-config --cflags $(PKG) 2>/dev/null)
CFLAGS  ?= -O2 -g
HARDEN   = -fstack-protector-strong -fPIE -D_FORTIFY_SOURCE=2 -fstack-clash-protection
SANITIZE = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
DIR_product     = $(BUILD)
DIR_check       = $(CHECK)
DIR_attack      = $(ATTACK)
COMPILE_product = $(CC) $(CFLAGS) $(HARDEN) $(WARN) $(CPPFLAGS)
COMPILE_check   = $(CC) $(SANITIZE) $(WARN) $(CPPFLAGS)
COMPILE_attack  = clang $(SANITIZE) -fsanitize=fuzzer-no-link -w $(CPPFLAGS)
LINK_product    = $(CC) -pie -Wl,-z,relro,-z,now
LINK_check      = $(CC) $(SANITIZE)
LINK_attack     = clang $(SANITIZE) -fsanitize=fuzzer -Wl,--wrap=LLVMFuzzerTestOneInput
# Where the assets and the catalogues lie: beside the checkout; the options of both programs say otherwise.
PLACES   = -DSIRKEL_ASSETS=\"$(CURDIR)/assets\" -DSIRKEL_WORDS=\"$(abspath $(BUILD))/lang\"
PLACED   = app/main.c app/ctl/%

# --- the rules --------------------------------------------------------------------------------------------------------
# Folder, floor. The folders of the sources are newer when a file came or went.
define archive
$(1)/lib$(subst /,-,$(2)).a: $(patsubst %.c,$(1)/obj/%.o,$(call sources,$(2))) $(sort $(dir $(call sources,$(2))))
	@rm -f $$@ && ar rcs $$@ $$(filter %.o,$$^)
endef
# Variant, target, floors, sources, libraries.
define link
$(DIR_$(1))/$(2): $(patsubst %.c,$(DIR_$(1))/obj/%.o,$(4)) $(patsubst %,$(DIR_$(1))/lib%.a,$(subst /,-,$(3))) Makefile $(sort $(dir $(4)))
	@mkdir -p $$(@D)
	@echo "LINK  $$@"
	@$(LINK_$(1)) -o $$@ $$(filter %.o,$$^) -Wl,--as-needed,--start-group $$(filter %.a,$$^) -Wl,--end-group $(sort $(foreach f,$(3),$(libs_$(f)))) $(5)
endef
# Variant, its folder. `flags` is newer only when the command has changed: no object of another command or BUILD is ever linked.
define variant
$(2)/flags: FORCE
	@mkdir -p $(2)
	@echo '$(COMPILE_$(1)) $(LINK_$(1)) $(PLACES)' | cmp -s - $$@ || echo '$(COMPILE_$(1)) $(LINK_$(1)) $(PLACES)' >$$@
$(2)/obj/%.o: %.c $(2)/flags
	@mkdir -p $$(@D)
	@echo "CC    $$<"
	@$(COMPILE_$(1)) $$(if $$(filter $(PLACED),$$<),$(PLACES)) -MMD -MP -c -o $$@ $$<
$(foreach f,$(FLOOR_NAMES),$(eval $(call archive,$(2),$(f))))
$(foreach p,$(PROGRAM_LINES),$(eval $(call link,$(1),$(call field,$(p),1),$(call below,$(call field,$(p),2)),$(call field,$(p),3),$(call field,$(p),4))))
endef
$(eval $(call variant,product,$(BUILD)))
$(eval $(call variant,check,$(CHECK)))
$(eval $(call variant,attack,$(ATTACK)))
libs_rule_meeting_oracle = -lical
# A unit test is named after its floor and module: tests/unit/seal_age.c. It gets that floor, those below it, and the kit.
unit_floors = $(subst display,display world,$(subst system,$(SYSTEM_UNITS),$(firstword $(subst _, ,$(1)))))
$(foreach u,$(UNITS),$(eval $(call link,check,unit/$(u),$(call below,$(call unit_floors,$(u))) kit,tests/unit/$(u).c,$(libs_$(u)))))
# A reader's harness likewise: with a short program for the tests, and under libFuzzer.
$(foreach r,$(READERS),$(foreach v,check/short attack/long,\
    $(eval $(call link,$(patsubst %/,%,$(dir $(v))),fuzz/$(r),$(call below,$(call unit_floors,$(r))) kit,tests/fuzz/$(r).c tests/kit/fuzz_$(notdir $(v)).c))))

$(BUILD)/voice_card.so: tests/programs/voice/card.c
	@mkdir -p $(@D)
	@$(CC) -O2 -g -std=gnu2x -D_GNU_SOURCE -DPIC -Wall -Werror -shared -fPIC -o $@ $< -lasound
$(BUILD)/voice/espeak-ng-data: $(wildcard assets/voice/*) app/voice/languages.def system/dictionary.py
	@system/dictionary.py $(@D)
$(BUILD)/lang/%/LC_MESSAGES/sirkel.mo: assets/lang/%.po
	@mkdir -p $(@D)
	@msgfmt --check -o $@ $<

-include $(shell find $(BUILD)/obj $(CHECK)/obj $(ATTACK)/obj -name '*.d' 2>/dev/null)

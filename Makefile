# Sirkel: one makefile, not recursive. `make help` says what there is.
# BUILD may point elsewhere; the tests use build/check (address and undefined-behaviour sanitizers), the product build/.

BUILD ?= build
CHECK ?= $(BUILD)/check
CC ?= cc
SHELL := /bin/bash

PKG      = sdl2 SDL2_ttf sqlite3 libsodium fribidi jansson libpng libdrm libqrencode
PKG_OK  := $(shell pkg-config --exists $(PKG) 2>/dev/null && echo yes)
WARN     = -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla -Wundef \
           -Wno-sign-conversion -Werror
HARDEN   = -fstack-protector-strong -fPIE -D_FORTIFY_SOURCE=2 -fstack-clash-protection
CFLAGS  ?= -O2 -g
CPPFLAGS = -std=gnu2x -D_GNU_SOURCE -Iapp -Itests/kit $(if $(PKG_OK),$(shell pkg-config --cflags $(PKG)))
LIBS     = $(if $(PKG_OK),$(shell pkg-config --libs $(PKG))) -lunibreak -lm
SANITIZE = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

FLOORS = base rule store seal ui qr feed flow screen sheet shell
src_of = $(wildcard app/$(1)/*.c)
obj_of = $(patsubst app/%.c,$(2)/%.o,$(call src_of,$(1)))
LIBS_A = $(foreach f,flow sheet screen shell feed store seal ui qr rule base,$(1)/lib$(f).a)

LANGS = $(patsubst assets/lang/%.po,%,$(wildcard assets/lang/*.po))
MO    = $(foreach l,$(LANGS),$(BUILD)/lang/$(l)/LC_MESSAGES/sirkel.mo)

.PHONY: all system image image-run image-test run test bench tour floors docs pot fmt clean help deps units
all: $(BUILD)/sirkel $(BUILD)/sirkelctl $(BUILD)/sirkel-voice $(BUILD)/sirkel-printer $(MO)

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

deps: ## install what is missing (system/packages.list)
	@system/install-packages

run: deps ## set up what is missing, build, and open the kiosk
	@$(MAKE) --no-print-directory all
	@system/run $(BUILD)

test: deps ## everything, with sanitizers; ends with "N passed, N failed"
	@$(MAKE) --no-print-directory all
	@tests/run $(BUILD) $(CHECK)

bench: deps ## the figures, one JSON line each
	@$(MAKE) --no-print-directory all $(BUILD)/bench
	@tests/tools/bench.py $(BUILD)
	@if [ -e $(BUILD)/image/test/disk.img ]; then tests/machine/bench.py; else echo '{"figure": "the image", "skipped": "not built: make image-test"}'; fi

tour: all ## play the tour and save a picture of every screen and sheet (build/tour)
	@$(MAKE) --no-print-directory $(BUILD)/walk $(BUILD)/sheets
	@tests/tools/tour.sh $(BUILD)

image: deps ## the appliance's disk image, its contents and hashes (build/sirkel-*.img.zst)
	@image/build production
	@image/check

image-run: deps ## the demonstration image in a virtual machine
	@image/run

image-test: deps ## boot the image, touch it, pull its plug, flip its bytes
	@tests/machine/run all

floors: ## who may include whom
	@tests/tools/floors.sh

docs: all ## rewrite what is made from tables
	@$(MAKE) --no-print-directory $(BUILD)/walk
	@tests/tools/docs.sh $(BUILD)

pot: ## collect the words of the program
	@tests/tools/pot.sh

fmt: ## format the sources
	@clang-format -i $$(git ls-files 'app/*.[ch]' 'tests/*.[ch]')

clean: ## remove what was built
	rm -rf $(BUILD)

# --- the product -------------------------------------------------------------------------------------------------
# Where the assets and the catalogues lie: beside the checkout for now; the options of both programs say otherwise.
PLACES = -DSIRKEL_ASSETS='"$(CURDIR)/assets"' -DSIRKEL_WORDS='"$(abspath $(BUILD))/lang"'
$(BUILD)/main.o $(CHECK)/main.o $(BUILD)/ctl/%.o $(CHECK)/ctl/%.o: CPPFLAGS += $(PLACES)
LINK = $(CC) -pie -Wl,-z,relro,-z,now
TURN_O = $(patsubst app/%.c,$(1)/%.o,$(wildcard app/turn*.c))
$(BUILD)/sirkel: $(BUILD)/main.o $(call TURN_O,$(BUILD)) $(call LIBS_A,$(BUILD))
	@echo "LINK  $@"
	@$(LINK) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LIBS)
$(CHECK)/sirkel: $(CHECK)/main.o $(call TURN_O,$(CHECK)) $(call LIBS_A,$(CHECK))
	@echo "LINK  $@"
	@$(CC) $(SANITIZE) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LIBS)
WALK_O = $(patsubst tests/%.c,%.o,$(wildcard tests/kit/walk*.c)) kit/host_walk.o
$(BUILD)/walk: $(addprefix $(BUILD)/tests/,$(WALK_O)) $(call TURN_O,$(BUILD)) $(call LIBS_A,$(BUILD))
	@echo "LINK  $@"
	@$(LINK) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LIBS)
$(CHECK)/walk: $(addprefix $(CHECK)/tests/,$(WALK_O)) $(call TURN_O,$(CHECK)) $(call LIBS_A,$(CHECK))
	@echo "LINK  $@"
	@$(CC) $(SANITIZE) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LIBS)
# The kiosk of the tests: the product's own objects, six of whose calls are led through tests/kit/mirror.c.
WRAP = turn_show turn_event turn_deadline shell_wait host_stick_present host_now
MIRROR_LINK = -o $@ $(foreach w,$(WRAP),-Wl,--wrap=$(w)) $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LIBS)
.PHONY: mirror
mirror: $(BUILD)/mirror
$(BUILD)/mirror: $(BUILD)/main.o $(call TURN_O,$(BUILD)) $(BUILD)/tests/kit/mirror.o $(call LIBS_A,$(BUILD))
	@echo "LINK  $@"
	@$(LINK) $(MIRROR_LINK)
$(CHECK)/mirror: $(CHECK)/main.o $(call TURN_O,$(CHECK)) $(CHECK)/tests/kit/mirror.o $(call LIBS_A,$(CHECK))
	@echo "LINK  $@"
	@$(CC) $(SANITIZE) $(MIRROR_LINK)
SHEETS_O = kit/sheets.o kit/host_walk.o
$(BUILD)/sheets: $(addprefix $(BUILD)/tests/,$(SHEETS_O)) $(call TURN_O,$(BUILD)) $(call LIBS_A,$(BUILD))
	@echo "LINK  $@"
	@$(LINK) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LIBS)
$(CHECK)/sheets: $(addprefix $(CHECK)/tests/,$(SHEETS_O)) $(call TURN_O,$(CHECK)) $(call LIBS_A,$(CHECK))
	@echo "LINK  $@"
	@$(CC) $(SANITIZE) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LIBS)
BENCH_O = $(patsubst tests/%.c,%.o,$(wildcard tests/tools/bench*.c)) kit/host_walk.o
$(BUILD)/bench: $(addprefix $(BUILD)/tests/,$(BENCH_O)) $(call TURN_O,$(BUILD)) $(call LIBS_A,$(BUILD))
	@echo "LINK  $@"
	@$(LINK) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LIBS)
CTL_A = $(foreach f,flow feed store seal rule base,$(BUILD)/lib$(f).a)
$(BUILD)/sirkelctl: $(call obj_of,ctl,$(BUILD)) $(CTL_A)
	@echo "LINK  $@"
	@$(LINK) -o $@ $(filter %.o,$^) -Wl,--start-group $(CTL_A) -Wl,--end-group $(LIBS)
$(CHECK)/sirkelctl: $(call obj_of,ctl,$(CHECK)) $(CTL_A:$(BUILD)/%=$(CHECK)/%)
	@echo "LINK  $@"
	@$(CC) $(SANITIZE) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LIBS)
# The printing program: libcups and base/ only; what is not its loop is an archive for its unit tests.
$(BUILD)/sirkel-printer: $(BUILD)/printer/main.o $(BUILD)/libprinter.a $(BUILD)/libbase.a
	@echo "LINK  $@"
	@$(LINK) -o $@ $^ -lcups
$(CHECK)/sirkel-printer: $(CHECK)/printer/main.o $(CHECK)/libprinter.a $(CHECK)/libbase.a
	@echo "LINK  $@"
	@$(CC) $(SANITIZE) -o $@ $^ -lcups
$(BUILD)/libprinter.a: $(filter-out %/main.o,$(call obj_of,printer,$(BUILD)))
	@rm -f $@ && ar rcs $@ $^
$(CHECK)/libprinter.a: $(filter-out %/main.o,$(call obj_of,printer,$(CHECK)))
	@rm -f $@ && ar rcs $@ $^

# The voice, a program of its own (docs/decisions/voice.md): what is not its main is an archive, which the unit tests use.
VOICE_LIBS = -lespeak-ng -lasound -lm
$(BUILD)/libvoice.a: $(filter-out %/main.o,$(call obj_of,voice,$(BUILD)))
	@rm -f $@ && ar rcs $@ $^
$(CHECK)/libvoice.a: $(filter-out %/main.o,$(call obj_of,voice,$(CHECK)))
	@rm -f $@ && ar rcs $@ $^
$(BUILD)/tests/programs/voice/card.so: tests/programs/voice/card.c
	@mkdir -p $(@D)
	@$(CC) -O2 -g -std=gnu2x -D_GNU_SOURCE -DPIC -Wall -Werror -shared -fPIC -o $@ $< -lasound
$(BUILD)/sirkel-voice: $(BUILD)/voice/main.o $(BUILD)/libvoice.a $(BUILD)/libbase.a
	@echo "LINK  $@"
	@$(LINK) -Wl,--as-needed -o $@ $^ $(VOICE_LIBS)
$(CHECK)/sirkel-voice: $(CHECK)/voice/main.o $(CHECK)/libvoice.a $(CHECK)/libbase.a
	@echo "LINK  $@"
	@$(CC) $(SANITIZE) -o $@ $^ $(VOICE_LIBS)

$(BUILD)/%.o: app/%.c
	@mkdir -p $(@D)
	@echo "CC    $<"
	@$(CC) $(CFLAGS) $(HARDEN) $(WARN) $(CPPFLAGS) -MMD -MP -c -o $@ $<
$(BUILD)/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	@echo "CC    $<"
	@$(CC) $(CFLAGS) $(HARDEN) $(WARN) $(CPPFLAGS) -MMD -MP -c -o $@ $<

# --- the same with sanitizers, for the tests -----------------------------------------------------------------------
$(CHECK)/%.o: app/%.c
	@mkdir -p $(@D)
	@echo "CC    $<"
	@$(CC) $(SANITIZE) $(WARN) $(CPPFLAGS) -MMD -MP -c -o $@ $<
$(CHECK)/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	@echo "CC    $<"
	@$(CC) $(SANITIZE) $(WARN) $(CPPFLAGS) -MMD -MP -c -o $@ $<

define floor_archive
$(1)/lib$(2).a: $(call obj_of,$(2),$(1))
	@rm -f $$@
	@ar rcs $$@ $$^
endef
$(foreach f,$(FLOORS),$(eval $(call floor_archive,$(BUILD),$(f))))
$(foreach f,$(FLOORS),$(eval $(call floor_archive,$(CHECK),$(f))))

# --- the machine's own programs (system/): Debian 13 only, for libcryptsetup, libtss2 and libseccomp; not part of `all` -----------
# What needs the C library alone is an archive, which the unit tests use on any Debian; the rest belongs to one program each.
SYSTEM_A = cmdline disk run say data_look data_token kiosk_pause \
           usb_facts usb_verdict usb_report stick_kind steward_child steward_clock steward_line watch machine_about \
           $(basename $(notdir $(wildcard system/manifest.c system/slot*.c system/update*.c system/install*.c)))
SYSTEM_PROGRAMS = boot data kiosk helper bridge log $(if $(wildcard system/steward.c),steward)
boot_C    = boot.c $(notdir $(wildcard system/boot_*.c))
data_C    = data.c data_luks.c data_ext4.c data_make.c tpm.c
cage_C    = $(notdir $(wildcard system/sandbox*.c)) cage_attempt.c
kiosk_C   = kiosk.c kiosk_check.c $(cage_C)
helper_C  = helper.c sound.c cage_check.c $(cage_C)
bridge_C  = bridge.c cage_check.c $(cage_C)
log_C     = log.c
steward_C = $(filter-out $(SYSTEM_A:=.c),$(notdir $(foreach f,steward usb stick machine watch update slot install manifest,$(wildcard system/$(f)*.c))))
data_LIBS  = -lcryptsetup -ltss2-esys -ltss2-mu -ltss2-tcti-device
kiosk_LIBS = -lseccomp
helper_LIBS = -lseccomp
bridge_LIBS = -lseccomp
SYSTEM_CFLAGS = $(CFLAGS) $(HARDEN) $(WARN) $(CPPFLAGS) -I.
system: $(SYSTEM_PROGRAMS:%=$(BUILD)/system/%) ## the machine's own programs (in the image's tools)
$(BUILD)/system/%.o: system/%.c
	@mkdir -p $(@D)
	@echo "CC    $<"
	@$(CC) $(SYSTEM_CFLAGS) -MMD -MP -c -o $@ $<
$(CHECK)/system/%.o: system/%.c
	@mkdir -p $(@D)
	@echo "CC    $<"
	@$(CC) $(SANITIZE) $(WARN) $(CPPFLAGS) -I. -MMD -MP -c -o $@ $<
define system_program
$(BUILD)/system/$(1): $($(1)_C:%.c=$(BUILD)/system/%.o) $(BUILD)/libsystem.a $(BUILD)/libseal.a $(BUILD)/libbase.a
	@echo "LINK  $$@"
	@$(LINK) -Wl,--as-needed -o $$@ $$(filter %.o,$$^) -Wl,--start-group $$(filter %.a,$$^) -Wl,--end-group $($(1)_LIBS) -lsodium
endef
$(foreach p,$(SYSTEM_PROGRAMS),$(eval $(call system_program,$(p))))
$(BUILD)/libsystem.a: $(SYSTEM_A:%=$(BUILD)/system/%.o)
	@rm -f $@ && ar rcs $@ $^
$(CHECK)/libsystem.a: $(SYSTEM_A:%=$(CHECK)/system/%.o)
	@rm -f $@ && ar rcs $@ $^

# A unit test names its floor first (tests/unit/seal_age.c) and gets that floor and what stands below it.
below_base  = base
below_rule  = rule base
below_store = store rule base
below_seal  = seal base
below_ui    = ui base
below_feed  = feed rule base
below_flow  = flow feed store seal rule base
below_ctl   = $(below_flow)
below_shell = shell ui base
below_qr    = qr base
below_voice = voice base
below_printer = printer base
below_screen = screen ui qr store rule base
below_sheet = sheet screen ui qr store rule base
below_system = system seal base
below_turn  = flow feed sheet screen store seal ui qr rule base
$(CHECK)/tests/unit/system_%.o: CPPFLAGS += -I.
UNITS = $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/*.c))
define unit_test
$(CHECK)/unit/$(1): $(CHECK)/tests/unit/$(1).o $(if $(filter turn_%,$(1)),$(CHECK)/$(1).o) $(if $(filter flow ctl ui screen sheet turn,$(firstword $(subst _, ,$(1)))),$(CHECK)/tests/kit/host_fake.o) $(foreach f,$(below_$(firstword $(subst _, ,$(1)))),$(CHECK)/lib$(f).a)
	@mkdir -p $$(@D)
	@echo "LINK  $@"
	@$(CC) $(SANITIZE) -o $$@ $$(filter %.o,$$^) -Wl,--start-group $$(filter %.a,$$^) -Wl,--end-group $(LIBS) $(if $(filter rule_meeting_oracle,$(1)),-lical) $(if $(filter voice_%,$(1)),$(VOICE_LIBS)) $(if $(filter printer_%,$(1)),-lcups)
endef
$(foreach u,$(UNITS),$(eval $(call unit_test,$(u))))
units: $(foreach u,$(UNITS),$(CHECK)/unit/$(u))

$(BUILD)/lang/%/LC_MESSAGES/sirkel.mo: assets/lang/%.po
	@mkdir -p $(@D)
	@msgfmt --check -o $@ $<

-include $(shell find $(BUILD) \( -path '*/twice' -o -path '$(BUILD)/image*' \) -prune -o -name '*.d' -type f -print 2>/dev/null)

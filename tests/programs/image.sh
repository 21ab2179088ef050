#!/bin/bash
# The appliance: builds the production and the test image (what is slow comes from the cache, or is made now: about ten minutes once), looks at the
# production image from outside, boots the test image and touches it. `make image-test` does more of the same. SIRKEL_IMAGE=no leaves all of it out.
# What can't be done here is said, and counted as skipped.
set -u
cd "$(dirname "$0")/../.." || exit 1
skip() { echo "skipped: the image: $1"; echo "image: 0 passed, 0 failed, 1 skipped"; exit 0; }
[ "${SIRKEL_IMAGE:-}" != no ] || skip "left out by SIRKEL_IMAGE=no"
[ "$(uname -m)" = x86_64 ] || skip "it is for 64-bit PCs, and this is another machine"
[ "$(id -u)" -eq 0 ] || skip "building it needs root: sudo make image-test"
unshare --mount --pid --fork true 2>/dev/null || skip "this machine gives no mount namespaces"
began=$SECONDS
image/build production test
status=$?
[ "$status" -ne 75 ] || skip "Debian's packages can't be had here as packages.lock names them; see the lines above"
[ "$status" -eq 0 ] || { echo "image: 0 passed, 1 failed"; exit 1; }
echo "built in $((SECONDS - began)) s"
passed=0 failed=0 skipped=0
part() {
    local line
    "$@" | tee /dev/stderr | grep -E '[0-9]+ passed, [0-9]+ failed' | tail -1 >"$summary"
    line=$(grep -oE '[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?' "$summary")
    [ -n "$line" ] || line="0 passed, 1 failed"
    passed=$((passed + $(awk '{print $1}' <<<"$line"))) failed=$((failed + $(awk '{print $3}' <<<"$line"))) skipped=$((skipped + $(awk '{print $5+0}' <<<"$line")))
}
summary=$(mktemp)
trap 'rm -f "$summary"' EXIT
part image/check
part tests/machine/run quick
demonstration() { # `make image-run` where there is no display: a picture of its first screen
    rm -f build/image/demonstration/first-frame.png
    env -u DISPLAY -u WAYLAND_DISPLAY timeout 1200 image/run </dev/null
    [ -s build/image/demonstration/first-frame.png ] && echo "image-run: 1 passed, 0 failed" || echo "image-run: 0 passed, 1 failed"
}
part demonstration
echo "image: $passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]

#!/bin/bash
# The appliance: builds the production and the test image (what is slow comes from the cache, or is made now: about ten minutes once), looks at the
# production image from outside, boots the test image and touches it. `make image-test` does more of the same. SIRKEL_IMAGE=no leaves all of it out.
# What can't be done here is said, and counted as skipped.
set -u
. "$(dirname "$0")/../kit/count.sh"
leave_out() { skip "the image: $1"; finish; }
[ "${SIRKEL_IMAGE:-}" != no ] || leave_out "left out by SIRKEL_IMAGE=no"
[ "$(uname -m)" = x86_64 ] || leave_out "it is for 64-bit PCs, and this is another machine"
[ "$(id -u)" -eq 0 ] || leave_out "building it needs root: sudo make image-test"
unshare --mount --pid --fork true 2>/dev/null || leave_out "this machine gives no mount namespaces"
began=$SECONDS
image/build production test || give_up "it is built"
echo "built in $((SECONDS - began)) s"
tests/machine/locked.py 2>&1 | tee "$work/packages"
add "$work/packages"
image/check 2>&1 | tee "$work/outside"
add "$work/outside"
tests/machine/run quick 2>&1 | tee "$work/inside"
add "$work/inside"
first_frame() { # `make image-run` where there is no display: a picture of its first screen
    rm -f build/image/demonstration/first-frame.png
    env -u DISPLAY -u WAYLAND_DISPLAY timeout 1200 image/run </dev/null
    [ -s build/image/demonstration/first-frame.png ] && echo "image-run: 1 passed, 0 failed" || echo "image-run: 0 passed, 1 failed"
}
first_frame 2>&1 | tee "$work/first_frame"
add "$work/first_frame"
finish

# What the stages of image/build share; sourced by them. Everything slow is made once, under a name that is the hash of what it is
# made from, in the user's cache folder, where a fresh checkout finds it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source_tree=$(dirname "$here")
cache=${SIRKEL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/sirkel}
out=${SIRKEL_OUT:-$source_tree/build/image}
lock=${SIRKEL_LOCK:-$here/packages.lock} # another one: for tests
version=${SIRKEL_VERSION:-$(sed -nE 's/^#define SIRKEL_VERSION "(.*)"$/\1/p' "$source_tree/app/base/version.h")} # another one: for tests of updates
kernel_epoch=1760000000 # for what is cached across commits: any fixed moment
LC_ALL=C TZ=UTC
export LC_ALL TZ

# Where any package that enters the image is not as packages.lock names it, "unlocked" (image/tools writes the differences).
packages_word() {
    [ -e "$out/differences" ] || die "image/tools has not compared the packages with the lock yet"
    if grep -q '^image ' "$out/differences"; then echo unlocked; else echo locked; fi
}
packed() { # the file that is written to the stick, "locked" or "unlocked"; its name says so
    local mark=
    [ "$1" != unlocked ] || mark=-unlocked
    echo "${SIRKEL_OUT:-$source_tree/build}/sirkel-$version$mark.img.zst"
}
is_development() { [ -e "$1/development" ]; } # a folder of keys that image/keys drew, or a test
# A release is what a centre's or the project's own keys sign: folder of keys, "locked" or "unlocked".
refuse_unlocked() {
    [ "$2" = locked ] || is_development "$1" ||
        die "no release is signed of an unlocked image: packages that enter it are not as image/packages.lock names them (make image prints which).
       Use a dated archive (SIRKEL_DEBIAN_ARCHIVE), or renew the lock (make image-lock) and build again; leave SIRKEL_KEYS out to sign with development keys"
}

# A variant with a program for tests (one that shows them what is on the display) is signed with development keys alone: firmware that trusts a
# centre's would start it. Folder of the keys, variant.
refuse_test() {
    grep -qE '^program ' "$here/variants/$2.list" || return 0
    is_development "$1" || die "variants/$2.list is for tests: it is signed with development keys alone. Leave SIRKEL_KEYS out"
}

say() { printf 'image: %s\n' "$*"; }
die() { printf 'image: %s\n' "$*" >&2; exit 1; }
key() { cat "$@" | sha256sum | cut -c1-16; } # the name of something made from these files
rows_of() { sed -E 's/^#.*//; /^[[:space:]]*$/d' "$1"; } # of a list, without its comments
words_of() { rows_of "$1" | awk '{print $1}'; }
tree_rows() { # of these packages: what the tools tree was made from (name, version, SHA-256, and the file's name for a source)
    local name
    for name in "$@"; do awk -v name="$name" '$2 == name { print $2, $3, $4, $5 }' "$cache/tools/.packages"; done
}

# Runs a command in the tools tree: the checkout read-only at /src, the output at /out, the cache at /cache. Nobody else sees these mounts.
in_tools() {
    local tree=$cache/tools
    unshare --mount --pid --fork --kill-child bash -euc '
        tree=$1 source_tree=$2 out=$3 cache=$4; shift 4
        mount --bind "$source_tree" "$tree/src"; mount -o remount,bind,ro "$tree/src"
        mount --bind "$out" "$tree/out"; mount --bind "$cache" "$tree/cache"
        mount -t proc proc "$tree/proc"; mount --rbind /dev "$tree/dev"
        [ -e /etc/resolv.conf ] && cat /etc/resolv.conf >"$tree/etc/resolv.conf"
        exec chroot "$tree" "$@"' - "$tree" "$source_tree" "$out" "$cache" \
        /usr/bin/env -i PATH=/usr/sbin:/usr/bin HOME=/tmp LC_ALL=C TZ=UTC SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$kernel_epoch}" "$@"
}

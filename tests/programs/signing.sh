#!/bin/bash
# image/disk with a signer that fails: no key stays beside what was made. And what is for tests is not signed with a centre's keys.
set -u
. "$(dirname "$0")/../kit/count.sh"
mkdir -p "$work/image/variants" "$work/keys" "$work/made/test" "$work/app/store"
cp image/disk image/*.list "$work/image/"
cp image/variants/*.list "$work/image/variants/"
cat >"$work/image/lib.sh" <<END
set -euo pipefail
here=$work/image out=$work/made source_tree=$work version=1 SOURCE_DATE_EPOCH=1
rows_of() { grep -v '^#' "\$1"; }
packages_word() { echo locked; }
refuse_unlocked() { :; }
in_tools() { echo "with a key: \$(ls "\$out"/db.key 2>/dev/null)" >>"$work/said"; return 1; }
$(grep -E '^(is_development|die)\(\)' image/lib.sh)
$(sed -n '/^refuse_test()/,/^}/p' image/lib.sh)
END
echo "$work/keys" >"$work/made/keys.place"
echo "$work/kernel" >"$work/made/kernel.place"
mkdir -p "$work/kernel"
touch "$work/kernel/bzImage" "$work/keys/db.key" "$work/keys/db.crt" "$work/app/store/schema.def"
disk() { # VARIANT
    mkdir -p "$work/made/$1"
    touch "$work/made/$1/root.img"
    printf 'blocks=1\nsalt=1\nroot_hash=1\n' >"$work/made/$1/root.facts"
    "$work/image/disk" "$1" >"$work/disk.said" 2>&1
}
sed -i '/^kernel_file [ab]/d; s/^kernel_file stick .*/sign a b/' "$work/image/disk" # what is signed first
check "signing fails" test "$(disk production; echo $?)" -ne 0
check "the signer had a key" grep -q 'db.key' "$work/said"
check "no key stays" test ! -e "$work/made/db.key" -a ! -e "$work/made/db.crt"
for variant in test bare broken; do
    : >"$work/said"
    check "$variant is refused with a centre's keys" test "$(disk "$variant"; echo $?)" -ne 0
    check "$variant: and it says why" grep -q 'development keys alone' "$work/disk.said"
    check "$variant: nothing was signed" test ! -s "$work/said"
done
touch "$work/keys/development"
: >"$work/said"
disk test
check "a test image may be signed with development keys" grep -q 'db.key' "$work/said"
finish

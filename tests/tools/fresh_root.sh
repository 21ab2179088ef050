#!/bin/bash
# .ci/run on a fresh Debian: a root of that release with git and make and nothing more, from this machine's own package sources, and in it
# a clone of what is committed. Needs root and mmdebstrap, half an hour, 3 GB. Not part of `make test`. The root stays in FOLDER
# for another look (chroot FOLDER/RELEASE). SIRKEL_IMAGE=no leaves the image out.
# Usage: tests/tools/fresh_root.sh bookworm|trixie [FOLDER [COMMAND]]; another COMMAND than .ci/run: 'make run'.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
release=${1:-}
case $release in bookworm | trixie) ;; *) sed -n '2,5s/^# //p' "$0" >&2; exit 2 ;; esac
[ "$(id -u)" -eq 0 ] || { echo "a root needs root: sudo $0 $release" >&2; exit 1; }
folder=${2:-${TMPDIR:-/tmp}/sirkel-roots} root=${2:-${TMPDIR:-/tmp}/sirkel-roots}/$release

site() { apt-get indextargets --format '$(LABEL)|$(REPO_URI)' 'Created-By: Packages' | awk -F'|' -v label="$1" '$1 == label { print $2; exit }' | sed 's:/*$::'; }
sources() {
    local main security signed='signed-by=/usr/share/keyrings/debian-archive-keyring.gpg'
    main=$(site Debian) security=$(site Debian-Security)
    [ -n "$main" ] || { echo "this machine's package sources name no Debian" >&2; return 1; }
    echo "deb [$signed] $main $release main"
    echo "deb [$signed] $main $release-updates main"
    [ -z "$security" ] || echo "deb [$signed] $security $release-security main"
}
in_root() { # in name spaces of its own: nothing stays mounted or running
    unshare --mount --pid --fork --kill-child bash -euc '
        root=$1; shift
        mount -t proc proc "$root/proc"; mount -t sysfs -o ro sysfs "$root/sys"; mount --rbind /dev "$root/dev"
        mount -t tmpfs tmpfs "$root/run"
        cat /etc/resolv.conf >"$root/etc/resolv.conf" 2>/dev/null || true
        exec chroot "$root" "$@"' - "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root CI=true SIRKEL_IMAGE="${SIRKEL_IMAGE:-}" "$@"
}
if [ ! -e "$root/.made" ]; then
    mkdir -p "$folder"
    rm -rf --one-file-system "$root"
    sources >"$folder/$release.list"
    mmdebstrap --quiet --variant=minbase --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='Apt::Install-Recommends "false"' \
        --include=git,make,ca-certificates "$release" "$root" "$folder/$release.list"
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" # no service is started in there
    chmod +x "$root/usr/sbin/policy-rc.d"
    touch "$root/.made"
fi
rm -rf "$root/sirkel"
git clone --quiet --no-hardlinks "$here" "$root/sirkel"
echo "$release: $(in_root sh -c '. /etc/os-release; echo "$PRETTY_NAME, $(dpkg -l | grep -c ^ii) packages"'), $(git -C "$root/sirkel" log -1 --format=%h)"
in_root bash -c 'cd /sirkel && eval "$1"' - "${3:-bash .ci/run}" </dev/null

#!/bin/bash
# Who may include whom: reads every #include under app/ and system/ and holds it against the table below (docs/map.md explains it).
# Columns: floor, folders it may include from, libraries it may include. An arrow upwards, a second door to a library, or a
# forbidden call fails. Ends with "floors: N passed, M failed".
set -u
. "$(dirname "$0")/../kit/count.sh"
table='
base    base                                        utf8proc.h
rule    base,rule                                   -
store   base,rule,store                             sqlite3.h
seal    base,seal                                   sodium.h
ui      base,ui                                     fribidi.h,linebreak.h
qr      base,qr                                     qrencode.h
feed    base,rule,feed                              jansson.h
flow/core       base,rule,store,seal,feed,flow/core,app.h -
flow/timetable  base,rule,store,seal,feed,flow/core,flow/timetable,app.h -
flow/move       base,rule,store,seal,feed,flow/flow.h,flow/core,flow/export,flow/records,flow/move,app.h -
flow/letter     base,rule,store,seal,feed,flow/core,flow/timetable,flow/move/move.h,flow/letter,app.h -
flow/code       base,rule,store,seal,flow/core,flow/code,app.h -
flow/print      base,rule,store,flow/core,flow/group,flow/print,app.h -
flow/house      base,rule,store,flow/core,flow/house,app.h -
flow/records    base,rule,store,seal,flow/core,flow/records,app.h -
flow/join       base,rule,store,seal,feed,flow/core,flow/code,flow/records,flow/join,app.h -
flow/group      base,rule,store,seal,feed,flow/core,flow/code,flow/timetable,flow/group,app.h -
flow/own        base,rule,store,seal,feed,flow/core,flow/code,flow/group,flow/records,flow/own,app.h -
flow/export     base,rule,store,seal,feed,flow/core,flow/code,flow/records,flow/export,app.h -
flow/staff      base,rule,store,seal,feed,flow/core,flow/export,flow/letter/letter.h,flow/records,flow/staff,app.h -
flow/visit      base,rule,store,seal,flow/flow.h,flow/core,flow/code,flow/group,flow/house,flow/print,flow/join,flow/own,flow/export,flow/letter/letter.h,flow/staff,flow/visit,app.h -
flow/setup      base,rule,store,seal,feed,flow/flow.h,flow/core,flow/records,flow/timetable,flow/export,flow/visit,flow/setup,app.h -
flow            base,rule,store,seal,feed,flow/*,app.h    -
screen  base,rule,ui,qr,store/read.h,screen,app.h   -
sheet   base,rule,ui,qr,store/read.h,screen,sheet,app.h -
voice   base,voice                                  speak_lib.h,asoundlib.h
printer base,printer                                cups.h,ipp.h,http.h,raster.h
world   base,world                                  -
display base,ui,display                             SDL.h,SDL_ttf.h,png.h,xf86drm.h,xf86drmMode.h
ctl     base,rule,store,seal,feed,flow/*,world,ctl,app.h  -
system/common   base,system/common                  -
system/tpm      base,system/common,system/tpm       tss2_esys.h,tss2_mu.h,tss2_tcti_device.h
system/data     base,system/common,system/data,system/tpm,system/slot/data.h libcryptsetup.h
system/slot     base,seal,system/common,system/data/data.h,system/slot -
system/update   base,seal,system/common,system/slot,system/update -
system/usb      base,system/usb                     -
system/stick    base,system/common,system/usb,system/stick -
system/devices  base,system/common,system/usb,system/stick,system/bridge/bridge.h,system/devices -
system/steward  base,system/common,system/data/data.h,system/update/update.h,system/update/install.h,system/update/job.h,system/devices,system/steward -
system/sandbox  base,system/common,system/sandbox   seccomp.h
system/boot     base,system/common                  -
system/kiosk    base,system/common,system/data/data.h,system/sandbox,system/kiosk -
system/helper   base,system/common,system/sandbox,system/helper -
system/bridge   base,system/common,system/sandbox,system/bridge -
system/log      base,system/common                  -
loop    base,rule,ui,store/read.h,flow/flow.h,screen,sheet,display,loop,app.h -
top     base,rule,ui,flow/flow.h,screen,sheet,world,display,loop,app.h -
'
declare -A below doors
while read -r floor folders libs; do [ -n "$floor" ] && below[$floor]=$folders doors[$floor]=$libs; done <<<"$table"
bad() { failed=$((failed + 1)); echo "floors: $*"; }
allowed() { # floor, include
    local folders=${below[$1]:-}
    case ",$folders," in *",$2,"*) return 0 ;; esac
    case "$2" in
    */*) case ",$folders," in *",${2%/*},"*) return 0 ;; esac
         case ",$folders," in *",${2%%/*}/*,"*) return 0 ;; esac ;;
    *) [ -e "app/$2" ] && case ",$folders," in *,app.h,*) return 0 ;; esac ;;
    esac
    return 1
}
while IFS=: read -r file line; do
    floor=${file%/*}; floor=${floor#app/}; [[ $floor == app ]] && floor=top
    included=${line#*[\"<]}; included=${included%%[\">]*}
    if [[ $line == *\"* ]]; then
        allowed "$floor" "$included" && passed=$((passed + 1)) || bad "$file may not include $included"
    else
        case "$included" in
        *sqlite3.h | *utf8proc.h | *sodium.h | *SDL*.h | *fribidi*.h | *linebreak.h | *jansson.h | *png.h | *drm*.h | *qrencode.h | *cups/* | *speak_lib.h | *asoundlib.h | *cryptsetup.h | *tss2* | *seccomp.h)
            [[ ",${doors[$floor]:-}," == *",${included##*/},"* ]] && passed=$((passed + 1)) || bad "$file opens a second door to $included" ;;
        *) [ ! -e "app/$included" ] && [ ! -e "$included" ] && passed=$((passed + 1)) || bad "$file: $included is ours: in quotes" ;;
        esac
    fi
done < <(grep -HE '^[[:blank:]]*#[[:blank:]]*include' app/*.[ch] app/*/*.[ch] app/*/*/*.[ch] system/*/*.[ch])
door() { # pattern, folder that may, what it is
    local found
    found=$(grep -nE "$1" app/*.[ch] app/*/*.[ch] app/*/*/*.[ch] system/*/*.[ch] 2>/dev/null | grep -v "^app/$2" | grep -vE '^[^:]+:[0-9]+: *(\*|/\*|//)' || true)
    [ -z "$found" ] && passed=$((passed + 1)) || bad "$3: $found"
}
door '\bsqlite3_[a-z]+\(' store/ "sqlite outside the store"
door '\bcrypto_[a-z0-9_]+\(' seal/ "crypto outside the seal"
door '\b(SDL|TTF)_[A-Z][A-Za-z]+\(' display/ "SDL outside the display"
door '\bQR(code|input)_[a-zA-Z0-9]+\(' qr/ "libqrencode outside qr/"
door '\bdrm[A-Z][A-Za-z]+\(' display/drm.c "a graphics card outside its door"
door '\bsetlocale\(' base/words.c "the locale outside base/words.c"
door '\butf8proc_(get|cat|dec|norm)[a-z0-9_]*\(' base/letters.c "Unicode outside base/letters.c"
door '\bjson_[a-z]+\(' feed/ "jansson outside feed/"
door '\bhost_log\(' '\(flow\|loop\|world\|ctl\|base/host.h\)' "a line of the log from below flow/"
door '[^a-z_](system|popen|strcpy|strcat|sprintf|vsprintf|gets)\(' none/ "a call the house forbids"
door '[^a-z_]exit\(' none/ "an exit outside main"
long=$(wc -l app/*.[ch] app/*/*.[ch] app/*/*/*.[ch] system/*/*.[ch] | awk '$2 != "total" && $1 > 700 {print $2 " has " $1 " lines"}')
[ -z "$long" ] && passed=$((passed + 1)) || bad "files past 700 lines: $long"
finish

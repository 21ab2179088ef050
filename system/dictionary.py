#!/usr/bin/env python3
"""The voice's data: of espeak-ng's what the languages of app/voice/languages.def need, and our own dictionary. dictionary.py FOLDER [DATA]
makes FOLDER/espeak-ng-data; DATA is espeak-ng's own unless told. assets/voice/no_extra says what is
corrected, and how."""
import ctypes, pathlib, re, shutil, sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOUNDS = ("phontab", "phonindex", "phondata", "intonations")
SYNCHRONOUS, WITHOUT_EXIT, UTF8 = 2, 0x8000, 1


def engine(folder=None):
    """libespeak-ng on the data in this folder, and where they lie."""
    library = ctypes.CDLL("libespeak-ng.so.1")
    if library.espeak_Initialize(SYNCHRONOUS, 0, str(folder).encode() if folder else None, WITHOUT_EXIT) <= 0:
        sys.exit("dictionary: espeak-ng's data are not there")
    path = ctypes.c_char_p()
    library.espeak_Info.restype = ctypes.c_char_p
    library.espeak_Info(ctypes.byref(path))
    return library, pathlib.Path(path.value.decode())


def speak(library, voice):
    if library.espeak_SetVoiceByName(voice.encode()):
        sys.exit(f"dictionary: no voice {voice}")


def phonemes(library, text):
    """How the loaded voice says a text, in espeak-ng's letters for sounds."""
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    at, out = ctypes.c_char_p(text.encode()), []
    while at.value:
        out.append(library.espeak_TextToPhonemes(ctypes.byref(at), UTF8, 0).decode().strip())
    return " ".join(out)


def voices():
    """Rows of app/voice/languages.def: (voice, file)."""
    rows = re.findall(r'^LANGUAGE\("\w+", "([\w-]+)", "([\w/]+)"', (ROOT / "app/voice/languages.def").read_text(), re.M)
    return sorted(set(rows))


def main():
    folder = pathlib.Path(sys.argv[1])
    _, own = engine(sys.argv[2] if len(sys.argv) > 2 else None)
    data = folder / "espeak-ng-data"
    shutil.rmtree(data, ignore_errors=True)
    for name in SOUNDS + ("en_dict", "no_dict") + tuple("lang/" + file for _, file in voices()):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(own / name, data / name)
    library, _ = engine(folder)
    speak(library, "gmq/nb")
    error = ctypes.c_void_p()
    log = folder / "log"
    library.fopen.restype = ctypes.c_void_p
    out = library.fopen(str(log).encode(), b"w")
    bad = library.espeak_ng_CompileDictionary(f"{ROOT}/assets/voice/".encode(), b"no", ctypes.c_void_p(out), 0, ctypes.byref(error))
    library.fclose(ctypes.c_void_p(out))
    if bad or "no_dict" not in [p.name for p in data.iterdir()]:
        sys.exit(f"dictionary: it can't be made:\n{log.read_text()}")
    log.unlink()


if __name__ == "__main__":
    main()

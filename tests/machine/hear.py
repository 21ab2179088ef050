"""What the machine's sound card played. QEMU writes it to a WAV file while the guest's card runs, as a loudspeaker would play it: when no
stream is open, the file does not grow. A thread notes how long the file is and when, so that a sample has a time on this side's clock.
Late by what QEMU holds back: a buffer of the card's model (some 40 ms) and 4096 bytes of the file (21 ms). Python's standard library only.

    ear = Ear(path)
    with image.machine(disk, more=ear.words()) as machine:
        machine.touch(0.1, 0.9)
        began = ear.wait(since, 5)"""
import array
import math
import os
import threading
import time

HEAD = 44  # bytes before the first sample
RATE, CHANNELS, WIDTH = 48000, 2, 2
SECOND = RATE * CHANNELS * WIDTH
QUIET = 6  # of 32768: below it nobody hears anything; the usual step of the voice lies 30 dB under full scale
STEP = 0.01  # seconds that one level stands for


class Ear(threading.Thread):
    def __init__(self, path):
        super().__init__(daemon=True)
        self.path, self.over, self.sizes = path, False, [(0.0, HEAD)]
        self.start()

    def words(self, codec='hda-duplex'):
        return ['-audiodev', f'wav,id=sound,path={self.path},out.frequency={RATE},out.channels={CHANNELS},out.format=s16',
                '-device', 'intel-hda',
                '-device', f'{codec},audiodev=sound']

    def close(self):
        self.over = True
        self.join(10)

    def run(self):
        while not self.over:
            try:
                size = os.path.getsize(self.path)
            except FileNotFoundError:
                size = 0
            if size > self.sizes[-1][1]:
                self.sizes.append((time.monotonic(), size))
            time.sleep(0.003)

    def when(self, offset):
        """When the file had grown to so many bytes."""
        low, high = 0, len(self.sizes) - 1
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self.sizes[middle][1] >= offset else (middle + 1, high)
        return self.sizes[low][0]

    def levels(self, since=0.0):
        """(when, loudness of a hundredth of a second: RMS, 0 to 32767) of all that was played after the time `since`."""
        sizes = list(self.sizes)
        start = next((before[1] for before, now in zip(sizes, sizes[1:]) if now[0] > since), sizes[-1][1])
        if not os.path.exists(self.path) or start >= sizes[-1][1]:
            return []
        with open(self.path, 'rb') as f:
            f.seek(start)
            samples = array.array('h')
            data = f.read(sizes[-1][1] - start)
            samples.frombytes(data[:len(data) // WIDTH * WIDTH])
        count, found = int(RATE * STEP) * CHANNELS, []
        for at in range(0, len(samples) - count + 1, count):
            part = samples[at:at + count]
            found.append((self.when(start + WIDTH * (at + count)), math.sqrt(sum(v * v for v in part) / count)))
        return found

    def sounds(self, since=0.0):
        return [when for when, level in self.levels(since) if level > QUIET]

    def wait(self, since, seconds):
        """When the first sound after `since` came; None when it stays silent for so long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            heard = self.sounds(since)
            if heard:
                return heard[0]
            time.sleep(0.05)
        return None

    def wait_silence(self, since, seconds, quiet=1.5):
        """When the last sound after `since` was, once nothing was heard for `quiet` seconds; None when it goes on."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            heard = self.sounds(since)
            if time.monotonic() - (heard[-1] if heard else since) > quiet:
                return heard[-1] if heard else since
            time.sleep(0.1)
        return None

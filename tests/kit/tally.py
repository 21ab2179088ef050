"""The one counter of what passed, of every Python program under tests/."""


class Tally:
    def __init__(self, name):
        self.name, self.passed, self.failed, self.skipped = name, 0, 0, 0

    def check(self, what, holds, seen=''):
        """Counts one check, prints what did not hold, and gives `holds` back."""
        self.add(bool(holds), not holds)
        if not holds:
            print(f'{self.name}: not so: {what}{": " if seen != "" else ""}{seen}', flush=True)
        return holds

    def add(self, passed, failed, skipped=0):
        """What another program counted."""
        self.passed, self.failed, self.skipped = self.passed + int(passed), self.failed + int(failed), self.skipped + int(skipped)

    def skip(self, what, why, count=1):
        self.add(0, 0, count)
        print(f'skipped: {what}: {why}', flush=True)

    def end(self):
        """Prints the line that tests/run adds up. The exit status: 1 when a check failed, and when there was none at all."""
        more = f', {self.skipped} skipped' if self.skipped else ''
        print(f'{self.name}: {self.passed} passed, {self.failed} failed{more}', flush=True)
        return int(self.failed != 0 or self.passed + self.skipped == 0)

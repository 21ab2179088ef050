#!/usr/bin/env python3
"""What is plugged into the appliance, against the real steward in a small machine (usb_probe.c): keyboards, network, sound, phones, hubs
and sticks, in three states: nobody signed in, staff signed in, ports recorded; and a keyboard on the port that staff named.
Usage: usb.py [PLUGS] [--root FILE]
PLUGS: how many plugs in each state (24); FILE: a root made before. Ends with "N passed, M failed, K skipped"."""
import argparse
import os
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import vm  # noqa: E402
from built import Tally  # noqa: E402
from sticks_forge import Forge  # noqa: E402
from usb_probe import Probe, kernel, make_root  # noqa: E402
from usb_device import HIDDEN_KEYS, KEYBOARD, KEYBOARD_BESIDE, TOUCH, Device, Interface, touch_at  # noqa: E402

KIOSK = 900


class Plugs:
    """Everything that may come, and what QEMU needs for it. Each way in gives the ids to take out again."""

    def __init__(self, machine, folder, stick):
        self.machine, self.stick, self.count = machine, stick, 0
        os.makedirs(os.path.join(folder, 'phone'), exist_ok=True)
        self.phone = os.path.join(folder, 'phone')
        machine.qmp('netdev_add', type='hubport', id='net', hubid=0)
        for name in ('serial', 'braille'):
            machine.qmp('chardev-add', id=name, backend={'type': 'ringbuf', 'data': {}})

    def one(self, driver, **more):
        def put():
            self.count += 1
            name = f'd{self.count}'
            self.machine.plug(driver, name, **more)
            return [name]
        return put

    def disk(self, driver):
        def put():
            self.count += 1
            name = f'd{self.count}'
            node = f'n{self.count}'
            self.machine.qmp('blockdev-add', **{'driver': 'raw', 'node-name': node, 'read-only': True,
                                                'file': {'driver': 'file', 'filename': self.stick}})
            self.machine.plug(driver, name)
            self.machine.qmp('device_add', driver='scsi-hd', id=name + 'd', drive=node, bus=name + '.0')
            self.machine.qmp('qom-set', path=f'/machine/peripheral/{name}', property='attached', value=True)
            return [name, f'-{node}']
        return put

    def kinds(self):
        return {'keyboard': self.one('usb-kbd'), 'mouse': self.one('usb-mouse'), 'tablet': self.one('usb-tablet'),
                'wacom': self.one('usb-wacom-tablet'), 'net': self.one('usb-net', netdev='net'),
                'serial': self.one('usb-serial', chardev='serial'), 'braille': self.one('usb-braille', chardev='braille'),
                'sound': self.one('usb-audio', audiodev='none'), 'phone': self.one('usb-mtp', rootdir=self.phone),
                'card': self.one('usb-ccid'), 'uas': self.disk('usb-uas')}

    def out(self, names):
        for name in names:
            if name[0] != '-':
                self.machine.unplug(name)
        for name in names:
            if name[0] == '-':
                self.machine.qmp('blockdev-del', **{'node-name': name[1:]})


def foreign(count, probe, plugs, state, rounds):
    """Nothing of these is ever let in, whoever is signed in; no key reaches the kiosk; nothing is bound to a driver."""
    before = set(probe.devices())
    done = 0
    probe.keys()  # what the panel sent is not theirs
    while done < rounds:
        for kind, put in plugs.kinds().items():
            names = put()
            came = probe.until(lambda: set(probe.devices()) - before)
            probe.machine.wait_log(r'steward: usb', 20)
            time.sleep(0.3)  # the steward's own turn
            plugs.machine.send({'type': 'key', 'data': {'key': {'type': 'qcode', 'data': 'a'}, 'down': True}},
                               {'type': 'key', 'data': {'key': {'type': 'qcode', 'data': 'a'}, 'down': False}})
            # HID without the firmware's protocol is let in for a moment, to read what it reports; then it is out
            out = probe.until(lambda: not any(d[1] or d[2] for p, d in probe.devices().items() if p not in before), 5)
            count.check(f'{state}: {kind}: seen', came)
            count.check(f'{state}: {kind}: in: {probe.devices()}', out)
            count.check(f'{state}: {kind}: its keys came through', probe.keys() == 0)
            plugs.out(names)
            count.check(f'{state}: {kind}: gone', probe.until(lambda: set(probe.devices()) == before))
            done += 1
            if done == rounds:
                break
    print(f'usb: {state}: {done} plugs', flush=True)


def sticks(count, probe, machine, folder, tools, stick):
    count.check('nothing is mounted at first', probe.mounted() == '')
    machine.plug_stick(stick, port='1')
    time.sleep(3)
    count.check('a stick without staff stays out', probe.mounted() == '' and not any(d[1] for d in probe.devices().values()))
    count.check('nothing to mount again', probe.ask('STICK_AGAIN') != 0)
    count.check('staff in', probe.ask('STAFF_IN') == 0)
    count.check('with staff it is mounted', probe.until(probe.mounted))
    line = probe.mounted()
    for word in ('rw,', 'nosuid', 'nodev', 'noexec', 'nosymfollow', f'uid={KIOSK}', f'gid={KIOSK}', 'fmask=0177', 'dmask=0077', ' vfat '):
        count.check(f'{word} in {line}', word in line)
    count.check('the kiosk writes', probe('write one') == ['written'])
    machine.plug_stick(stick_image(folder, tools, 'second.img'), id='second', port='2')
    time.sleep(3)
    count.check('a second stick stays out', sum(d[1] for d in probe.devices().values()) == 1)
    machine.unplug('second')
    count.check('mounted again, read-only', probe.ask('STICK_AGAIN') == 0 and ' ro,' in probe.mounted())
    count.check('and nothing can be written', probe('write two') == ['Read-only file system'])
    count.check('staff again: writable', probe.ask('STAFF_IN') == 0 and ' rw,' in probe.mounted())
    count.check('out: unmounted', probe.ask('STICK_OUT') == 0 and probe.mounted() == '')
    count.check('and in once more', probe.ask('STAFF_IN') == 0 and ' rw,' in probe.mounted())
    count.check('staff leave: unmounted', probe.ask('STAFF_OUT') == 0 and probe.mounted() == '')
    count.check('and shut out', probe.until(lambda: not any(d[1] for d in probe.devices().values())))
    count.check('staff come back: mounted without a new plug', probe.ask('STAFF_IN') == 0 and probe.until(probe.mounted))
    machine.unplug('stick')
    count.check('pulled: gone', probe.until(lambda: probe.mounted() == ''))
    count.check('a pulled stick is told', probe.ask('STICK_AGAIN') != 0)


def line_breaks(count, probe, machine, stick):
    machine.plug_stick(stick, id='third', port='1')
    count.check('a stick while staff are in: mounted', probe.until(probe.mounted))
    probe('line')  # the kiosk died and came again
    count.check('a new kiosk: staff are out', probe.until(lambda: probe.mounted() == ''))
    count.check('until they sign in', probe.ask('STAFF_IN') == 0 and probe.until(probe.mounted))
    probe('steward')
    count.check('a new steward: staff are out', probe.until(lambda: probe.mounted() == ''))
    count.check('an unknown verb: hung up', probe.ask('nonsense') is None)
    probe('line')
    machine.unplug('third')


def hubs(count, probe, machine, stick):
    """A hub is let in, two deep; what hangs on it is judged as anywhere."""
    is_in = lambda path: probe.devices().get(path, ('', False, 0))[1]
    probe.ask('STAFF_OUT')
    machine.plug('usb-hub', 'hub', port='4')
    count.check('a hub is let in', probe.until(lambda: is_in('1-4')))
    machine.plug('usb-kbd', 'hubkeys', port='4.1')
    machine.plug_stick(stick, id='hubstick', port='4.2')
    count.check('what hangs on it is seen', probe.until(lambda: {'1-4.1', '1-4.2'} <= set(probe.devices())))
    machine.plug('usb-hub', 'second', port='4.3')
    count.check('a hub on a hub is let in', probe.until(lambda: is_in('1-4.3')))
    machine.plug('usb-hub', 'third', port='4.3.1')
    count.check('a third one is seen', probe.until(lambda: '1-4.3.1' in probe.devices()))
    time.sleep(2)
    out = [p for p in ('1-4.1', '1-4.2', '1-4.3.1') if is_in(p)]
    count.check(f'keyboard, stick and third hub stay out: {out}', not out and probe.mounted() == '')
    probe.ask('STAFF_IN')
    count.check('with staff the stick on the hub is mounted', probe.until(probe.mounted))
    machine.unplug('hub')
    count.check('the hub is pulled: all is gone', probe.until(lambda: probe.mounted() == '' and not probe.devices()))


def formats(count, probe, machine, folder, tools):
    """File systems and partitions: what is mounted, and what never is."""
    probe.ask('STAFF_IN')
    for name, want in (('whole.fat16', ' vfat '), ('whole.exfat', ' exfat '), ('part.fat32', ' vfat '), ('whole.ext4', ''), ('zero', '')):
        path = stick_image(folder, tools, name)
        if path is None:
            count.skip(name, 'the tools have no program for it')
            continue
        machine.plug_stick(path, id='shape', port='3')
        there = probe.until(probe.mounted, 8 if want else 6)
        count.check(f'{name}: {probe.mounted()!r}', (want in probe.mounted()) if want else not there)
        machine.unplug('shape')
        count.check(f'{name}: gone', probe.until(lambda: probe.mounted() == ''))


def slow_stick(count, probe, machine, folder, tools):
    """A table of clusters that leads in one long circle: the kernel walks it all at the mount. The steward answers meanwhile, and staff
    stay in."""
    forge, longest = Forge(folder, tools, b'{}'), 0.0
    machine.plug_stick(forge.named('fat32', 'root in circles'), id='circle', port='3')
    for _ in range(60):
        asked = time.monotonic()
        count.check('alive beside a mount', probe.ask('ALIVE') == 0)
        longest = max(longest, time.monotonic() - asked)
        time.sleep(0.2)
    print(f'usb: circles kept the steward for {longest:.1f} s', flush=True)
    count.check(f'the steward was away for {longest:.1f} s', longest < 2)  # longer, and the kiosk hangs up (world/world.c)
    machine.wait_log('no file system on it can be mounted', 20)
    machine.unplug('circle')
    machine.plug_stick(forge.whole('fat32'), id='after', port='3')
    count.check('a good stick after it is mounted', probe.until(probe.mounted))
    machine.unplug('after')


def stick_image(folder, tools, name):
    path = os.path.join(folder, name)
    with open(path, 'wb') as f:
        f.truncate(48 << 20)
    try:
        if name.endswith('fat16'):
            tools.run('mkfs.vfat', '-F', '16', path)
        elif name.endswith('exfat'):
            tools.run('mkfs.exfat', path)
        elif name.endswith('ext4'):
            tools.run('mke2fs', '-q', '-t', 'ext4', path)
        elif name.startswith('part'):
            with open(path, 'r+b') as f:
                f.seek(446)
                f.write(bytes([0, 0, 0, 0, 12, 0, 0, 0]) + (2048).to_bytes(4, 'little') + (90000).to_bytes(4, 'little'))
                f.seek(510)
                f.write(b'\x55\xaa')
            tools.run('mkfs.vfat', '-F', '32', '--offset', '2048', path, '45000')
        elif name.endswith('.img'):
            tools.run('mkfs.vfat', '-F', '32', path)
    except vm.Failed as why:
        if 'have no' not in str(why):
            raise
        return None
    return path


def clock_and_about(count, probe):
    count.check('no clock before the image was made', probe.ask('CLOCK', 1) not in (0, None))
    count.check('none after 2099', probe.ask('CLOCK', 4102444800) not in (0, None))
    count.check('a clock in between', probe.ask('CLOCK', 1900000000) == 0)
    about = '\n'.join(probe('ask ABOUT 0'))
    for word in ('version=9.9.9', 'slot=a', 'made=1700000000', 'secure_boot=none', 'tpm=none', 'data=none', 'medium=disk'):
        count.check(f'{word} in {about}', word in about)


def panel(count, probe, machine):
    count.check('no panel before anybody touched it', probe.ask('PANEL') not in (0, None))
    for _ in range(10):
        machine.touch(0.5, 0.5)
        time.sleep(0.3)
        if probe.ask('PANEL') == 0:
            count.add(1, 0)
            return
    count.check('the panel is the one touched last', False)


def hostile(count, probe, machine, state):
    """Devices of our own invention that pretend: none may stay in, no key may come through."""
    kinds = {'keyboard that is not the firmware\'s kind': [Interface(3, 0, 0, KEYBOARD)],
             'keys among the touches': [Interface(3, 0, 0, HIDDEN_KEYS)],
             'keyboard beside the touches': [Interface(3, 0, 0, KEYBOARD_BESIDE)],
             'report that is noise': [Interface(3, 0, 0, bytes(range(1, 90)))],
             'touch screen that is a stick too': [Interface(3, 0, 0, TOUCH), Interface(8, 6, 0x50)],
             'touch screen that is a network too': [Interface(3, 0, 0, TOUCH), Interface(2, 6, 0)]}
    probe.until(lambda: not probe.devices())
    before = set()
    probe.keys()
    for number, (kind, interfaces) in enumerate(kinds.items()):
        device = Device(interfaces)
        device.plug(machine, f'h{machine.nodes}n{number}{state[:2]}', port='4')
        came = probe.until(lambda: set(probe.devices()) - before)
        for _ in range(20):  # it sends keys as soon as anybody listens
            device.report(0, b'\x02\xff\xff\xff\xff\xff\xff\xff')
            time.sleep(0.02)
            probe.keys() and count.check(f'{state}: {kind}: its keys came through', False)
        out = probe.until(lambda: not any(d[1] or d[2] for p, d in probe.devices().items() if p not in before), 8)
        count.check(f'{state}: {kind}: {probe.devices()}', came and out and probe.keys() == 0)
        device.unplug()
        count.check(f'{state}: {kind}: gone', probe.until(lambda: set(probe.devices()) == before))


def slow(count, probe, machine):
    """A device that lets every question wait: the steward gives up on it and goes on."""
    device = Device([Interface(3, 0, 0, TOUCH)], silent=True)
    device.plug(machine, 'slow', port='4')
    began, longest = time.monotonic(), 0.0
    while time.monotonic() - began < 40:
        asked = time.monotonic()
        count.check('alive', probe.ask('ALIVE') == 0)
        longest = max(longest, time.monotonic() - asked)
        time.sleep(0.5)
    count.check(f'the steward was away for {longest:.1f} s', longest < 2)
    print(f'usb: a device that never answers kept the steward for {longest:.1f} s', flush=True)
    count.check('and is out', probe.until(lambda: not any(d[1] for p, d in probe.devices().items()), 20))
    device.unplug()


def touches(count, probe, device):
    probe.keys()
    probe.until(lambda: probe.keys() >= 0 and 0x81 in device.polled, 5)  # looking for keys opens what may be opened
    for down in (True, False) * 3:
        device.report(0, touch_at(0.3, 0.7, down))
    came = 0
    for _ in range(20):
        came += probe.keys()
        if came >= 3:
            return True
        time.sleep(0.1)
    return False


def usb_panel(count, probe, machine):
    """A touch screen with a keyboard of its own: it touches, and can't type. PANEL makes its port the only one."""
    panel_ = Device([Interface(3, 0, 0, TOUCH), Interface(3, 1, 1, KEYBOARD)])
    panel_.plug(machine, 'panel', port='4')
    there = probe.until(lambda: any(d[1] and d[2] == 1 for d in probe.devices().values()))
    count.check(f'a panel is let in, with one driver: {probe.devices()}', there)
    count.check('its touches come through', touches(count, probe, panel_))
    count.check('nobody listens to its keyboard', not panel_.report(1, b'\0\0\x04\0\0\0\0\0') and probe.keys() == 0)
    count.check('it was touched last: it is the panel', probe.ask('PANEL') == 0)
    other = Device([Interface(3, 0, 0, TOUCH)])
    other.plug(machine, 'other', port='3')
    time.sleep(2)
    count.check(f'another touch screen stays out: {probe.devices()}', sum(d[1] for d in probe.devices().values()) == 1)
    other.unplug()
    panel_.unplug()
    again = Device([Interface(3, 0, 0, TOUCH)])
    again.plug(machine, 'again', port='4')
    count.check('the panel comes back on its port', probe.until(lambda: any(d[1] for d in probe.devices().values())))
    count.check(f'and touches: {probe("hands")} {again.polled}', touches(count, probe, again))
    again.unplug()


def keyboard(count, probe, machine):
    """A keyboard works on the port that was named, with its keys alone, whoever is signed in; on another one it stays out. Closed again,
    it goes."""
    is_in = lambda path: probe.devices().get(path, ('', False, 0))[1]
    probe.ask('STAFF_OUT')
    probe.until(lambda: not probe.devices())
    count.check('no port is named without a keyboard', probe.ask('KEYBOARD') not in (0, None))
    machine.plug('usb-mouse', 'mouse', port='3')
    machine.plug('usb-kbd', 'keys', port='2')
    count.check('both are seen', probe.until(lambda: len(probe.devices()) == 2))
    count.check('and stay out', probe.until(lambda: not any(d[1] for d in probe.devices().values()), 5) and pressed(probe, machine) == 0)
    count.check('the port is named', probe.ask('KEYBOARD') == 0)
    count.check(f'the keyboard is accepted: {probe.devices()}', probe.until(lambda: is_in('1-2')))
    count.check('its keys come through', probe.until(lambda: pressed(probe, machine) > 0))
    count.check(f'the mouse stays out: {probe.devices()}', not is_in('1-3'))
    machine.plug('usb-kbd', 'other', port='1')
    count.check('a second one: none is named', probe.until(lambda: '1-1' in probe.devices()) and probe.ask('KEYBOARD') not in (0, None))
    count.check('and it stays out', not is_in('1-1') and is_in('1-2'))
    for name in ('keys', 'mouse', 'other'):
        machine.unplug(name)
    count.check('all are gone', probe.until(lambda: not probe.devices()))
    machine.plug('usb-kbd', 'elsewhere', port='3')
    time.sleep(3)
    count.check(f'on another port it stays out: {probe.devices()}', not is_in('1-3') and pressed(probe, machine) == 0)
    machine.unplug('elsewhere')
    probe('steward')
    keyboard_hidden(count, probe, machine, is_in)
    machine.plug('usb-kbd', 'again', port='2')
    count.check('the port is remembered', probe.until(lambda: is_in('1-2')) and probe.until(lambda: pressed(probe, machine) > 0))
    count.check('the port is closed', probe.ask('KEYBOARD', 1) == 0 and probe.until(lambda: not is_in('1-2')))
    count.check('no key comes any more', pressed(probe, machine) == 0)
    machine.unplug('again')
    count.check('nothing is left', probe.until(lambda: not probe.devices()))


def keyboard_hidden(count, probe, machine, is_in):
    """On the named port: what calls itself a keyboard and reports more than keys is out; a mouse beside the keys stays dead."""
    pretender = Device([Interface(3, 1, 1, KEYBOARD_BESIDE)])
    pretender.plug(machine, 'pretend', port='2')
    came = probe.until(lambda: '1-2' in probe.devices())
    out = probe.until(lambda: not is_in('1-2'), 8)
    count.check(f'a keyboard that touches too: {probe.devices()}', came and out and probe.keys() == 0)
    pretender.unplug()
    probe.until(lambda: not probe.devices())
    both = Device([Interface(3, 1, 1, KEYBOARD), Interface(3, 1, 2, TOUCH)])
    both.plug(machine, 'both', port='2')
    there = probe.until(lambda: probe.devices().get('1-2', ('', False, 0))[1:] == (True, 1))
    count.check(f'keys with something beside: one driver: {probe.devices()}', there)
    both.unplug()
    probe.until(lambda: not probe.devices())


def pressed(probe, machine):
    """Presses a key of whatever keyboard QEMU has; how many came through to the kiosk's account."""
    probe.keys()  # opens what may be opened
    for down in (True, False):
        machine.send({'type': 'key', 'data': {'key': {'type': 'qcode', 'data': 'a'}, 'down': down}})
    time.sleep(0.3)
    return probe.keys()


def watchdog(count, probe, machine):
    """READY, then silence: the steward ends the kiosk (the probe's own process, so the machine stops: it is last)."""
    probe.ask('READY')
    machine.wait_log(r'no heartbeat for 90 s', 130)
    count.add(1, 0)


def main():
    words = argparse.ArgumentParser()
    words.add_argument('plugs', nargs='?', type=int, default=24)
    words.add_argument('--root')
    words.add_argument('--silence', action='store_true', help='also wait 90 s for a silent kiosk')
    given = words.parse_args()
    tools, count = vm.Tools(), Tally('usb')
    root = given.root or make_root()
    append = ('console=ttyS0 root=/dev/vda rootfstype=erofs ro init=/usr/sbin/init panic=5 usbcore.authorized_default=0 quiet '
              'sirkel.made=1700000000 sirkel.version=9.9.9 sirkel.slot=a sirkel.root=0')
    with tempfile.TemporaryDirectory(prefix='sirkel-usb-') as folder:
        stick = stick_image(folder, tools, 'first.img')
        disk = vm.Disk(root, tools)
        try:
            with vm.Machine(disk=disk, kernel=kernel(tools), append=append, memory=128, ports=('probe',), tools=tools,
                            more=('-audiodev', 'none,id=none')) as machine:
                machine.wait_log('probe: ready', 60)
                run(count, machine, folder, tools, stick, given)
        finally:
            disk.close()
    return count.end()


def run(count, machine, folder, tools, stick, given):
    probe = Probe(machine)
    probe.machine = machine
    plugs = Plugs(machine, folder, stick)
    try:
        clock_and_about(count, probe)
        sticks(count, probe, machine, folder, tools, stick)
        line_breaks(count, probe, machine, stick)
        formats(count, probe, machine, folder, tools)
        slow_stick(count, probe, machine, folder, tools)
        hubs(count, probe, machine, stick)
        hostile(count, probe, machine, 'staff signed in')
        slow(count, probe, machine)
        probe.ask('STAFF_OUT')
        foreign(count, probe, plugs, 'nobody signed in', given.plugs)
        probe.ask('STAFF_IN')
        foreign(count, probe, plugs, 'staff signed in', given.plugs)
        panel(count, probe, machine)
        probe('site panel ')
        probe('steward')
        usb_panel(count, probe, machine)
        keyboard(count, probe, machine)
        probe('site export 1-3 2-3')
        probe('steward')
        probe.ask('STAFF_IN')
        foreign(count, probe, plugs, 'ports recorded', given.plugs)
        machine.plug_stick(stick, id='elsewhere', port='1')
        time.sleep(3)
        count.check('a stick on another port stays out', probe.mounted() == '')
        machine.unplug('elsewhere')
        machine.plug_stick(stick, id='right', port='3')
        count.check(f'on the recorded one it is mounted: {probe.devices()}', probe.until(probe.mounted))
        if given.silence:
            watchdog(count, probe, machine)
        if count.failed:
            print(machine.log()[-6000:])
    except (vm.Failed, OSError):
        print(machine.log()[-3000:])
        raise


if __name__ == '__main__':
    sys.exit(main())

# os.sysconf answers all names as the C library does; left out is what depends on the machine.
import os

machine = {'SC_' + n for n in ('AVPHYS_PAGES', 'PHYS_PAGES', 'NPROCESSORS_CONF', 'NPROCESSORS_ONLN', 'OPEN_MAX', 'CHILD_MAX',
                               'SIGQUEUE_MAX', 'MINSIGSTKSZ', 'ARG_MAX')}
for name in sorted(os.sysconf_names):
    if name in machine:
        continue
    try:
        print(name, os.sysconf(name))
    except OSError as e:
        print(name, e)
for bad in ('SC_NOTHING', 100000, None):
    try:
        print(os.sysconf(bad))
    except (ValueError, OSError, TypeError) as e:
        print(type(e).__name__, e)

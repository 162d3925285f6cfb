import errno

for name in sorted(dir(errno)):
    if name.startswith('E'):
        print(name, getattr(errno, name))
print(len(errno.errorcode), errno.errorcode[2], sorted(errno.errorcode)[:5])

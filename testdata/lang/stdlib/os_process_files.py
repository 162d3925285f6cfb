# needs: libpython
# What os says of children's use, of priorities and ids, and of extended attributes.
import errno
import os
import pty
import tempfile


def fails(call, *args, **kw):
    try:
        print(call(*args, **kw))
    except Exception as e:
        print(type(e).__name__, errno.errorcode.get(getattr(e, "errno", None), e))


for wait in lambda pid: os.wait3(0), lambda pid: os.wait4(pid, 0):
    pid = os.posix_spawn("/bin/sh", ["sh", "-c", "exit 3"], os.environ)
    got, status, usage = wait(pid)
    print(got == pid, os.waitstatus_to_exitcode(status), type(usage).__name__, usage.ru_utime >= 0.0, usage.ru_maxrss > 0, len(usage))
fails(os.wait3, os.WNOHANG)
fails(os.wait4, 1, options=0)

print(os.getresuid() == (os.getuid(), os.geteuid(), os.getresuid()[2]), os.getresgid()[0] == os.getgid())
os.setresuid(-1, -1, -1)
os.setreuid(-1, -1)
os.setresgid(-1, -1, -1)
os.setregid(-1, -1)
print(os.setpriority(os.PRIO_PROCESS, 0, 3), os.getpriority(os.PRIO_PROCESS, 0), os.getpriority(which=os.PRIO_PROCESS, who=os.getpid()))
fails(os.getpriority, 17, 0)

cpus = os.sched_getaffinity(0)
print(os.sched_setaffinity(0, cpus), os.sched_getaffinity(0) == cpus)
fails(os.sched_setaffinity, 0, [-1])
fails(os.sched_setaffinity, 0, ["0"])
fails(os.sched_setaffinity, 0, [])

parent, child = pty.openpty()
fails(os.tcgetpgrp, child)
with tempfile.TemporaryFile() as f:
    fails(os.tcgetpgrp, f.fileno())
    fails(os.tcsetpgrp, f.fileno(), 1)

with tempfile.TemporaryDirectory() as d:
    name = os.path.join(d, "file")
    open(name, "w").close()
    os.symlink("nowhere", os.path.join(d, "link"))
    try:
        os.setxattr(name, "user.a", b"value")
    except OSError:
        pass  # not on this file system
    else:
        os.setxattr(name, b"user.long", bytearray(b"x" * 1000), os.XATTR_CREATE)
        for attribute, flags in ("user.a", os.XATTR_CREATE), ("user.b", os.XATTR_REPLACE):
            try:
                os.setxattr(name, attribute, b"", flags=flags)
            except OSError:
                continue
            print("set", attribute)
        assert sorted(os.listxattr(name)) == ["user.a", "user.long"], os.listxattr(name)
        assert os.getxattr(name, "user.a") == b"value" and os.getxattr(name, b"user.long") == b"x" * 1000
        with open(name) as f:
            assert os.getxattr(f.fileno(), "user.a") == b"value" and len(os.listxattr(f.fileno())) == 2
            os.removexattr(f.fileno(), "user.a")
        assert os.listxattr(os.fsencode(name), follow_symlinks=False) == ["user.long"]
        os.removexattr(name, "user.long")
    print(os.listxattr(name))
    fails(os.getxattr, os.path.join(d, "link"), "user.a")
    fails(os.listxattr, os.path.join(d, "link"), follow_symlinks=False)
    fails(os.removexattr, os.path.join(d, "none"), "user.a")
    with open(name) as f:
        fails(os.getxattr, f.fileno(), "user.a", follow_symlinks=False)
    fails(os.getxattr, name, 3)
    fails(os.setxattr, name, "user.a", "text")

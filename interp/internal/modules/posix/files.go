package posix

import (
	"os"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"

	"memphis/interp/object"
)

// This file defines the functions of posix on files and directories by path.

func fstatat(t *thread, dirfd int, name string, flags int) (*syscall.Stat_t, error) {
	var st syscall.Stat_t
	err := call(t, func() error {
		// Fstatat of package unix fills its own struct of the same layout.
		return unix.Fstatat(dirfd, name, (*unix.Stat_t)(unsafe.Pointer(&st)), flags)
	})
	return &st, err
}

func stat(t *thread, fname string, a []value, follow bool) (value, error) {
	p, err := pathOf(t, fname, "path", a[0], fname == "stat", false)
	if err != nil {
		return value{}, err
	}
	dfd, err := dirFD(t, a[1])
	if err != nil {
		return value{}, err
	}
	if p.isFD {
		if dfd != unix.AT_FDCWD {
			return value{}, object.Errorf(object.ValueErrorType, "%s: can't specify dir_fd without matching path", fname)
		}
		if !follow {
			return value{}, object.Errorf(object.ValueErrorType, "%s: cannot use fd and follow_symlinks together", fname)
		}
		return fstat(t, p)
	}
	flags := 0
	if !follow {
		flags = unix.AT_SYMLINK_NOFOLLOW
	}
	st, err := fstatat(t, dfd, p.name, flags)
	if err != nil {
		return value{}, fail(err, p)
	}
	return newStat(st), nil
}

func fstat(t *thread, p *path) (value, error) {
	var st syscall.Stat_t
	if err := call(t, func() error { return syscall.Fstat(p.fd, &st) }); err != nil {
		return value{}, fail(err, p)
	}
	return newStat(&st), nil
}

// two reads the arguments (src, dst, *, src_dir_fd, dst_dir_fd).
func two(t *thread, fname string, a []value) (p, q *path, d1, d2 int, err error) {
	if p, err = pathOf(t, fname, "src", a[0], false, false); err != nil {
		return
	}
	if q, err = pathOf(t, fname, "dst", a[1], false, false); err != nil {
		return
	}
	if d1, err = dirFD(t, a[2]); err != nil {
		return
	}
	d2, err = dirFD(t, a[3])
	return
}

// onPath makes a function of one path with a dir_fd as its last argument.
func onPath(fname string, dirArg int, allowFD bool, f func(t *thread, p *path, dfd int, a []value) error) func(t *thread, a []value) (value, error) {
	return func(t *thread, a []value) (value, error) {
		p, err := pathOf(t, fname, "path", a[0], allowFD, false)
		if err != nil {
			return value{}, err
		}
		dfd := unix.AT_FDCWD
		if dirArg > 0 {
			if dfd, err = dirFD(t, a[dirArg]); err != nil {
				return value{}, err
			}
		}
		return object.None, f(t, p, dfd, a)
	}
}

func rename(fname string) func(t *thread, a []value) (value, error) {
	return func(t *thread, a []value) (value, error) {
		p, q, d1, d2, err := two(t, fname, a)
		if err != nil {
			return value{}, err
		}
		return object.None, fail(call(t, func() error { return unix.Renameat(d1, p.name, d2, q.name) }), p, q)
	}
}

func unlink(fname string) func(t *thread, a []value) (value, error) {
	return onPath(fname, 1, false, func(t *thread, p *path, dfd int, a []value) error {
		return fail(call(t, func() error { return unix.Unlinkat(dfd, p.name, 0) }), p)
	})
}

func fileMethods() []object.Method {
	return []object.Method{
		row("stat", "(path, *, dir_fd=None, follow_symlinks=True)", "Perform a stat system call on the given path.", func(t *thread, a []value) (value, error) {
			follow, err := truth(t, a[2], true)
			if err != nil {
				return value{}, err
			}
			return stat(t, "stat", a, follow)
		}),
		row("lstat", "(path, *, dir_fd=None)", "Perform a stat system call on the given path, without following symbolic links.\n\nLike stat(), but do not follow symbolic links.\nEquivalent to stat(path, follow_symlinks=False).", func(t *thread, a []value) (value, error) {
			return stat(t, "lstat", a, false)
		}),
		row("access", "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", "Use the real uid/gid to test for access to a path.", func(t *thread, a []value) (value, error) {
			p, err := pathOf(t, "access", "path", a[0], false, false)
			if err != nil {
				return value{}, err
			}
			mode, err := intArg(t, a[1], 0)
			if err != nil {
				return value{}, err
			}
			dfd, err := dirFD(t, a[2])
			if err != nil {
				return value{}, err
			}
			flags := 0
			if b, err := truth(t, a[3], false); err != nil {
				return value{}, err
			} else if b {
				flags |= unix.AT_EACCESS
			}
			if b, err := truth(t, a[4], true); err != nil {
				return value{}, err
			} else if !b {
				flags |= unix.AT_SYMLINK_NOFOLLOW
			}
			return object.Bool(call(t, func() error { return unix.Faccessat(dfd, p.name, uint32(mode), flags) }) == nil), nil
		}),
		row("remove", "(path, *, dir_fd=None)", "Remove a file (same as unlink()).", unlink("remove")),
		row("unlink", "(path, *, dir_fd=None)", "Remove a file (same as remove()).", unlink("unlink")),
		row("rename", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", "Rename a file or directory.", rename("rename")),
		row("replace", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", "Rename a file or directory, overwriting the destination.", rename("replace")),
		row("link", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", "Create a hard link to a file.", func(t *thread, a []value) (value, error) {
			p, q, d1, d2, err := two(t, "link", a)
			if err != nil {
				return value{}, err
			}
			flags := 0
			if b, err := truth(t, a[4], true); err != nil {
				return value{}, err
			} else if b && !a[4].IsNil() {
				flags = unix.AT_SYMLINK_FOLLOW
			}
			return object.None, fail(call(t, func() error { return unix.Linkat(d1, p.name, d2, q.name, flags) }), p, q)
		}),
		row("symlink", "(src, dst, target_is_directory=False, *, dir_fd=None)", "Create a symbolic link pointing to src named dst.", func(t *thread, a []value) (value, error) {
			p, q, _, dfd, err := two(t, "symlink", []value{a[0], a[1], {}, a[3]})
			if err != nil {
				return value{}, err
			}
			return object.None, fail(call(t, func() error { return unix.Symlinkat(p.name, dfd, q.name) }), p, q)
		}),
		row("readlink", "(path, *, dir_fd=None)", "Return a string representing the path to which the symbolic link points.", func(t *thread, a []value) (value, error) {
			p, err := pathOf(t, "readlink", "path", a[0], false, false)
			if err != nil {
				return value{}, err
			}
			dfd, err := dirFD(t, a[1])
			if err != nil {
				return value{}, err
			}
			buf := make([]byte, 4096)
			n := 0
			if err := call(t, func() (err error) { n, err = unix.Readlinkat(dfd, p.name, buf); return }); err != nil {
				return value{}, fail(err, p)
			}
			return p.text(t, string(buf[:n]))
		}),
		row("chmod", "(path, mode, *, dir_fd=None, follow_symlinks=True)", "Change the access permissions of a file.", func(t *thread, a []value) (value, error) {
			p, err := pathOf(t, "chmod", "path", a[0], true, false)
			if err != nil {
				return value{}, err
			}
			mode, err := intArg(t, a[1], 0)
			if err != nil {
				return value{}, err
			}
			dfd, err := dirFD(t, a[2])
			if err != nil {
				return value{}, err
			}
			follow, err := truth(t, a[3], true)
			if err != nil {
				return value{}, err
			}
			flags := 0
			if !follow {
				flags = unix.AT_SYMLINK_NOFOLLOW
			}
			if p.isFD {
				return object.None, fail(call(t, func() error { return unix.Fchmod(p.fd, uint32(mode)) }), p)
			}
			return object.None, fail(call(t, func() error { return unix.Fchmodat(dfd, p.name, uint32(mode), flags) }), p)
		}),
		row("chown", "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", "Change the owner and group id of path to the numeric uid and gid.", func(t *thread, a []value) (value, error) {
			p, err := pathOf(t, "chown", "path", a[0], true, false)
			if err != nil {
				return value{}, err
			}
			uid, err := intArg(t, a[1], -1)
			if err != nil {
				return value{}, err
			}
			gid, err := intArg(t, a[2], -1)
			if err != nil {
				return value{}, err
			}
			dfd, err := dirFD(t, a[3])
			if err != nil {
				return value{}, err
			}
			follow, err := truth(t, a[4], true)
			if err != nil {
				return value{}, err
			}
			if p.isFD {
				return object.None, fail(call(t, func() error { return unix.Fchown(p.fd, uid, gid) }), p)
			}
			flags := 0
			if !follow {
				flags = unix.AT_SYMLINK_NOFOLLOW
			}
			return object.None, fail(call(t, func() error { return unix.Fchownat(dfd, p.name, uid, gid, flags) }), p)
		}),
		row("lchown", "(path, uid, gid)", "Change the owner and group id of path to the numeric uid and gid.\n\nThis function will not follow symbolic links.", func(t *thread, a []value) (value, error) {
			p, err := pathOf(t, "lchown", "path", a[0], false, false)
			if err != nil {
				return value{}, err
			}
			uid, err := intArg(t, a[1], -1)
			if err != nil {
				return value{}, err
			}
			gid, err := intArg(t, a[2], -1)
			if err != nil {
				return value{}, err
			}
			return object.None, fail(call(t, func() error { return unix.Lchown(p.name, uid, gid) }), p)
		}),
		row("utime", "(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True)", "Set the access and modified time of path.", utime),
		row("truncate", "(path, length)", "Truncate a file, specified by path, to a specific length.", func(t *thread, a []value) (value, error) {
			p, err := pathOf(t, "truncate", "path", a[0], true, false)
			if err != nil {
				return value{}, err
			}
			n, err := t.AsIndex(a[1], object.OverflowErrorType)
			if err != nil {
				return value{}, err
			}
			if p.isFD {
				return object.None, fail(call(t, func() error { return unix.Ftruncate(p.fd, int64(n)) }), p)
			}
			return object.None, fail(call(t, func() error { return unix.Truncate(p.name, int64(n)) }), p)
		}),
		row("mkfifo", "(path, mode=438, *, dir_fd=None)", "Create a \"fifo\" (a POSIX named pipe).", onPath("mkfifo", 2, false, func(t *thread, p *path, dfd int, a []value) error {
			mode, err := intArg(t, a[1], 0o666)
			if err != nil {
				return err
			}
			return fail(call(t, func() error { return unix.Mkfifoat(dfd, p.name, uint32(mode)) }), p)
		})),
		row("mknod", "(path, mode=384, device=0, *, dir_fd=None)", "Create a node in the file system.", onPath("mknod", 3, false, func(t *thread, p *path, dfd int, a []value) error {
			mode, err := intArg(t, a[1], 0o600)
			if err != nil {
				return err
			}
			dev, err := intArg(t, a[2], 0)
			if err != nil {
				return err
			}
			return fail(call(t, func() error { return unix.Mknodat(dfd, p.name, uint32(mode), dev) }), p)
		})),
	}
}

// utime sets times given as floats (times) or nanoseconds (ns).
func utime(t *thread, a []value) (value, error) {
	p, err := pathOf(t, "utime", "path", a[0], true, false)
	if err != nil {
		return value{}, err
	}
	dfd, err := dirFD(t, a[3])
	if err != nil {
		return value{}, err
	}
	follow, err := truth(t, a[4], true)
	if err != nil {
		return value{}, err
	}
	hasTimes := !a[1].IsNil() && !a[1].IsNone()
	if hasTimes && !a[2].IsNil() {
		return value{}, object.Errorf(object.ValueErrorType, "utime: you may specify either 'times' or 'ns' but not both")
	}
	var ts []unix.Timespec
	switch {
	case hasTimes:
		u, ok := object.AsTuple(a[1])
		if !ok || len(u.Items) != 2 {
			return value{}, object.Errorf(object.TypeErrorType, "utime: 'times' must be either a tuple of two ints or None")
		}
		for _, v := range u.Items {
			if n, ok := object.SmallInt(v); ok {
				ts = append(ts, unix.Timespec{Sec: n})
				continue
			}
			f, err := t.ToFloat(v)
			if err != nil {
				return value{}, err
			}
			sec := int64(f)
			if float64(sec) > f {
				sec--
			}
			ts = append(ts, unix.Timespec{Sec: sec, Nsec: int64((f - float64(sec)) * 1e9)})
		}
	case !a[2].IsNil():
		u, ok := object.AsTuple(a[2])
		if !ok || len(u.Items) != 2 {
			return value{}, object.Errorf(object.TypeErrorType, "utime: 'ns' must be a tuple of two ints")
		}
		for _, v := range u.Items {
			q, err := t.BinaryOp(object.OpDivMod, v, object.Int(1000000000))
			if err != nil {
				return value{}, err
			}
			qr, _ := object.AsTuple(q)
			s, err := t.AsIndex(qr.Items[0], object.OverflowErrorType)
			if err != nil {
				return value{}, err
			}
			n, err := t.AsIndex(qr.Items[1], object.OverflowErrorType)
			if err != nil {
				return value{}, err
			}
			ts = append(ts, unix.Timespec{Sec: int64(s), Nsec: int64(n)})
		}
	default:
		ts = []unix.Timespec{{Nsec: unix.UTIME_NOW}, {Nsec: unix.UTIME_NOW}}
	}
	flags := 0
	if !follow {
		flags = unix.AT_SYMLINK_NOFOLLOW
	}
	name := p.name
	if p.isFD {
		// The descriptor's own file, by way of /proc, which needs no system call of its own.
		name = "/proc/self/fd/" + object.Itoa(p.fd)
	}
	return object.None, fail(call(t, func() error { return unix.UtimesNanoAt(dfd, name, ts, flags) }), p)
}

func dirMethods() []object.Method {
	mode := func(t *thread, v value) (uint32, error) {
		n, err := intArg(t, v, 0o777)
		return uint32(n), err
	}
	return []object.Method{
		row("getcwd", "()", "Return a unicode string representing the current working directory.", func(t *thread, a []value) (value, error) {
			s, err := unix.Getwd()
			if err != nil {
				return value{}, fail(err)
			}
			return (*path)(nil).text(t, s)
		}),
		row("getcwdb", "()", "Return a bytes string representing the current working directory.", func(t *thread, a []value) (value, error) {
			s, err := unix.Getwd()
			return object.NewBytes(s), fail(err)
		}),
		row("chdir", "(path)", "Change the current working directory to the specified path.", func(t *thread, a []value) (value, error) {
			p, err := pathOf(t, "chdir", "path", a[0], true, false)
			if err != nil {
				return value{}, err
			}
			if p.isFD {
				return object.None, fail(call(t, func() error { return unix.Fchdir(p.fd) }), p)
			}
			// Through os, which keeps the directory it believes in.
			return object.None, fail(call(t, func() error { return unwrap(os.Chdir(p.name)) }), p)
		}),
		row("fchdir", "(fd)", "Change to the directory of the given file descriptor.", func(t *thread, a []value) (value, error) {
			fd, err := intArg(t, a[0], 0)
			if err != nil {
				return value{}, err
			}
			return object.None, fail(call(t, func() error { return unix.Fchdir(fd) }))
		}),
		row("mkdir", "(path, mode=511, *, dir_fd=None)", "Create a directory.", onPath("mkdir", 2, false, func(t *thread, p *path, dfd int, a []value) error {
			m, err := mode(t, a[1])
			if err != nil {
				return err
			}
			return fail(call(t, func() error { return unix.Mkdirat(dfd, p.name, m) }), p)
		})),
		row("rmdir", "(path, *, dir_fd=None)", "Remove a directory.", onPath("rmdir", 1, false, func(t *thread, p *path, dfd int, a []value) error {
			return fail(call(t, func() error { return unix.Unlinkat(dfd, p.name, unix.AT_REMOVEDIR) }), p)
		})),
		row("listdir", "(path=None)", "Return a list containing the names of the files in the directory.", func(t *thread, a []value) (value, error) {
			p, err := pathOf(t, "listdir", "path", a[0], true, true)
			if err != nil {
				return value{}, err
			}
			list, err := readDir(t, p)
			if err != nil {
				return value{}, fail(err, p)
			}
			out := make([]value, len(list))
			for i, e := range list {
				if out[i], err = p.text(t, e.name); err != nil {
					return value{}, err
				}
			}
			return object.NewList(out).Value(), nil
		}),
		row("scandir", "(path=None)", "Return an iterator of DirEntry objects for given path.", func(t *thread, a []value) (value, error) {
			p, err := pathOf(t, "scandir", "path", a[0], true, true)
			if err != nil {
				return value{}, err
			}
			if err := audit(t, "os.scandir", p.arg); err != nil {
				return value{}, err
			}
			list, err := readDir(t, p)
			if err != nil {
				return value{}, fail(err, p)
			}
			it := &scandirIter{Header: object.Header{Type: scandirType}}
			prefix := p.name
			if prefix != "" && prefix[len(prefix)-1] != '/' {
				prefix += "/"
			}
			for _, e := range list {
				d := &dirEntry{Header: object.Header{Type: dirEntryType}, dirfd: unix.AT_FDCWD, full: prefix + e.name, kind: e.kind, ino: e.ino}
				if d.name, err = p.text(t, e.name); err != nil {
					return value{}, err
				}
				if p.isFD {
					d.dirfd, d.full, d.path = p.fd, e.name, d.name
				} else if d.path, err = p.text(t, d.full); err != nil {
					return value{}, err
				}
				it.entries = append(it.entries, object.FromPtr(&d.Header))
			}
			return object.FromPtr(&it.Header), nil
		}),
	}
}

// unwrap is the system error in an error of package os.
func unwrap(err error) error {
	if pe, ok := err.(*os.PathError); ok {
		return pe.Err
	}
	return err
}

type dirent struct {
	name string
	kind uint8
	ino  uint64
}

// readDir reads a directory in the order of the file system.
func readDir(t *thread, p *path) (list []dirent, err error) {
	err = call(t, func() error {
		var fd int
		var err error
		if p.isFD {
			if fd, err = unix.Dup(p.fd); err == nil {
				_, err = unix.Seek(fd, 0, 0)
			}
		} else {
			fd, err = unix.Open(p.name, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
		}
		if err != nil {
			return err
		}
		defer unix.Close(fd)
		buf := make([]byte, 32<<10)
		for {
			n, err := unix.Getdents(fd, buf)
			if err != nil {
				return err
			}
			if n <= 0 {
				return nil
			}
			for b := buf[:n]; len(b) > 0; {
				d := (*unix.Dirent)(unsafe.Pointer(&b[0]))
				name := b[unsafe.Offsetof(d.Name):d.Reclen]
				k := 0
				for k < len(name) && name[k] != 0 {
					k++
				}
				if s := string(name[:k]); s != "." && s != ".." {
					list = append(list, dirent{s, d.Type, d.Ino})
				}
				b = b[d.Reclen:]
			}
		}
	})
	return list, err
}

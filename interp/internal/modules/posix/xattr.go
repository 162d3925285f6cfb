package posix

import (
	"strings"

	"golang.org/x/sys/unix"

	"memphis/interp/object"
)

// This file defines extended attributes of files.

// attribute is a file and the name of one of its attributes, as the functions of extended attributes get them.
type attribute struct {
	file   *path
	name   string
	follow bool
}

func attributeOf(t *thread, fname string, a []value, follow value) (x attribute, err error) {
	if x.file, err = pathOf(t, fname, "path", a[0], true, false); err != nil {
		return x, err
	}
	name, err := pathOf(t, fname, "attribute", a[1], false, false)
	if err != nil {
		return x, err
	}
	x.name = name.name
	if x.follow, err = truth(t, follow, true); err != nil {
		return x, err
	}
	return x, x.file.oneWay(fname, x.follow)
}

// oneWay fails if p is a descriptor of which a link shall not be followed.
func (p *path) oneWay(fname string, follow bool) error {
	if p.isFD && !follow {
		return object.Errorf(object.ValueErrorType, "%s: cannot use fd and follow_symlinks together", fname)
	}
	return nil
}

// grown calls read with buffers of growing size until what it reads fits.
func grown(t *thread, read func(b []byte) (int, error)) ([]byte, error) {
	for size := 256; ; size = 1 << 16 {
		b := make([]byte, size)
		n := 0
		err := call(t, func() (err error) { n, err = read(b); return })
		if err == unix.ERANGE && size < 1<<16 {
			continue
		}
		return b[:max(n, 0)], err
	}
}

func xattrMethods() []object.Method {
	return []object.Method{
		row("getxattr", "(path, attribute, *, follow_symlinks=True)", "Return the value of extended attribute attribute on path.\n\npath may be either a string, a path-like object, or an open file descriptor.\nIf follow_symlinks is False, and the last element of the path is a symbolic\n  link, getxattr will examine the symbolic link itself instead of the file\n  the link points to.", func(t *thread, a []value) (value, error) {
			x, err := attributeOf(t, "getxattr", a, a[2])
			if err != nil {
				return value{}, err
			}
			if err := audit(t, "os.getxattr", x.file.arg, a[1]); err != nil {
				return value{}, err
			}
			b, err := grown(t, func(b []byte) (int, error) {
				switch {
				case x.file.isFD:
					return unix.Fgetxattr(x.file.fd, x.name, b)
				case x.follow:
					return unix.Getxattr(x.file.name, x.name, b)
				}
				return unix.Lgetxattr(x.file.name, x.name, b)
			})
			return object.NewBytesOf(b), fail(err, x.file)
		}),
		row("setxattr", "(path, attribute, value, flags=0, *, follow_symlinks=True)", "Set extended attribute attribute on path to value.\n\npath may be either a string, a path-like object,  or an open file descriptor.\nIf follow_symlinks is False, and the last element of the path is a symbolic\n  link, setxattr will modify the symbolic link itself instead of the file\n  the link points to.", func(t *thread, a []value) (value, error) {
			x, err := attributeOf(t, "setxattr", a, a[4])
			if err != nil {
				return value{}, err
			}
			b, release, err := t.BytesLike(a[2])
			if err != nil {
				return value{}, err
			}
			defer release()
			flags, err := intArg(t, a[3], 0)
			if err != nil {
				return value{}, err
			}
			if err := audit(t, "os.setxattr", x.file.arg, a[1], a[2], object.Int(flags)); err != nil {
				return value{}, err
			}
			return object.None, fail(call(t, func() error {
				switch {
				case x.file.isFD:
					return unix.Fsetxattr(x.file.fd, x.name, b, flags)
				case x.follow:
					return unix.Setxattr(x.file.name, x.name, b, flags)
				}
				return unix.Lsetxattr(x.file.name, x.name, b, flags)
			}), x.file)
		}),
		row("removexattr", "(path, attribute, *, follow_symlinks=True)", "Remove extended attribute attribute on path.\n\npath may be either a string, a path-like object, or an open file descriptor.\nIf follow_symlinks is False, and the last element of the path is a symbolic\n  link, removexattr will modify the symbolic link itself instead of the file\n  the link points to.", func(t *thread, a []value) (value, error) {
			x, err := attributeOf(t, "removexattr", a, a[2])
			if err != nil {
				return value{}, err
			}
			if err := audit(t, "os.removexattr", x.file.arg, a[1]); err != nil {
				return value{}, err
			}
			return object.None, fail(call(t, func() error {
				switch {
				case x.file.isFD:
					return unix.Fremovexattr(x.file.fd, x.name)
				case x.follow:
					return unix.Removexattr(x.file.name, x.name)
				}
				return unix.Lremovexattr(x.file.name, x.name)
			}), x.file)
		}),
		row("listxattr", "(path=None, *, follow_symlinks=True)", "Return a list of extended attributes on path.\n\npath may be either None, a string, a path-like object, or an open file descriptor.\nif path is None, listxattr will examine the current directory.\nIf follow_symlinks is False, and the last element of the path is a symbolic\n  link, listxattr will examine the symbolic link itself instead of the file\n  the link points to.", func(t *thread, a []value) (value, error) {
			p, err := pathOf(t, "listxattr", "path", a[0], true, true)
			if err != nil {
				return value{}, err
			}
			follow, err := truth(t, a[1], true)
			if err == nil {
				err = p.oneWay("listxattr", follow)
			}
			if err != nil {
				return value{}, err
			}
			if err := audit(t, "os.listxattr", p.arg); err != nil {
				return value{}, err
			}
			b, err := grown(t, func(b []byte) (int, error) {
				switch {
				case p.isFD:
					return unix.Flistxattr(p.fd, b)
				case follow:
					return unix.Listxattr(p.name, b)
				}
				return unix.Llistxattr(p.name, b)
			})
			if err != nil {
				return value{}, fail(err, p)
			}
			names := []value{}
			for name := range strings.SplitSeq(strings.TrimSuffix(string(b), "\x00"), "\x00") {
				if name == "" {
					continue
				}
				v, err := (*path)(nil).text(t, name)
				if err != nil {
					return value{}, err
				}
				names = append(names, v)
			}
			return object.NewList(names).Value(), nil
		}),
	}
}

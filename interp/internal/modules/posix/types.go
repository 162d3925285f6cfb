package posix

import (
	"math/big"
	"sync"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"

	"memphis/interp/internal/modules/args"
	"memphis/interp/object"
)

// This file defines the types of posix: struct sequences and DirEntry.

func seqType(module, name, doc string, visible int, fields string) func() *object.Type {
	return sync.OnceValue(func() *object.Type { return args.StructSeqType(module, name, doc, visible, fields) })
}

var (
	statResult = seqType("os", "stat_result", "stat_result: Result from stat, fstat, or lstat.\n\nThis object may be accessed either as a tuple of\n  (mode, ino, dev, nlink, uid, gid, size, atime, mtime, ctime)\nor via the attributes st_mode, st_ino, st_dev, st_nlink, st_uid, and so on.\n\nPosix/windows: If your platform supports st_blksize, st_blocks, st_rdev,\nor st_flags, they are available as attributes only.\n\nSee os.stat for more information.", 10,
		"st_mode st_ino st_dev st_nlink st_uid st_gid st_size - - - st_atime st_mtime st_ctime st_atime_ns st_mtime_ns st_ctime_ns st_blksize st_blocks st_rdev")
	statvfsResult = seqType("os", "statvfs_result", "statvfs_result: Result from statvfs or fstatvfs.\n\nThis object may be accessed either as a tuple of\n  (bsize, frsize, blocks, bfree, bavail, files, ffree, favail, flag, namemax),\nor via the attributes f_bsize, f_frsize, f_blocks, f_bfree, and so on.\n\nSee os.statvfs for more information.", 10,
		"f_bsize f_frsize f_blocks f_bfree f_bavail f_files f_ffree f_favail f_flag f_namemax f_fsid")
	terminalSize = seqType("os", "terminal_size", "A tuple of (columns, lines) for holding terminal window size", -1, "columns lines")
	timesResult  = seqType("posix", "times_result", "times_result: Result from os.times().\n\nThis object may be accessed either as a tuple of\n  (user, system, children_user, children_system, elapsed),\nor via the attributes user, system, children_user, children_system,\nand elapsed.\n\nSee os.times for more information.", -1, "user system children_user children_system elapsed")
	unameResult  = seqType("posix", "uname_result", "uname_result: Result from os.uname().\n\nThis object may be accessed either as a tuple of\n  (sysname, nodename, release, version, machine),\nor via the attributes sysname, nodename, release, version, and machine.\n\nSee os.uname for more information.", -1, "sysname nodename release version machine")
	schedParam   = seqType("posix", "sched_param", "Currently has only one field: sched_priority", -1, "sched_priority")
	waitidResult = seqType("posix", "waitid_result", "waitid_result: Result from waitid.", -1, "si_pid si_uid si_signo si_status si_code")
)

// ns is a time in nanoseconds, which outgrows 64 bits for times beyond 2262.
func ns(ts syscall.Timespec) value {
	b := new(big.Int).Mul(big.NewInt(ts.Sec), big.NewInt(1e9))
	return object.IntFromBig(b.Add(b, big.NewInt(ts.Nsec)))
}

func secs(ts syscall.Timespec) value { return object.Float(float64(ts.Sec) + 1e-9*float64(ts.Nsec)) }

func newStat(st *syscall.Stat_t) value {
	return object.NewStructSeq(statResult(), []value{
		object.Int(int(st.Mode)), object.Uint64(st.Ino), object.Uint64(st.Dev), object.Int(int(st.Nlink)), object.Int(int(st.Uid)), object.Int(int(st.Gid)),
		object.Int64(st.Size), object.Int64(st.Atim.Sec), object.Int64(st.Mtim.Sec), object.Int64(st.Ctim.Sec),
		secs(st.Atim), secs(st.Mtim), secs(st.Ctim), ns(st.Atim), ns(st.Mtim), ns(st.Ctim),
		object.Int64(int64(st.Blksize)), object.Int64(st.Blocks), object.Uint64(st.Rdev),
	})
}

// dirEntry is an os.DirEntry.
type dirEntry struct {
	object.Header
	name, path value
	full       string // for system calls
	dirfd      int    // of a scandir of a descriptor, else AT_FDCWD
	kind       uint8  // DT_* of the directory
	ino        uint64
	stat       value
	lstat      value
}

var dirEntryType = &object.Type{Name: "posix.DirEntry"}
var scandirType = &object.Type{Name: "posix.ScandirIterator"}

func asEntry(v value) *dirEntry { return (*dirEntry)(unsafe.Pointer(v.P)) }

func (e *dirEntry) statOf(t *thread, follow bool) (value, error) {
	if follow && e.kind != unix.DT_LNK && e.kind != unix.DT_UNKNOWN {
		follow = false
	}
	if follow && !e.stat.IsNil() {
		return e.stat, nil
	}
	if !follow && !e.lstat.IsNil() {
		return e.lstat, nil
	}
	flags := 0
	if !follow {
		flags = unix.AT_SYMLINK_NOFOLLOW
	}
	st, err := fstatat(t, e.dirfd, e.full, flags)
	if err != nil {
		return value{}, fail(err, &path{arg: e.path})
	}
	v := newStat(st)
	if follow {
		e.stat = v
	} else {
		e.lstat = v
	}
	return v, nil
}

// is reports whether the entry has the file type mode (S_IFDIR, ...).
func (e *dirEntry) is(t *thread, dt uint8, mode uint32, follow bool) (bool, error) {
	if e.kind != unix.DT_UNKNOWN && (e.kind != unix.DT_LNK || !follow) {
		return e.kind == dt, nil
	}
	v, err := e.statOf(t, follow)
	if err != nil {
		if object.ErrorIs(err, object.FileNotFoundErrorType) {
			return false, nil
		}
		return false, err
	}
	u, _ := object.AsTuple(v)
	n, _ := object.SmallInt(u.Items[0])
	return uint32(n)&syscall.S_IFMT == mode, nil
}

var typesOnce sync.Once

func setupTypes() {
	typesOnce.Do(func() {
		follow := func(f func(t *thread, e *dirEntry, follow bool) (value, error)) object.FnBound {
			return func(t *thread, v value, a []value) (value, error) {
				fl, err := truth(t, a[0], true)
				if err != nil {
					return value{}, err
				}
				return f(t, asEntry(v), fl)
			}
		}
		sig := "(*, follow_symlinks=True)"
		dirEntryType.Repr = func(t *thread, v value) (value, error) {
			r, err := t.Repr(asEntry(v).name)
			if err != nil {
				return value{}, err
			}
			return object.StrValue("<DirEntry " + r.String() + ">"), nil
		}
		object.Define(dirEntryType, object.TypeSpec{
			Flags: object.FlagNoNew,
			Methods: []object.Method{
				{Name: "is_dir", Sig: sig, Fn: follow(func(t *thread, e *dirEntry, fl bool) (value, error) {
					b, err := e.is(t, unix.DT_DIR, syscall.S_IFDIR, fl)
					return object.Bool(b), err
				})},
				{Name: "is_file", Sig: sig, Fn: follow(func(t *thread, e *dirEntry, fl bool) (value, error) {
					b, err := e.is(t, unix.DT_REG, syscall.S_IFREG, fl)
					return object.Bool(b), err
				})},
				{Name: "is_symlink", Fn: object.Fn0(func(t *thread, v value) (value, error) {
					b, err := asEntry(v).is(t, unix.DT_LNK, syscall.S_IFLNK, false)
					return object.Bool(b), err
				})},
				{Name: "stat", Sig: sig, Fn: follow(func(t *thread, e *dirEntry, fl bool) (value, error) { return e.statOf(t, fl) })},
				{Name: "inode", Fn: object.Fn0(func(t *thread, v value) (value, error) { return object.Uint64(asEntry(v).ino), nil })},
				{Name: "__fspath__", Fn: object.Fn0(func(t *thread, v value) (value, error) { return asEntry(v).path, nil })},
				{Name: "__class_getitem__", Kind: object.ClassMethod, Fn: object.Fn1(func(t *thread, self, arg value) (value, error) { return object.NewGenericAlias(t, self, arg) })},
			},
			Members: []object.GetSet{
				{Name: "name", Doc: "the entry's base filename, relative to scandir() \"path\" argument", Get: func(t *thread, v value) (value, error) { return asEntry(v).name, nil }},
				{Name: "path", Doc: "the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)", Get: func(t *thread, v value) (value, error) { return asEntry(v).path, nil }},
			},
		})
		it := func(v value) *scandirIter { return (*scandirIter)(unsafe.Pointer(v.P)) }
		scandirType.Iter = func(t *thread, v value) (value, error) { return v, nil }
		scandirType.Next = func(t *thread, v value) (value, error) {
			s := it(v)
			if s.pos >= len(s.entries) {
				return value{}, nil
			}
			e := s.entries[s.pos]
			s.pos++
			return e, nil
		}
		closeFn := func(t *thread, v value) (value, error) {
			it(v).entries = nil
			return object.None, nil
		}
		object.Define(scandirType, object.TypeSpec{
			Flags: object.FlagNoNew,
			Methods: []object.Method{
				{Name: "__enter__", Fn: object.Fn0(func(t *thread, v value) (value, error) { return v, nil })},
				{Name: "__exit__", Fn: object.FnVec(func(t *thread, v value, args []value, kw *object.Tuple) (value, error) { return closeFn(t, v) })},
				{Name: "close", Fn: object.Fn0(closeFn)},
			},
		})
	})
}

// scandirIter is the iterator of scandir: the directory is read at once.
type scandirIter struct {
	object.Header
	entries []value
	pos     int
}

package modules

import (
	"math"

	"memphis/interp/object"
)

// This file defines the module _stat, which stat imports: what the bits of a
// file's mode mean. (Library reference, "stat".)

// The file types in a mode.
const (
	modeFormat  = 0o170000
	modeSocket  = 0o140000
	modeLink    = 0o120000
	modeRegular = 0o100000
	modeBlock   = 0o060000
	modeDir     = 0o040000
	modeChar    = 0o020000
	modeFIFO    = 0o010000
)

// statConstants are the module's ints.
var statConstants = []struct {
	name string
	n    int
}{
	{"S_IFDIR", modeDir}, {"S_IFCHR", modeChar}, {"S_IFBLK", modeBlock}, {"S_IFREG", modeRegular}, {"S_IFIFO", modeFIFO},
	{"S_IFLNK", modeLink}, {"S_IFSOCK", modeSocket}, {"S_IFDOOR", 0}, {"S_IFPORT", 0}, {"S_IFWHT", 0},
	{"S_ISUID", 0o4000}, {"S_ISGID", 0o2000}, {"S_ISVTX", 0o1000}, {"S_ENFMT", 0o2000},
	{"S_IREAD", 0o400}, {"S_IWRITE", 0o200}, {"S_IEXEC", 0o100},
	{"S_IRWXU", 0o700}, {"S_IRUSR", 0o400}, {"S_IWUSR", 0o200}, {"S_IXUSR", 0o100},
	{"S_IRWXG", 0o070}, {"S_IRGRP", 0o040}, {"S_IWGRP", 0o020}, {"S_IXGRP", 0o010},
	{"S_IRWXO", 0o007}, {"S_IROTH", 0o004}, {"S_IWOTH", 0o002}, {"S_IXOTH", 0o001},
	{"UF_NODUMP", 0x1}, {"UF_IMMUTABLE", 0x2}, {"UF_APPEND", 0x4}, {"UF_OPAQUE", 0x8}, {"UF_NOUNLINK", 0x10},
	{"UF_COMPRESSED", 0x20}, {"UF_HIDDEN", 0x8000},
	{"SF_ARCHIVED", 0x10000}, {"SF_IMMUTABLE", 0x20000}, {"SF_APPEND", 0x40000}, {"SF_NOUNLINK", 0x100000}, {"SF_SNAPSHOT", 0x200000},
	{"ST_MODE", 0}, {"ST_INO", 1}, {"ST_DEV", 2}, {"ST_NLINK", 3}, {"ST_UID", 4}, {"ST_GID", 5}, {"ST_SIZE", 6},
	{"ST_ATIME", 7}, {"ST_MTIME", 8}, {"ST_CTIME", 9},
}

// fileMode converts the argument of the module's functions.
func fileMode(v value) (int, error) {
	if !v.Is(object.IntType) {
		return 0, object.Errorf(object.TypeErrorType, "an integer is required")
	}
	b := object.BigInt(v)
	switch {
	case b.Sign() < 0:
		return 0, object.Errorf(object.OverflowErrorType, "can't convert negative value to unsigned int")
	case !b.IsUint64():
		return 0, object.Errorf(object.OverflowErrorType, "Python int too large to convert to C unsigned long")
	case b.Uint64() > math.MaxUint32:
		return 0, object.Errorf(object.OverflowErrorType, "mode out of range")
	}
	return int(b.Uint64()), nil
}

// modeText is the mode as ls -l shows it.
func modeText(mode int) string {
	kinds := map[int]byte{modeSocket: 's', modeLink: 'l', modeRegular: '-', modeBlock: 'b', modeDir: 'd', modeChar: 'c', modeFIFO: 'p'}
	b := []byte("?rwxrwxrwx")
	if k, ok := kinds[mode&modeFormat]; ok {
		b[0] = k
	}
	for i := range 9 {
		if mode&(0o400>>i) == 0 {
			b[1+i] = '-'
		}
	}
	for _, s := range []struct {
		bit, at int
		c       byte
	}{{0o4000, 3, 's'}, {0o2000, 6, 's'}, {0o1000, 9, 't'}} {
		switch {
		case mode&s.bit == 0:
		case b[s.at] == '-':
			b[s.at] = s.c - 'a' + 'A'
		default:
			b[s.at] = s.c
		}
	}
	return string(b)
}

func statModule() *object.ModuleDef {
	def := &object.ModuleDef{
		Name: "_stat",
		Doc:  "S_IFMT_: file type bits, S_I*: mode bits, UF_* and SF_*: file flags,\nST_*: indices of a stat result.\n",
		Init: func(t *thread, m *object.Module) error {
			for _, c := range statConstants {
				m.Dict().SetString(c.name, object.Int(c.n))
			}
			return nil
		},
	}
	add := func(name, doc string, f func(mode int) value) {
		def.Methods = append(def.Methods, object.Method{Name: name, Doc: doc, Fn: object.Fn1(func(t *thread, self, v value) (value, error) {
			mode, err := fileMode(v)
			if err != nil {
				return value{}, err
			}
			return f(mode), nil
		})})
	}
	is := func(name, kind string, format int) {
		add(name, name+"(mode) -> bool\n\nReturn True if mode is from a "+kind+".", func(mode int) value {
			return object.Bool(format != 0 && mode&modeFormat == format)
		})
	}
	is("S_ISDIR", "directory", modeDir)
	is("S_ISCHR", "character special device file", modeChar)
	is("S_ISBLK", "block special device file", modeBlock)
	is("S_ISREG", "regular file", modeRegular)
	is("S_ISFIFO", "FIFO (named pipe)", modeFIFO)
	is("S_ISLNK", "symbolic link", modeLink)
	is("S_ISSOCK", "socket file", modeSocket)
	is("S_ISDOOR", "door", 0)
	is("S_ISPORT", "event port", 0)
	is("S_ISWHT", "whiteout", 0)
	add("S_IMODE", "Return the portion of the file's mode that can be set by os.chmod().", func(mode int) value { return object.Int(mode & 0o7777) })
	add("S_IFMT", "Return the portion of the file's mode that describes the file type.", func(mode int) value { return object.Int(mode & modeFormat) })
	add("filemode", "Convert a file's mode to a string of the form '-rwxrwxrwx'", func(mode int) value { return object.StrValue(modeText(mode)) })
	return def
}

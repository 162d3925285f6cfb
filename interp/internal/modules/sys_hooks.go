package modules

import (
	"strings"

	"memphis/interp/object"
)

// This file defines sys.displayhook and call_tracing; the hooks that print exceptions
// are package interp's, which has the printer of tracebacks.

func sysHooks() []object.Method {
	return []object.Method{
		{Name: "call_tracing", Sig: "($module, func, args, /)", Doc: "Call func(*args), while tracing is enabled.\n\nThe tracing state is saved, and restored afterwards.  This is intended\nto be called from a debugger from a checkpoint, to recursively debug\nsome other code.", Fn: object.Fn2(func(t *thread, self, f, args value) (value, error) {
			u, ok := object.AsTuple(args)
			if !ok {
				return value{}, object.Errorf(object.TypeErrorType, "call_tracing() argument 2 must be tuple, not %s", args.Type().Name)
			}
			return t.CallTracing(f, u.Items)
		})},
		{Name: "displayhook", Sig: "($module, object, /)", Doc: "Print an object to sys.stdout and also save it in builtins._", Fn: object.Fn1(displayHook)},
		{Name: "__displayhook__", Sig: "($module, object, /)", Doc: "Print an object to sys.stdout and also save it in builtins._", Fn: object.Fn1(displayHook)},
	}
}

func displayHook(t *thread, self, v value) (value, error) {
	if v.IsNone() {
		return object.None, nil
	}
	b := t.Interp.Builtins
	b.SetString("_", object.None)
	out, ok := t.Interp.Sys.GetString("stdout")
	if !ok || out.IsNone() {
		return value{}, object.Errorf(object.RuntimeErrorType, "lost sys.stdout")
	}
	s, err := t.Repr(v)
	if err != nil {
		return value{}, err
	}
	if err := writeText(t, out, s.Value()); err != nil {
		return value{}, err
	}
	if _, err := t.CallMethodString(out, "write", object.StrValue("\n")); err != nil {
		return value{}, err
	}
	b.SetString("_", v)
	return object.None, nil
}

// writeText writes text to a stream; what the stream's encoding lacks is escaped.
func writeText(t *thread, out, text value) error {
	_, err := t.CallMethodString(out, "write", text)
	if err == nil || !object.ErrorIs(err, object.UnicodeEncodeErrorType) {
		return err
	}
	encoding, aerr := t.GetAttrString(out, "encoding")
	if aerr != nil {
		return err
	}
	data, err := t.CallMethodString(text, "encode", encoding, object.StrValue("backslashreplace"))
	if err != nil {
		return err
	}
	buffer, err := t.GetAttrOpt(out, object.Intern("buffer"))
	if err != nil {
		return err
	}
	if !buffer.IsNil() {
		if _, err := t.CallMethodString(out, "flush"); err != nil {
			return err
		}
		_, err = t.CallMethodString(buffer, "write", data)
		return err
	}
	escaped, err := t.CallMethodString(data, "decode", encoding, object.StrValue("strict"))
	if err != nil {
		return err
	}
	_, err = t.CallMethodString(out, "write", escaped)
	return err
}

// stdlibModuleNames is sys.stdlib_module_names.
func stdlibModuleNames(t *thread) value {
	s := object.NewSet()
	for _, n := range strings.Fields(stdlibNames) {
		// Adding a str to a set cannot fail.
		_ = s.Add(t, object.StrValue(n))
	}
	return object.NewFrozenSet(s)
}

// stdlibNames are the modules of Python 3.11's standard library, on all platforms.
const stdlibNames = `
__future__ _abc _aix_support _ast _asyncio _bisect _blake2 _bootsubprocess _bz2 _codecs _codecs_cn _codecs_hk
_codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw _collections _collections_abc _compat_pickle _compression
_contextvars _crypt _csv _ctypes _curses _curses_panel _datetime _dbm _decimal _elementtree _frozen_importlib
_frozen_importlib_external _functools _gdbm _hashlib _heapq _imp _io _json _locale _lsprof _lzma _markupbase
_md5 _msi _multibytecodec _multiprocessing _opcode _operator _osx_support _overlapped _pickle _posixshmem
_posixsubprocess _py_abc _pydecimal _pyio _queue _random _scproxy _sha1 _sha256 _sha3 _sha512 _signal
_sitebuiltins _socket _sqlite3 _sre _ssl _stat _statistics _string _strptime _struct _symtable _thread
_threading_local _tkinter _tokenize _tracemalloc _typing _uuid _warnings _weakref _weakrefset _winapi
_zoneinfo abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii
bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys
compileall concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses
datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl
filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp
gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json
keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib
msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev
pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats
pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource
rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket
socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct
subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this
threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types
typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref
xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
`

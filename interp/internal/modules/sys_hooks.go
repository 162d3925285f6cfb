package modules

import (
	"strings"

	"memphis/interp/object"
)

// This file defines the hooks of sys: displayhook, excepthook, unraisablehook.

func sysHooks() []object.Method {
	return []object.Method{
		{Name: "unraisablehook", Sig: "($module, unraisable, /)", Doc: "Handle an unraisable exception.\n\nThe unraisable argument has the following attributes:\n\n* exc_type: Exception type.\n* exc_value: Exception value, can be None.\n* exc_traceback: Exception traceback, can be None.\n* err_msg: Error message, can be None.\n* object: Object causing the exception, can be None.", Fn: object.Fn1(unraisableHook)},
		{Name: "__unraisablehook__", Sig: "($module, unraisable, /)", Doc: "Handle an unraisable exception.", Fn: object.Fn1(unraisableHook)},
		{Name: "call_tracing", Sig: "($module, func, args, /)", Doc: "Call func(*args), while tracing is enabled.\n\nThe tracing state is saved, and restored afterwards.  This is intended\nto be called from a debugger from a checkpoint, to recursively debug\nsome other code.", Fn: object.Fn2(func(t *thread, self, f, args value) (value, error) {
			u, ok := object.AsTuple(args)
			if !ok {
				return value{}, object.Errorf(object.TypeErrorType, "call_tracing() argument 2 must be tuple, not %s", args.Type().Name)
			}
			return t.CallVec(f, u.Items, nil)
		})},
		{Name: "excepthook", Sig: "($module, exctype, value, traceback, /)", Doc: "Handle an exception by displaying it with a traceback on sys.stderr.", Fn: object.Fn3(exceptHook)},
		{Name: "__excepthook__", Sig: "($module, exctype, value, traceback, /)", Doc: "Handle an exception by displaying it with a traceback on sys.stderr.", Fn: object.Fn3(exceptHook)},
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
	if _, err := t.CallMethodString(out, "write", s.Value()); err != nil {
		return value{}, err
	}
	if _, err := t.CallMethodString(out, "write", object.StrValue("\n")); err != nil {
		return value{}, err
	}
	b.SetString("_", v)
	return object.None, nil
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

// exceptHook prints an exception with the module traceback.
func exceptHook(t *thread, self, cls, exc, tb value) (value, error) {
	m, err := t.Interp.Host.Import(t, "traceback", nil, value{}, 0)
	if err != nil {
		return value{}, err
	}
	return t.CallMethodString(m, "print_exception", cls, exc, tb)
}

var unraisableType = structType("sys", "UnraisableHookArgs", "UnraisableHookArgs\n\nType used to pass arguments to sys.unraisablehook.", -1, "exc_type exc_value exc_traceback err_msg object")

// reportUnraisable calls sys.unraisablehook: object.Interp.Unraisable.
func reportUnraisable(t *thread, exc *object.Exception, msg string, obj value) {
	if t.Interp.Sys == nil {
		return
	}
	hook, ok := t.Interp.Sys.GetString("unraisablehook")
	if !ok || hook.IsNone() {
		return
	}
	text := object.None
	if msg != "" {
		text = object.StrValue("Exception ignored " + msg)
	}
	args := newStructSeq(unraisableType, []value{exc.Header.Type.Value(), exc.Value(), exc.Traceback.Value(), text, obj.OrNone()})
	if _, err := t.Call(hook, args); err != nil {
		// A hook that fails has had its say.
		_, _ = unraisableHook(t, value{}, newStructSeq(unraisableType, []value{object.ToException(err).Header.Type.Value(), object.ToException(err).Value(), object.None, object.StrValue("Exception ignored in sys.unraisablehook"), hook}))
	}
}

// unraisableHook is sys.__unraisablehook__: it writes the exception to sys.stderr.
func unraisableHook(t *thread, self, args value) (value, error) {
	u, ok := object.AsTuple(args)
	if !ok || args.Type() != unraisableType.get() {
		return value{}, object.Errorf(object.TypeErrorType, "sys.unraisablehook argument type must be UnraisableHookArgs")
	}
	out, ok := t.Interp.Sys.GetString("stderr")
	if !ok || out.IsNone() {
		return object.None, nil
	}
	head := ""
	if msg := u.Items[3]; !msg.IsNone() {
		s, err := t.Str(msg)
		if err != nil {
			return value{}, err
		}
		head = s.String()
	} else if !u.Items[4].IsNone() {
		head = "Exception ignored in"
	}
	if obj := u.Items[4]; !obj.IsNone() {
		s, err := t.Repr(obj)
		if err != nil {
			head += ": <object repr() failed>"
		} else {
			head += ": " + s.String()
		}
	} else if head != "" {
		head += ":"
	}
	if head != "" {
		if _, err := t.CallMethodString(out, "write", object.StrValue(head+"\n")); err != nil {
			return value{}, err
		}
	}
	_, err := exceptHook(t, value{}, u.Items[0], u.Items[1], u.Items[2])
	return object.None, err
}

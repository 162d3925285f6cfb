// Package stdlibpath finds the host Python whose standard library Memphis runs.
//
// Memphis brings no standard library of its own. It runs the .py files of an installed CPython 3.11, and loads the C
// modules of the libpython that belongs to them. The two must be of one installation: a Lib of 3.11.7 over a libpython
// of 3.11.2 fails in ways nobody can read. So everything is derived from one installation prefix, and the prefix is
// looked for in an order from the most explicit to the most general:
//
//  1. MEMPHIS_STDLIB names a Lib directory (the one with os.py in it).
//  2. PYTHONHOME names a prefix, or prefix:exec_prefix.
//  3. A virtual environment: pyvenv.cfg beside or above our own executable, then VIRTUAL_ENV. Its "home" line names
//     the directory of the Python it was made from.
//  4. The prefix that the build was made against.
//  5. Where the libpython that is mapped into this process lies.
//  6. /usr.
//
// The first two are orders: what they name must be there, or Find fails. The others are looked at in turn.
//
// Nothing here runs python3: starting it takes 9 ms, more than the whole of `memphis -c pass` should. What CPython
// computes in getpath.py is read from the file system by a handful of stat calls (about 20 us in all), and what
// site.py computes is left to site.py, which is Python source and so runs as any other.
package stdlibpath

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// Series is the one Python language version Memphis runs.
const Series = "3.11"

// CacheTag is sys.implementation.cache_tag of the host, the middle of its own __pycache__ names.
const CacheTag = "cpython-311"

// buildPrefix and buildVersion are what the Makefile built against, set by
// -ldflags "-X memphis/stdlibpath.buildPrefix=/usr -X memphis/stdlibpath.buildVersion=3.11.2". Both may be empty.
var (
	buildPrefix  string
	buildVersion string
)

// Options says where to look. The zero value looks at this process and its environment.
type Options struct {
	// Getenv reads an environment variable; nil means os.Getenv. A function that always answers "" gives what -E and -I
	// ask for; MEMPHIS_STDLIB is ours and not PYTHON*, so callers keep it under -E.
	Getenv func(string) string
	// Executable is the path by which this program was started, symbolic links not resolved (a virtual environment's
	// python is a link to us). Self gives it. Empty means that no pyvenv.cfg is looked for beside it.
	Executable string
	// BuildPrefix overrides the prefix that the build was made against.
	BuildPrefix string
	// MapsFile is the list of files mapped into this process, in the format of Linux's /proc/self/maps; empty means
	// that file.
	MapsFile string
	// FallbackPrefix is the last prefix to try; empty means /usr.
	FallbackPrefix string
}

// Host is an installed Python: the facts that sys, sysconfig and the import system need before site.py runs.
type Host struct {
	// Source says which rule found it, for --verbose and error messages: "MEMPHIS_STDLIB", "PYTHONHOME", "pyvenv.cfg",
	// "VIRTUAL_ENV", "build", "libpython" or "default".
	Source string
	// Python is the installation's own executable, "" if there is none (a library without its program).
	Python string
	// BasePrefix and BaseExecPrefix are sys.base_prefix and sys.base_exec_prefix.
	BasePrefix, BaseExecPrefix string
	// Prefix and ExecPrefix are sys.prefix and sys.exec_prefix as they stand before site.py, which sets them to the
	// environment's for a pyvenv.cfg beside sys.executable. For VIRTUAL_ENV, which site.py does not know, they are the
	// environment's already.
	Prefix, ExecPrefix string
	// VirtualEnv is the environment's directory, "" outside one.
	VirtualEnv string
	// Lib is the directory of the standard library's Python files.
	Lib string
	// DynLoad is the directory of its extension modules. It may be missing on disk.
	DynLoad string
	// Zip is the archive that sys.path names first. It is usually missing on disk.
	Zip string
	// PlatLibDir is sys.platlibdir: "lib", or "lib64" where Lib lies in one.
	PlatLibDir string
	// LibPython is the shared library, "" if none was found.
	LibPython string
	// Multiarch is the platform triplet, as sys.implementation._multiarch has it: "x86_64-linux-gnu".
	Multiarch string
	// SysconfigData is the name of the module with the build's variables (sysconfig's _get_sysconfigdata_name), "" if
	// the installation has none.
	SysconfigData string
}

// AbiFlags is sys.abiflags: a release build of 3.11 has none.
func (h *Host) AbiFlags() string { return "" }

// Path is sys.path as it stands before site.py and without the script's directory: PYTHONPATH's entries come first, then
// the archive, Lib and lib-dynload.
func (h *Host) Path(pythonPath string) []string {
	var path []string
	if pythonPath != "" {
		path = strings.Split(pythonPath, string(os.PathListSeparator))
	}
	return append(path, h.Zip, h.Lib, h.DynLoad)
}

// ExtensionSuffixes is importlib.machinery.EXTENSION_SUFFIXES: the file names that hold a C extension module, the most
// specific first.
func (h *Host) ExtensionSuffixes() []string {
	specific := ".cpython-311.so"
	if h.Multiarch != "" {
		specific = ".cpython-311-" + h.Multiarch + ".so"
	}
	return []string{specific, ".abi3.so", ".so"}
}

// IsDebian tells whether the installation follows Debian's layout, where packages of the distribution lie in
// lib/python3/dist-packages.
func (h *Host) IsDebian() bool {
	return isDir(filepath.Join(h.BasePrefix, "lib", "python3", "dist-packages"))
}

// SiteDirs are the global site directories that site.py will add, those that exist, in its order. The list is for
// diagnostics and for tests: sys.path gets them from site.py itself.
func (h *Host) SiteDirs() []string {
	python := "python" + Series
	var dirs []string
	if h.VirtualEnv != "" {
		dirs = append(dirs, filepath.Join(h.VirtualEnv, "lib", python, "site-packages"))
	}
	if h.IsDebian() {
		dirs = append(dirs,
			filepath.Join(h.BasePrefix, "local", "lib", python, "dist-packages"),
			filepath.Join(h.BasePrefix, "lib", "python3", "dist-packages"),
			filepath.Join(h.BasePrefix, "lib", python, "dist-packages"))
	} else {
		dirs = append(dirs, filepath.Join(h.Lib, "site-packages"))
	}
	return slices.DeleteFunc(dirs, func(dir string) bool { return !isDir(dir) })
}

// ErrNotFound means that no Python 3.11 was found; the error that wraps it lists where one was looked for.
var ErrNotFound = errors.New("no Python " + Series + " standard library found")

// Find looks for the host Python by the package's rules.
func Find(o Options) (*Host, error) {
	f := finder{Options: o}
	if f.Getenv == nil {
		f.Getenv = os.Getenv
	}
	if f.BuildPrefix == "" {
		f.BuildPrefix = buildPrefix
	}
	if f.MapsFile == "" {
		f.MapsFile = "/proc/self/maps"
	}
	if f.FallbackPrefix == "" {
		f.FallbackPrefix = "/usr"
	}
	h, err := f.find()
	if err != nil {
		return nil, err
	}
	f.complete(h)
	return h, nil
}

// finder carries one search and remembers where it has looked.
type finder struct {
	Options
	tried  []string
	mapped *string
}

func (f *finder) find() (*Host, error) {
	if lib := f.Getenv("MEMPHIS_STDLIB"); lib != "" {
		lib = absolute(lib)
		if !isStdlib(lib) {
			return nil, fmt.Errorf("MEMPHIS_STDLIB=%s: %w: it has no os.py", lib, ErrNotFound)
		}
		prefix, platlib := prefixOfLib(lib)
		return &Host{Source: "MEMPHIS_STDLIB", Lib: lib, BasePrefix: prefix, BaseExecPrefix: prefix, PlatLibDir: platlib}, nil
	}
	if home := f.Getenv("PYTHONHOME"); home != "" {
		prefix, execPrefix, two := strings.Cut(home, string(os.PathListSeparator))
		if !two {
			execPrefix = prefix
		}
		h := f.at("PYTHONHOME", absolute(prefix))
		if h == nil {
			return nil, fmt.Errorf("PYTHONHOME=%s: %w in %s", home, ErrNotFound, strings.Join(f.tried, ", "))
		}
		h.BaseExecPrefix = absolute(execPrefix)
		return h, nil
	}
	if h := f.virtualEnvironment(); h != nil {
		return h, nil
	}
	if f.BuildPrefix != "" {
		if h := f.at("build", f.BuildPrefix); h != nil {
			return h, nil
		}
	}
	if lib := f.mappedLibPython(); lib != "" {
		// Debian puts it in PREFIX/lib/TRIPLET, others in PREFIX/lib.
		for dir, i := filepath.Dir(filepath.Dir(lib)), 0; i < 2; dir, i = filepath.Dir(dir), i+1 {
			if h := f.at("libpython", dir); h != nil {
				return h, nil
			}
		}
	}
	if h := f.at("default", f.FallbackPrefix); h != nil {
		return h, nil
	}
	return nil, fmt.Errorf("%w in %s: install it (Debian: apt-get install libpython3.11-stdlib) or set MEMPHIS_STDLIB",
		ErrNotFound, strings.Join(f.tried, ", "))
}

// at answers the installation with the given prefix, or nil.
func (f *finder) at(source, prefix string) *Host {
	for _, platlib := range []string{"lib", "lib64"} {
		lib := filepath.Join(prefix, platlib, "python"+Series)
		if slices.Contains(f.tried, lib) {
			continue
		}
		if isStdlib(lib) {
			return &Host{Source: source, Lib: lib, BasePrefix: prefix, BaseExecPrefix: prefix, PlatLibDir: platlib}
		}
		f.tried = append(f.tried, lib)
	}
	return nil
}

// complete fills in what follows from Lib and the prefixes.
func (f *finder) complete(h *Host) {
	if h.Prefix == "" {
		h.Prefix, h.ExecPrefix = h.BasePrefix, h.BaseExecPrefix
	}
	h.Zip = filepath.Join(h.BasePrefix, h.PlatLibDir, "python"+strings.ReplaceAll(Series, ".", "")+".zip")
	h.DynLoad = filepath.Join(h.BaseExecPrefix, h.PlatLibDir, "python"+Series, "lib-dynload")
	if h.Source == "MEMPHIS_STDLIB" {
		h.DynLoad = filepath.Join(h.Lib, "lib-dynload")
	}
	h.Python = firstFile(
		filepath.Join(h.BaseExecPrefix, "bin", "python3"),
		filepath.Join(h.BaseExecPrefix, "bin", "python"+Series))
	h.SysconfigData, h.Multiarch = sysconfigData(h.Lib)
	h.LibPython = f.libPython(h)
}

// libPython looks for the installation's shared library: by name, else the one that this process has mapped if it lies
// under the prefix. To read what is mapped takes 0.3 ms of every start.
func (f *finder) libPython(h *Host) string {
	var names []string
	for _, dir := range []string{
		filepath.Join(h.BaseExecPrefix, h.PlatLibDir, h.Multiarch),
		filepath.Join(h.BaseExecPrefix, h.PlatLibDir),
	} {
		names = append(names, filepath.Join(dir, "libpython"+Series+".so.1.0"), filepath.Join(dir, "libpython"+Series+".so"))
	}
	if lib := firstFile(names...); lib != "" {
		return lib
	}
	if lib := f.mappedLibPython(); strings.HasPrefix(lib, h.BaseExecPrefix+string(filepath.Separator)) {
		return lib
	}
	return ""
}

// mappedLibPython is the path of the libpython in this process, "" if there is none. A build against the
// shared library has it from the start, one with libpython's archive in it never.
func (f *finder) mappedLibPython() string {
	if f.mapped != nil {
		return *f.mapped
	}
	found := ""
	if maps, err := os.ReadFile(f.MapsFile); err == nil {
		for line := range strings.Lines(string(maps)) {
			i := strings.IndexByte(line, '/')
			if i < 0 {
				continue
			}
			path := strings.TrimSuffix(line[i:], "\n")
			if strings.HasPrefix(filepath.Base(path), "libpython"+Series+".so") {
				found = path
				break
			}
		}
	}
	f.mapped = &found
	return found
}

// sysconfigData finds the module of build variables in Lib and the platform triplet, which is part of its name. Debian
// leaves the platform's name out ("_sysconfigdata__x86_64-linux-gnu"), others have it
// ("_sysconfigdata__linux_x86_64-linux-gnu"). Debian has the second as a link to the first, so the first is tried first.
func sysconfigData(lib string) (module, multiarch string) {
	triplet := map[string]string{"amd64": "x86_64-linux-gnu", "arm64": "aarch64-linux-gnu", "386": "i386-linux-gnu",
		"arm": "arm-linux-gnueabihf", "riscv64": "riscv64-linux-gnu", "ppc64le": "powerpc64le-linux-gnu",
		"s390x": "s390x-linux-gnu"}[runtime.GOARCH]
	for _, name := range []string{"_sysconfigdata__" + triplet, "_sysconfigdata__linux_" + triplet} {
		if isFile(filepath.Join(lib, name+".py")) {
			return name, triplet
		}
	}
	entries, err := filepath.Glob(filepath.Join(lib, "_sysconfigdata_*.py"))
	if err != nil || len(entries) == 0 {
		return "", triplet
	}
	slices.Sort(entries)
	name := strings.TrimSuffix(filepath.Base(entries[0]), ".py")
	rest := strings.TrimPrefix(strings.TrimPrefix(name, "_sysconfigdata__"), runtime.GOOS+"_")
	return name, rest
}

// prefixOfLib undoes PREFIX/lib/python3.11. A Lib directory that lies otherwise (a source checkout's) is its own prefix's
// child.
func prefixOfLib(lib string) (prefix, platlib string) {
	parent := filepath.Dir(lib)
	if base := filepath.Base(parent); filepath.Base(lib) == "python"+Series && (base == "lib" || base == "lib64") {
		return filepath.Dir(parent), base
	}
	return parent, "lib"
}

// isStdlib checks for the landmark that CPython's own search uses.
func isStdlib(lib string) bool {
	return isFile(filepath.Join(lib, "os.py")) || isFile(filepath.Join(lib, "os.pyc"))
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode()&fs.ModeDir != 0
}

func firstFile(paths ...string) string {
	for _, path := range paths {
		if isFile(path) {
			return path
		}
	}
	return ""
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return filepath.Clean(path)
}

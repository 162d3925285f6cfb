package stdlibpath

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// tree makes the named files (with content after an optional "=") below a fresh directory and answers that directory.
func tree(t *testing.T, files ...string) string {
	t.Helper()
	root := t.TempDir()
	for _, spec := range files {
		name, content, _ := strings.Cut(spec, "=")
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		content = strings.ReplaceAll(content, "ROOT", root)
		if err := os.WriteFile(path, []byte(content), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func env(pairs ...string) func(string) string {
	return func(name string) string {
		for _, pair := range pairs {
			if k, v, _ := strings.Cut(pair, "="); k == name {
				return v
			}
		}
		return ""
	}
}

const (
	lib       = "usr/lib/python3.11/os.py"
	data      = "usr/lib/python3.11/_sysconfigdata__x86_64-linux-gnu.py"
	libpython = "usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0"
)

func TestDefaultPrefix(t *testing.T) {
	root := tree(t, lib, data, libpython, "usr/bin/python3", "usr/lib/python3/dist-packages/flask.py")
	h, err := Find(Options{Getenv: env(), MapsFile: os.DevNull, BuildPrefix: root + "/nowhere", FallbackPrefix: root + "/usr"})
	if err != nil {
		t.Fatal(err)
	}
	want := Host{Source: "default", Python: root + "/usr/bin/python3", BasePrefix: root + "/usr", BaseExecPrefix: root + "/usr",
		Prefix: root + "/usr", ExecPrefix: root + "/usr", Lib: root + "/usr/lib/python3.11",
		DynLoad: root + "/usr/lib/python3.11/lib-dynload", Zip: root + "/usr/lib/python311.zip", PlatLibDir: "lib",
		LibPython: root + "/" + libpython, Multiarch: "x86_64-linux-gnu", SysconfigData: "_sysconfigdata__x86_64-linux-gnu"}
	if *h != want {
		t.Errorf("got  %+v\nwant %+v", *h, want)
	}
	if got, want := h.Path("a:b"), []string{"a", "b", h.Zip, h.Lib, h.DynLoad}; !slices.Equal(got, want) {
		t.Errorf("Path: %q, want %q", got, want)
	}
	if got, want := h.SiteDirs(), []string{root + "/usr/lib/python3/dist-packages"}; !slices.Equal(got, want) {
		t.Errorf("SiteDirs: %q, want %q", got, want)
	}
	if got := h.ExtensionSuffixes()[0]; got != ".cpython-311-x86_64-linux-gnu.so" {
		t.Errorf("ExtensionSuffixes: %q", got)
	}
}

func TestOrder(t *testing.T) {
	root := tree(t, lib, "home/lib/python3.11/os.py", "built/lib/python3.11/os.py", "mapped/lib/python3.11/os.py",
		"mapped/lib/x86_64-linux-gnu/libpython3.11.so.1.0", "src/Lib/os.py", "base/lib64/python3.11/os.py", "base/bin/python3",
		"venv/bin/python", "venv/pyvenv.cfg=home = ROOT/base/bin\ninclude-system-site-packages = false\n",
		"other/pyvenv.cfg=home = ROOT/python312/bin\n", "python312/bin/python3.12",
		"maps=7f00-7f01 r-xp 0000 08:01 1    ROOT/mapped/lib/x86_64-linux-gnu/libpython3.11.so.1.0\n")
	all := []string{"MEMPHIS_STDLIB=" + root + "/src/Lib", "PYTHONHOME=" + root + "/home", "VIRTUAL_ENV=" + root + "/venv"}
	full := Options{Executable: root + "/venv/bin/python", BuildPrefix: root + "/built", MapsFile: root + "/maps", FallbackPrefix: root + "/usr"}
	for _, test := range []struct {
		source, lib string
		env         []string
		change      func(*Options)
	}{
		{"MEMPHIS_STDLIB", "src/Lib", all, nil},
		{"PYTHONHOME", "home/lib/python3.11", all[1:], nil},
		{"pyvenv.cfg", "base/lib64/python3.11", all[2:], nil},
		{"VIRTUAL_ENV", "base/lib64/python3.11", all[2:], func(o *Options) { o.Executable = "" }},
		{"build", "built/lib/python3.11", []string{"VIRTUAL_ENV=" + root + "/other"}, func(o *Options) { o.Executable = "" }},
		{"libpython", "mapped/lib/python3.11", nil, func(o *Options) { o.Executable, o.BuildPrefix = "", root+"/none" }},
		{"default", "usr/lib/python3.11", nil, func(o *Options) {
			o.Executable, o.BuildPrefix, o.MapsFile = "", root+"/none", os.DevNull
		}},
	} {
		o := full
		o.Getenv = env(test.env...)
		if test.change != nil {
			test.change(&o)
		}
		h, err := Find(o)
		if err != nil {
			t.Errorf("%s: %v", test.source, err)
			continue
		}
		if h.Source != test.source || h.Lib != filepath.Join(root, test.lib) {
			t.Errorf("%s: found %s by %s", test.source, h.Lib, h.Source)
		}
	}
}

func TestVirtualEnvironmentPrefixes(t *testing.T) {
	root := tree(t, lib, "usr/bin/python3", "v/bin/python", "v/pyvenv.cfg=home = ROOT/usr/bin\n",
		"v/lib/python3.11/site-packages/x.py")
	byLink, err := Find(Options{Getenv: env(), Executable: root + "/v/bin/python", MapsFile: os.DevNull})
	if err != nil {
		t.Fatal(err)
	}
	if byLink.Prefix != root+"/usr" || byLink.VirtualEnv != root+"/v" {
		t.Errorf("prefix %s, environment %s: site.py sets the prefix itself", byLink.Prefix, byLink.VirtualEnv)
	}
	if got, want := byLink.SiteDirs(), []string{root + "/v/lib/python3.11/site-packages"}; !slices.Equal(got, want) {
		t.Errorf("SiteDirs: %q, want %q", got, want)
	}
	activated, err := Find(Options{Getenv: env("VIRTUAL_ENV=" + root + "/v"), MapsFile: os.DevNull})
	if err != nil {
		t.Fatal(err)
	}
	if activated.Prefix != root+"/v" || activated.ExecPrefix != root+"/usr" || activated.BasePrefix != root+"/usr" {
		t.Errorf("activated: %+v", *activated)
	}
}

func TestEnvironmentOfOurOwn(t *testing.T) {
	// memphis -m venv writes the directory of memphis as home.
	root := tree(t, lib, "bin/memphis", "v/bin/python", "v/pyvenv.cfg=home = ROOT/bin\n")
	h, err := Find(Options{Getenv: env(), Executable: root + "/v/bin/python", BuildPrefix: root + "/usr", MapsFile: os.DevNull})
	if err != nil {
		t.Fatal(err)
	}
	if h.Source != "pyvenv.cfg" || h.BasePrefix != root+"/usr" || h.VirtualEnv != root+"/v" {
		t.Errorf("%+v", *h)
	}
}

func TestExplicitPlacesMustExist(t *testing.T) {
	root := tree(t, lib)
	for _, variable := range []string{"MEMPHIS_STDLIB", "PYTHONHOME"} {
		_, err := Find(Options{Getenv: env(variable + "=" + root + "/none"), FallbackPrefix: root + "/usr", MapsFile: os.DevNull})
		if !errors.Is(err, ErrNotFound) || !strings.Contains(err.Error(), variable) {
			t.Errorf("%s: %v", variable, err)
		}
	}
	_, err := Find(Options{Getenv: env(), BuildPrefix: root + "/a", FallbackPrefix: root + "/b", MapsFile: os.DevNull})
	if !errors.Is(err, ErrNotFound) || !strings.Contains(err.Error(), root+"/a/lib/python3.11") {
		t.Errorf("nothing there: %v", err)
	}
}

func TestVersion(t *testing.T) {
	root := tree(t, "a/include/python3.11/patchlevel.h=/* */\n#define PY_VERSION      \t\"3.11.7+\"\n",
		"b/libpython3.11.so.1.0=\x7fELF\x003.11.so\x003.11.2\x00rest", "c/libpython3.11.so.1.0=nothing")
	for _, test := range []struct{ prefix, want string }{{"a", "3.11.7"}, {"b", "3.11.2"}, {"c", ""}} {
		h := Host{BasePrefix: filepath.Join(root, test.prefix), LibPython: filepath.Join(root, test.prefix, "libpython3.11.so.1.0")}
		got, err := h.Version()
		if got != test.want || (err == nil) != (test.want != "") {
			t.Errorf("%s: %q, %v", test.prefix, got, err)
		}
	}
}

// TestAgainstHost compares with what the host's python3 says about itself.
func TestAgainstHost(t *testing.T) {
	h, err := Find(Options{Getenv: env()})
	if err != nil {
		t.Skip(err)
	}
	if h.Python == "" {
		t.Skip("the host has the library but no python3")
	}
	out, err := exec.Command(h.Python, "-I", "-S", "-c", `
import sys, sysconfig
from importlib.machinery import EXTENSION_SUFFIXES
print(sys.base_prefix, sys.base_exec_prefix, sys.platlibdir, sys.implementation._multiarch, sys.implementation.cache_tag,
      sysconfig._get_sysconfigdata_name(), "%d.%d.%d" % sys.version_info[:3], *sys.path, *EXTENSION_SUFFIXES, sep="\n")
`).Output()
	if err != nil {
		t.Fatal(err)
	}
	version, err := h.Version()
	if err != nil {
		t.Fatal(err)
	}
	got := []string{h.BasePrefix, h.BaseExecPrefix, h.PlatLibDir, h.Multiarch, CacheTag, h.SysconfigData, version}
	got = append(append(got, h.Path("")...), h.ExtensionSuffixes()...)
	if want := strings.Fields(string(out)); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

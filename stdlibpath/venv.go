package stdlibpath

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// This file reads virtual environments: a directory with a pyvenv.cfg whose "home" line names the bin directory of the
// Python that the environment was made from (PEP 405).

// Self is the path by which this program was started, made absolute but with its symbolic links kept, for
// Options.Executable and sys.executable: argv0 is os.Args[0]. It answers "" if that is no file.
func Self(argv0 string) string {
	if argv0 == "" {
		return ""
	}
	if !strings.ContainsRune(argv0, filepath.Separator) {
		found, err := exec.LookPath(argv0)
		if err != nil {
			return ""
		}
		argv0 = found
	}
	path := absolute(argv0)
	if !isFile(path) {
		return ""
	}
	return path
}

// pyvenv is what a pyvenv.cfg says.
type pyvenv struct {
	home       string // the base Python's bin directory
	systemSite bool   // include-system-site-packages
}

// readPyvenv reads a pyvenv.cfg; ok is false if there is none or it has no home.
func readPyvenv(path string) (cfg pyvenv, ok bool) {
	text, err := os.ReadFile(path)
	if err != nil {
		return cfg, false
	}
	// An absent line means true, as in site.py.
	cfg.systemSite = true
	for line := range strings.Lines(string(text)) {
		key, value, found := strings.Cut(line, "=")
		if !found {
			continue
		}
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "home":
			cfg.home = value
		case "include-system-site-packages":
			cfg.systemSite = strings.EqualFold(value, "true")
		}
	}
	return cfg, cfg.home != ""
}

// virtualEnvironment answers the host of the environment that this program was started in, or nil. Only an environment of
// a Python 3.11 counts: an activated one of another version says nothing about us.
func (f *finder) virtualEnvironment() *Host {
	if f.Executable != "" {
		bin := filepath.Dir(f.Executable)
		for _, dir := range []string{bin, filepath.Dir(bin)} {
			cfg, ok := readPyvenv(filepath.Join(dir, "pyvenv.cfg"))
			if !ok {
				continue
			}
			if h := f.ofHome("pyvenv.cfg", cfg.home); h != nil {
				h.VirtualEnv = filepath.Dir(bin)
				return h
			}
		}
	}
	env := f.Getenv("VIRTUAL_ENV")
	if env == "" {
		return nil
	}
	cfg, ok := readPyvenv(filepath.Join(env, "pyvenv.cfg"))
	if !ok {
		return nil
	}
	h := f.ofHome("VIRTUAL_ENV", cfg.home)
	if h == nil {
		return nil
	}
	h.VirtualEnv = absolute(env)
	h.Prefix, h.ExecPrefix = h.VirtualEnv, h.VirtualEnv
	if cfg.systemSite {
		// site.py takes its directories from sys.prefix and sys.exec_prefix; this is how the base's come in too.
		h.ExecPrefix = h.BaseExecPrefix
	}
	return h
}

// ofHome answers the installation whose programs lie in the directory home. An environment that memphis -m venv made
// names the directory of memphis, which is no Python's; the next rule then finds one.
func (f *finder) ofHome(source, home string) *Host {
	if h := f.at(source, filepath.Dir(absolute(home))); h != nil {
		return h
	}
	// An environment of another Python has that version's Lib beside its home, and none of ours.
	others, err := filepath.Glob(filepath.Join(home, "python3.*"))
	if err != nil || len(others) > 0 {
		return nil
	}
	next := finder{Options: f.Options}
	next.Executable = ""
	next.Getenv = func(string) string { return "" }
	h, err := next.find()
	if err != nil {
		return nil
	}
	h.Source = source
	return h
}

package stdlibpath

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
)

// Version is the host's full version, such as "3.11.2": what the build was made against if that is this host, else what
// its patchlevel.h says, else the string in its libpython. The last costs a read of 8 MB (about 3 ms), so a bridge that has
// libpython loaded should ask it instead.
func (h *Host) Version() (string, error) {
	if buildVersion != "" && h.BasePrefix == buildPrefix {
		return buildVersion, nil
	}
	header := filepath.Join(h.BasePrefix, "include", "python"+Series, "patchlevel.h")
	if text, err := os.ReadFile(header); err == nil {
		if m := patchlevel().FindSubmatch(text); m != nil {
			return string(m[1]), nil
		}
	}
	if h.LibPython == "" {
		return "", errors.New("version of " + h.BasePrefix + ": no patchlevel.h and no libpython")
	}
	binary, err := os.ReadFile(h.LibPython)
	if err != nil {
		return "", fmt.Errorf("version of %s: %w", h.BasePrefix, err)
	}
	for rest := binary; ; {
		i := bytes.Index(rest, []byte("\x00"+Series+"."))
		if i < 0 {
			return "", fmt.Errorf("version of %s: not in %s", h.BasePrefix, h.LibPython)
		}
		rest = rest[i+1:]
		text, _, _ := bytes.Cut(rest[:min(len(rest), 32)], []byte{0})
		if full().Match(text) {
			return strings.TrimSuffix(string(text), "+"), nil
		}
	}
}

var (
	patchlevel = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)^#define\s+PY_VERSION\s+"([^"+]+)\+?"`) })
	full       = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^3\.11\.[0-9]+((a|b|rc)[0-9]+)?\+?$`) })
)

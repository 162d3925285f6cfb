// Memphis runs Python programs.
package main

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unicode/utf8"

	"golang.org/x/term"

	"memphis/cmd/internal/collector"
	"memphis/cmd/internal/process"
	"memphis/interp"
	"memphis/interp/object"
	"memphis/interp/repl"
	"memphis/stdlibpath"
)

// ignored are the signals that the process was started with ignored.
var ignored uint64

// closed are the standard descriptors that the process was started without.
var closed [3]bool

func main() {
	collector.GrowStack()
	ignored, closed = process.Settle()
	os.Exit(run(os.Args, os.Stdout, os.Stderr))
}

// version is Memphis's own version.
const version = "0.1.0"

func run(args []string, stdout, stderr io.Writer) int {
	o, err := parse(args, os.Getenv)
	var help helpRequest
	var wrong usage
	switch {
	case errors.As(err, &help):
		help.print(stdout, args[0])
		return 0
	case errors.Is(err, versionRequest{}):
		fmt.Fprintln(stdout, "Python 3.11.2 (Memphis "+version+")")
		return 0
	case errors.As(err, &wrong):
		return complain(stderr, args[0], err)
	case err != nil:
		fmt.Fprintln(stderr, "Fatal Python error:", err)
		return 1
	}
	if !utf8.ValidString(o.command) {
		i := 0
		for r, size := utf8.DecodeRuneInString(o.command); r != utf8.RuneError || size > 1; r, size = utf8.DecodeRuneInString(o.command[i:]) {
			i += size
		}
		fmt.Fprintf(stderr, "Unable to decode the command from the command line:\nUnicodeEncodeError: 'utf-8' codec can't encode character '\\udc%x' in position %d: surrogates not allowed\n",
			o.command[i], utf8.RuneCountInString(o.command[:i]))
		return 1
	}
	host, err := stdlibpath.Find(stdlibpath.Options{Getenv: o.getenv, Executable: stdlibpath.Self(args[0])})
	if err != nil {
		fmt.Fprintln(stderr, "memphis:", err)
		return 1
	}
	if o.tools.crosscheck {
		return o.crosscheck(args[0], host, os.Stdin, stdout, stderr)
	}
	if err := seedHash(o.seed); err != nil {
		fmt.Fprintln(stderr, "Fatal Python error:", err)
		return 1
	}
	cfg := interp.Config{Engine: interp.Engine(o.engine), Settings: o.settings}
	cfg.Closed = closed
	cfg.Executable = stdlibpath.Self(args[0])
	if dir, err := os.UserCacheDir(); err == nil {
		cfg.UserCache = filepath.Join(dir, "memphis", "pycache")
	}
	cfg.Lib = host.Lib
	cfg.Path = host.Path(o.getenv("PYTHONPATH"))
	cfg.Prefix, cfg.ExecPrefix, cfg.BasePrefix, cfg.BaseExecPrefix = host.Prefix, host.ExecPrefix, host.BasePrefix, host.BaseExecPrefix
	cfg.PlatLibDir, cfg.Multiarch, cfg.SysconfigData = host.PlatLibDir, host.Multiarch, host.SysconfigData
	b := addBridge(&cfg, host, o.lossy)
	if b != nil {
		defer b.Stop()
	}
	if o.modules {
		printModules(stdout, &cfg.Settings, host)
		return 0
	}
	stopProfile, err := startProfile(o.settings.XOptions)
	if err != nil {
		fmt.Fprintln(stderr, "memphis: -X cpuprofile:", err)
		return 1
	}
	ownSignals(o)
	p, err := interp.New(cfg)
	if err != nil {
		fmt.Fprintln(stderr, "memphis:", err)
		return 1
	}
	code := p.Finish(o.start(p))
	if err := stopProfile(); err != nil {
		fmt.Fprintln(stderr, "memphis: -X cpuprofile:", err)
	}
	if b != nil && o.lossy == "report" {
		b.Report(stderr)
	} else if b != nil && o.lossy == "json" {
		b.ReportJSON(stderr)
	}
	if slices.Contains(o.settings.XOptions, "frames") {
		n, names := uint64(0), []string(nil)
		if b != nil {
			n, names = b.Frames()
		}
		fmt.Fprintln(stderr, "libpython frames:", n, strings.Join(names, " "))
	}
	if p.WasInterrupted() {
		dieOfInterrupt()
	}
	return code
}

// ownSignals has signals end the process that end any other, but for those that tell the Go runtime to profile or, if
// GOTRACEBACK is set, to show what its goroutines do.
func ownSignals(o *options) {
	var keep []syscall.Signal
	if profiled(o.settings.XOptions) {
		keep = append(keep, syscall.SIGPROF)
	}
	if os.Getenv("GOTRACEBACK") != "" {
		keep = append(keep, syscall.SIGQUIT)
	}
	interp.OwnSignals(ignored, keep...)
}

// dieOfInterrupt ends the process as SIGINT ends one that does not handle it, so that a shell ends its script too. It
// returns if that fails.
func dieOfInterrupt() {
	signal.Reset(os.Interrupt)
	if syscall.Kill(os.Getpid(), syscall.SIGINT) == nil {
		time.Sleep(time.Second)
	}
}

// getenv reads the environment, unless -E or -I forbids.
func (o *options) getenv(name string) string {
	if o.ignore && len(name) > 6 && name[:6] == "PYTHON" {
		return ""
	}
	return os.Getenv(name)
}

// seedHash seeds the hash of strs from PYTHONHASHSEED, or at random.
func seedHash(seed string) error {
	if seed == "" || seed == "random" {
		var b [4]byte
		if _, err := rand.Read(b[:]); err != nil {
			return err
		}
		object.SeedHash(binary.LittleEndian.Uint32(b[:]) | 1)
		return nil
	}
	n, err := strconv.ParseUint(seed, 10, 32)
	if err != nil {
		return errors.New("config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]\nPython runtime state: preinitialized\n")
	}
	object.SeedHash(uint32(n))
	return nil
}

// start runs what the command line asks for.
func (o *options) start(p *interp.Interpreter) error {
	safe := o.settings.SafePath != 0
	if len(o.settings.WarnOptions) > 0 {
		// It is warnings that reads sys.warnoptions. An error is not one of the program's; python3 goes on as well.
		_, _ = p.Import("warnings")
	}
	if o.settings.NoSite == 0 {
		if _, err := p.Import("site"); err != nil {
			return err
		}
	}
	stop, err := o.tools.startTrace(p)
	if err != nil {
		return err
	}
	defer stop()
	if o.tools.dis == "code" {
		return o.disassemble(p)
	}
	report, err := o.startCounting(p)
	if err != nil {
		return err
	}
	defer report()
	switch {
	case o.command != "":
		if !safe {
			p.PrependPath("")
		}
		err = p.RunCommand(o.command)
	case o.module != "":
		if !safe {
			cwd, werr := os.Getwd()
			if werr == nil {
				p.PrependPath(cwd)
			}
		}
		err = p.RunModule(o.module, true)
	case o.script == "" || o.script == "-":
		if !safe {
			p.PrependPath("")
		}
		if o.settings.Interactive > 0 || isTerminal(os.Stdin) {
			return repl.Run(p, repl.Config{Banner: o.banner(), Startup: o.getenv("PYTHONSTARTUP"), History: o.history(), Await: o.tools.await})
		}
		src, rerr := io.ReadAll(os.Stdin)
		if rerr != nil {
			return rerr
		}
		err = p.RunInput(src)
	default:
		err = o.runScript(p, safe)
	}
	if (o.settings.Inspect > 0 || o.getenv("PYTHONINSPECT") != "") && (o.settings.Interactive > 0 || isTerminal(os.Stdin)) {
		var code interp.ExitCode
		if err != nil && !errors.As(err, &code) {
			p.PrintError(err)
		}
		return repl.Run(p, repl.Config{History: o.history(), Await: o.tools.await})
	}
	return err
}

// history is the file of the lines typed at the prompt, "" under -I.
func (o *options) history() string {
	home, err := os.UserHomeDir()
	if err != nil || o.isolated {
		return ""
	}
	return filepath.Join(home, ".memphis_history")
}

func (o *options) banner() string {
	if o.settings.Quiet > 0 {
		return ""
	}
	engine := o.engine
	if engine == "" {
		engine = "vm"
	}
	return "memphis " + version + " REPL (engine: " + engine + ") (Type 'exit()' to quit)"
}

// cannotOpen says why the script cannot be read.
func (o *options) cannotOpen(err error) error {
	var pe *os.PathError
	errors.As(err, &pe)
	errno, msg := object.SystemError(pe.Err)
	fmt.Fprintf(os.Stderr, "%s: can't open file '%s': [Errno %d] %s\n", os.Args[0], absolute(o.script), errno, msg)
	return interp.ExitCode(2)
}

// runScript runs a file, or the __main__ module of a directory or zip archive.
func (o *options) runScript(p *interp.Interpreter, safe bool) error {
	st, err := os.Stat(o.script)
	if err != nil {
		return o.cannotOpen(err)
	}
	if st.IsDir() || isZip(o.script) {
		p.PrependPath(absolute(o.script))
		return p.RunModule("__main__", false)
	}
	src, err := os.ReadFile(o.script)
	if err != nil {
		return o.cannotOpen(err)
	}
	if o.skip {
		for i, c := range src {
			if c == '\n' {
				src = src[i:]
				break
			}
		}
	}
	if !safe {
		dir := o.script
		if real, err := filepath.EvalSymlinks(o.script); err == nil {
			dir = real
		}
		p.PrependPath(filepath.Dir(absolute(dir)))
	}
	if filepath.Ext(o.script) == ".pyc" || p.IsCompiled(src) {
		return p.RunCompiled(src, absolute(o.script))
	}
	return p.RunFile(src, absolute(o.script))
}

func absolute(path string) string {
	if a, err := filepath.Abs(path); err == nil {
		return a
	}
	return path
}

// isZip reports whether the file ends like a zip archive.
func isZip(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil || st.Size() < 22 {
		return false
	}
	n := min(st.Size(), 65557)
	buf := make([]byte, n)
	if _, err := f.ReadAt(buf, st.Size()-n); err != nil {
		return false
	}
	for i := len(buf) - 22; i >= 0; i-- {
		if string(buf[i:i+4]) == "PK\x05\x06" {
			return i+22+int(binary.LittleEndian.Uint16(buf[i+20:])) == len(buf)
		}
	}
	return false
}

// isTerminal reports whether f is a terminal.
func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

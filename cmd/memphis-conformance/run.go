package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// This file runs one test module under one interpreter, through runner.py, in as many processes as crashes and hangs make
// necessary.

// outcome is what happened to one case: "ok", "fail", "skip", "cpython" if the case skips itself anywhere but under CPython,
// or "crash" and "hang", which are the process's end in it.
type outcome string

// module is what a module's cases did, and how the run ended.
type module struct {
	Cases map[string]outcome
	// Trouble says why there is no more: the module does not load, or its processes keep dying. It is "" when the run
	// came to its end.
	Trouble string
	Wall    time.Duration
}

// passed lists the cases that passed, sorted.
func (m module) passed() []string {
	var names []string
	for name, o := range m.Cases {
		if o == "ok" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// runner runs modules under one interpreter.
type runner struct {
	python    string // the interpreter
	script    string // runner.py
	dir       string // scratch space
	caseLimit time.Duration
	// restarts is how many processes one module may use up.
	restarts int
	// logs, if set, is a folder that keeps what each module printed.
	logs string
	// engine is MEMPHIS_ENGINE, unless empty.
	engine string
}

// run runs every case of a module.
func (r runner) run(name string) module {
	start := time.Now()
	m := module{Cases: map[string]outcome{}}
	for try := 0; ; try++ {
		if try > r.restarts {
			m.Trouble = fmt.Sprintf("given up after %d crashes or hangs", try)
			break
		}
		ended, progress, err := r.process(name, &m, try)
		if err != nil {
			m.Trouble = err.Error()
			break
		}
		if ended {
			break
		}
		if !progress {
			m.Trouble = "the process ends before a case starts"
			break
		}
	}
	m.Wall = time.Since(start)
	return m
}

// process runs those cases of a module that have no outcome yet, in one process. It answers whether the module came to its
// end, and if not, whether at least one case was started.
func (r runner) process(name string, m *module, try int) (ended, progress bool, err error) {
	dir, err := os.MkdirTemp(r.dir, name+"-")
	if err != nil {
		return false, false, err
	}
	defer removeAll(dir)
	results, skip, work := filepath.Join(dir, "results"), filepath.Join(dir, "skip"), filepath.Join(dir, "work")
	var done []string
	for c := range m.Cases {
		done = append(done, c)
	}
	if err := os.WriteFile(skip, []byte(strings.Join(done, "\n")), 0o644); err != nil {
		return false, false, err
	}
	if err := os.Mkdir(work, 0o755); err != nil {
		return false, false, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	cmd := exec.CommandContext(ctx, r.python, r.script, results, "test."+name, skip)
	cmd.Dir = work
	cmd.Env = environment(work)
	if r.engine != "" {
		cmd.Env = append(cmd.Env, "MEMPHIS_ENGINE="+r.engine)
	}
	// A group of its own, so that what a test has started ends with it.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
	if log, err := r.log(name, try); err != nil {
		return false, false, err
	} else if log != nil {
		defer log.Close()
		cmd.Stdout, cmd.Stderr = log, log
	}
	if err := cmd.Start(); err != nil {
		return false, false, err
	}
	hung := make(chan bool, 1)
	finished := make(chan struct{})
	go func() { hung <- watch(results, r.caseLimit, finished, cancel) }()
	waitErr := cmd.Wait()
	close(finished)
	why := outcome("crash")
	if <-hung {
		why = "hang"
	}
	// What it left behind.
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	text, err := os.ReadFile(results)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, false, err
	}
	current := ""
	for line := range strings.Lines(string(text)) {
		what, ident, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		switch what {
		case "start":
			current, progress = ident, true
		case "end":
			ended = true
		default:
			// The first failure of a case counts: a subtest's is followed by others.
			if old, ok := m.Cases[ident]; !ok || old == "ok" || old == "skip" || old == "cpython" {
				m.Cases[ident] = outcome(what)
			}
			if ident == current {
				current = ""
			}
		}
	}
	if !ended && current != "" {
		m.Cases[current] = why
	} else if !ended && progress {
		// It died between two cases: in a fixture, or at exit with nothing left to do.
		return false, len(text) > 0 && waitErr != nil && try < 3, nil
	}
	return ended, progress, nil
}

// watch ends a process that writes no result for longer than limit, and answers whether it did.
func watch(results string, limit time.Duration, finished <-chan struct{}, kill func()) bool {
	var size int64 = -1
	last := time.Now()
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-finished:
			return false
		case <-tick.C:
			if info, err := os.Stat(results); err == nil && info.Size() != size {
				size, last = info.Size(), time.Now()
			}
			if time.Since(last) > limit {
				kill()
				return true
			}
		}
	}
}

func (r runner) log(name string, try int) (*os.File, error) {
	if r.logs == "" {
		return nil, nil
	}
	if err := os.MkdirAll(r.logs, 0o755); err != nil {
		return nil, err
	}
	return os.Create(filepath.Join(r.logs, fmt.Sprintf("%s.%d.log", name, try)))
}

// environment is what both interpreters get: nothing of the caller's Python settings.
func environment(home string) []string {
	env := []string{"HOME=" + home, "TMPDIR=" + home, "LC_ALL=C.UTF-8", "TZ=UTC", "PYTHONHASHSEED=0"}
	for _, name := range []string{"PATH", "LD_LIBRARY_PATH"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	// memphis keeps its compiled code of an unwritable Lib there; a fresh HOME for each run must not cost a fresh cache.
	if cache, err := os.UserCacheDir(); err == nil {
		env = append(env, "XDG_CACHE_HOME="+cache)
	}
	return env
}

// removeAll removes a tree even when a test took away the right to.
func removeAll(dir string) {
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			_ = os.Chmod(path, 0o755)
		}
		return nil
	})
	_ = os.RemoveAll(dir)
}

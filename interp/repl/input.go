package repl

import (
	"os"
	"strings"
	"time"
	"unicode"

	"golang.org/x/sys/unix"
)

// This file defines what stands between the terminal and the line editor: it finds the text that is pasted.

// What a terminal is told to mark pasted text (bracketed paste), and the marks.
const (
	markPastes   = "\x1b[?2004h"
	unmarkPastes = "\x1b[?2004l"
	pasteBegins  = "\x1b[200~"
	pasteEnds    = "\x1b[201~"
)

// escapeTime is how long a mark may take to come: longer, and Escape was pressed. The editor waits 50 ms for a sequence.
const escapeTime = 20 * time.Millisecond

// lineTime is how long to wait, behind a key that may end the line, before more is read: what is typed by then is for the
// program that runs next, if it reads, so it must not have been taken from the terminal.
const lineTime = 20 * time.Millisecond

// The editor's keys for deleting what is left of the cursor and for the end of a line.
const (
	deleteLeft = '\x15'
	enter      = '\r'
)

// input copies what is typed to the editor, key by key and only while a line is read. Text that is pasted goes there up to
// its first line end; the lines behind that wait in lines.
type input struct {
	toEditor *os.File // the editor reads the other end
	stop     *os.File // what is written to it ends copying
	stopped  *os.File
	done     chan struct{}

	// lines are what has been pasted behind the line that the editor has. The last one may still be edited.
	lines []string
	// untouched says that the line in the editor is as the prompt began it, indented by the prompt.
	untouched bool
	indented  bool
}

// newInput returns an input and the file from which the editor is to read.
func newInput() (in *input, editor *os.File, err error) {
	in = &input{}
	if editor, in.toEditor, err = os.Pipe(); err != nil {
		return nil, nil, err
	}
	if in.stopped, in.stop, err = os.Pipe(); err != nil {
		return nil, nil, err
	}
	return in, editor, nil
}

// start begins to copy. indented says that the prompt has put spaces at the line's beginning.
func (in *input) start(indented bool) {
	in.untouched, in.indented = true, indented
	in.done = make(chan struct{})
	go func() {
		defer close(in.done)
		in.copy()
	}()
}

// end stops copying.
func (in *input) end() {
	_, _ = in.stop.Write([]byte{0})
	<-in.done
	var b [1]byte
	_, _ = in.stopped.Read(b[:])
}

// next reads a byte of the terminal, at most until wait is over (for ever if it is negative).
func (in *input) next(wait time.Duration) (b byte, ok, ended bool) {
	fds := []unix.PollFd{{Fd: int32(in.stopped.Fd()), Events: unix.POLLIN}, {Fd: int32(unix.Stdin), Events: unix.POLLIN}}
	for {
		timeout := -1
		if wait >= 0 {
			timeout = int(wait.Milliseconds())
		}
		n, err := unix.Poll(fds, timeout)
		switch {
		case err == unix.EINTR:
			continue
		case err != nil || fds[0].Revents != 0:
			return 0, false, true
		case n == 0:
			return 0, false, false
		}
		var one [1]byte
		switch n, err := unix.Read(unix.Stdin, one[:]); {
		case err == unix.EINTR || err == unix.EAGAIN:
			continue
		case n == 1:
			return one[0], true, false
		}
		// The terminal has gone: the editor finds the end of its input.
		_ = in.toEditor.Close()
		return 0, false, true
	}
}

// paused waits after a key that may end the line, and reports whether it did.
func (in *input) paused() bool {
	fds := []unix.PollFd{{Fd: int32(in.stopped.Fd()), Events: unix.POLLIN}}
	n, _ := unix.Poll(fds, int(lineTime.Milliseconds()))
	return n > 0
}

func (in *input) send(b ...byte) { _, _ = in.toEditor.Write(b) }

// copy runs until it is stopped.
func (in *input) copy() {
	for {
		b, ok, ended := in.next(-1)
		if ended {
			return
		}
		if !ok {
			continue
		}
		if b == pasteBegins[0] {
			if in.mark(b) {
				in.paste()
			}
			continue
		}
		in.untouched = false
		in.send(b)
		if (b == enter || b == '\n' || b == '\x03' || b == '\x04') && in.paused() {
			return
		}
	}
}

// mark reads on as long as the bytes are those of the mark that begins a paste; others go to the editor.
func (in *input) mark(first byte) bool {
	got := []byte{first}
	for len(got) < len(pasteBegins) {
		b, ok, ended := in.next(escapeTime)
		if ok {
			got = append(got, b)
		}
		if ended || !ok || b != pasteBegins[len(got)-1] {
			in.untouched = false
			in.send(got...)
			return false
		}
	}
	return true
}

// paste reads pasted text to its end and gives the editor its first line.
func (in *input) paste() {
	var text []byte
	for !strings.HasSuffix(string(text[max(0, len(text)-len(pasteEnds)):]), pasteEnds) {
		b, ok, ended := in.next(-1)
		if ended {
			return
		}
		if ok {
			text = append(text, b)
		}
	}
	lines := pastedLines(string(text[:len(text)-len(pasteEnds)]))
	if in.untouched && in.indented && strings.TrimLeft(lines[0], " ") != lines[0] {
		in.send(deleteLeft) // the text brings its own indentation
	}
	in.untouched = false
	in.send([]byte(lines[0])...)
	if len(lines) > 1 {
		in.lines = lines[1:]
		in.send(enter)
		in.paused()
	}
}

// pastedLines are the lines of pasted text as one would type them: tabs are spaces up to the next of the columns 8, 16, ...,
// as Python counts, and there are no control characters. The last line is "" if the text ends with a line's end.
func pastedLines(text string) []string {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	for i, line := range lines {
		var b strings.Builder
		column := 0
		for _, r := range line {
			switch {
			case r == '\t':
				n := 8 - column%8
				b.WriteString(strings.Repeat(" ", n))
				column += n
				continue
			case unicode.IsControl(r):
				continue
			}
			b.WriteRune(r)
			column++
		}
		lines[i] = b.String()
	}
	return lines
}

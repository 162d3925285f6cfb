package pyio

import (
	"syscall"
	"weak"

	"memphis/interp/object"
)

// This file sees to what is written but still in a buffer when a file is opened. In CPython the file of
//
//	open(path, "w").write(text)
//
// is closed when the line is done, since nothing refers to it any more. Here it is closed by the collector, later than the
// program may read the file. So whatever opens a file first writes out the buffers of files that open() made. Whoever asks the operating
// system about a file or starts a program might see too much so, as a file that is still in use has its size when it was
// flushed last: there the collector is asked which are dropped.

// writers are the regular files that open() opened for writing and that may be alive.
type writers struct {
	text []weak.Pointer[textIO]
	raw  []weak.Pointer[buffered]
	// room is the length at which the dead are taken out of the lists.
	room int
	// asked says that no file has been opened since the collector was asked. When it has found that none was dropped, it
	// is not asked wait times, twice as often each time: skip of them are left.
	asked      bool
	skip, wait int
}

type writersKey struct{}

// remember notes a stream that open() made on a regular file.
func remember(t *thread, stream value, f *fileIO) {
	var st syscall.Stat_t
	if f == nil || syscall.Fstat(f.fd, &st) != nil || st.Mode&syscall.S_IFMT != syscall.S_IFREG {
		return
	}
	w, _ := t.Interp.State[writersKey{}].(*writers)
	if w == nil {
		w = &writers{}
		t.Interp.State[writersKey{}] = w
		t.Interp.WriteOut, t.Interp.CloseDropped = w.writeOut, w.closeDropped
	}
	w.asked = false
	if stream.Type() == textIOWrapperType {
		w.text = append(w.text, weak.Make(asText(stream)))
	} else {
		w.raw = append(w.raw, weak.Make(asBuffered(stream)))
	}
	if n := len(w.text) + len(w.raw); n > w.room {
		w.text, w.raw = alive(w.text), alive(w.raw)
		w.room = 2*(len(w.text)+len(w.raw)) + 64
	}
}

func alive[T any](list []weak.Pointer[T]) []weak.Pointer[T] {
	kept := list[:0]
	for _, p := range list {
		if p.Value() != nil {
			kept = append(kept, p)
		}
	}
	return kept
}

// writeOut writes what the files have in their buffers. A file that fails will say so when it is flushed or closed.
func (w *writers) writeOut(t *object.Thread) {
	w.closeFound(t)
	for _, p := range w.text {
		f := p.Value()
		if f == nil || f.buffer.IsNil() || f.buffer.Type() == bufferedReaderType {
			continue
		}
		if len(f.pending) > 0 && f.writePending(t) != nil {
			continue
		}
		asBuffered(f.buffer).writeOut(t)
	}
	for _, p := range w.raw {
		if b := p.Value(); b != nil {
			b.writeOut(t)
		}
	}
}

// closeFound has the finalisers run of files that the collector has found, which are out of reach. It reports whether there are any.
func (w *writers) closeFound(t *object.Thread) bool {
	n := len(w.text) + len(w.raw)
	if w.text, w.raw = alive(w.text), alive(w.raw); len(w.text)+len(w.raw) == n {
		return false
	}
	t.SettleFinalizers()
	return true
}

// closeDropped closes the files that nobody refers to, if there may be one with something in its buffer.
func (w *writers) closeDropped(t *object.Thread) {
	if w.asked {
		return
	}
	w.asked = true
	w.closeFound(t)
	switch {
	case !w.full():
	case w.skip > 0:
		w.skip--
	case !t.CollectDropped(w.wait == 0):
	case w.closeFound(t):
		w.wait = 0
	default:
		w.wait = min(2*w.wait+1, 1<<16)
		w.skip = w.wait
	}
}

// full reports whether a file has something in its buffer.
func (w *writers) full() bool {
	for _, p := range w.text {
		if f := p.Value(); f != nil && !f.buffer.IsNil() && f.buffer.Type() != bufferedReaderType && (len(f.pending) > 0 || asBuffered(f.buffer).holds()) {
			return true
		}
	}
	for _, p := range w.raw {
		if b := p.Value(); b != nil && b.holds() {
			return true
		}
	}
	return false
}

func (b *buffered) holds() bool { return len(b.wbuf) > 0 && b.file != nil && b.file.fd >= 0 }

func (b *buffered) writeOut(t *object.Thread) {
	if !b.holds() || b.lock.Lock(t, object.FromPtr(&b.Header)) != nil {
		return
	}
	defer b.lock.Unlock(t)
	// The bytes stay in the buffer if this fails.
	_ = b.flushWrites(t)
}

package interp

import (
	"errors"
	"io"

	"memphis/interp/object"
)

// This file defines standard streams that are Go's readers and writers.

// streamSource defines raw streams below Python's own buffers and text layers.
const streamSource = `
import _io

class GoStream(_io._RawIOBase):
    def __init__(self, name, write=None, read=None):
        self.name, self._write, self._read = name, write, read
        self.mode = "rb" if read else "wb"
    def readable(self): return self._read is not None
    def writable(self): return self._write is not None
    def write(self, data):
        return self._write(bytes(data))
    def readinto(self, buffer):
        data = self._read(len(buffer))
        buffer[:len(data)] = data
        return len(data)

def writer(name, write, errors):
    return _io.TextIOWrapper(_io.BufferedWriter(GoStream(name, write)), "utf-8", errors, "\n", line_buffering=True)

def reader(name, read, errors):
    return _io.TextIOWrapper(_io.BufferedReader(GoStream(name, None, read)), "utf-8", errors)
`

// goStreams replaces the standard streams for which the Config has a reader or writer.
func (p *Interpreter) goStreams(t *object.Thread) error {
	c := &p.cfg
	if c.Stdin == nil && c.Stdout == nil && c.Stderr == nil {
		return nil
	}
	code, err := p.compile(t, []byte(streamSource), true, "<memphis streams>", "exec", compileFlags{optimize: 0})
	if err != nil {
		return err
	}
	g := object.NewDict()
	g.SetString("__builtins__", p.in.Builtins.Value())
	g.SetString("__name__", object.StrValue("memphis"))
	if _, err := code.Body.Exec(t, code, g, g.Value(), nil); err != nil {
		return err
	}
	set := func(name, maker string, f Func, errs string) error {
		make, _ := g.GetString(maker)
		v, err := t.Call(make, object.StrValue("<"+name+">"), p.function(name, f), object.StrValue(errs))
		if err != nil {
			return err
		}
		p.in.Sys.SetString(name, v)
		p.in.Sys.SetString("__"+name+"__", v)
		return nil
	}
	if r := c.Stdin; r != nil {
		err = errors.Join(err, set("stdin", "reader", p.reading(r), "strict"))
	}
	if w := c.Stdout; w != nil {
		err = errors.Join(err, set("stdout", "writer", p.writing(w), "strict"))
	}
	if w := c.Stderr; w != nil {
		err = errors.Join(err, set("stderr", "writer", p.writing(w), "backslashreplace"))
	}
	return err
}

// writing writes to w without the interpreter's lock, so that other threads of it run meanwhile.
func (p *Interpreter) writing(w io.Writer) Func {
	return func(args []any) (any, error) {
		b, ok := args[0].([]byte)
		if !ok {
			return nil, errors.New("write wants bytes")
		}
		var n int
		var err error
		p.main.Unlocked(func() { n, err = w.Write(b) })
		return n, err
	}
}

func (p *Interpreter) reading(r io.Reader) Func {
	return func(args []any) (any, error) {
		size, _ := args[0].(int64)
		b := make([]byte, size)
		n := 0
		var err error
		p.main.Unlocked(func() {
			for n == 0 && err == nil && size > 0 {
				n, err = r.Read(b)
			}
		})
		if err == io.EOF {
			err = nil
		}
		return b[:n], err
	}
}

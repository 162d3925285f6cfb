package interp

import (
	"errors"
	"io"

	"memphis/interp/internal/dis"
	"memphis/interp/internal/vm"
	"memphis/interp/object"
)

// This file defines the disassembler's way in.

// Disassemble compiles src and writes its register code, and that of all functions and classes in it, beside the source.
func (p *Interpreter) Disassemble(w io.Writer, src []byte, filename string, colour bool) error {
	return p.main.Guard(func() error {
		code, err := p.compile(p.main, src, false, filename, "exec", compileFlags{optimize: -1, fromFile: true})
		if err != nil {
			return err
		}
		return dis.Print(w, units(code, false), dis.Options{Source: src, Colour: colour})
	})
}

// StartCounting makes the code that is compiled or loaded from now on count how often its instructions run, for
// DisassembleCounted. It runs in the interpreter loop, never as machine code, and several times slower.
func (p *Interpreter) StartCounting() error {
	if p.cfg.Engine != VM {
		return errors.New("only the engine vm counts instructions")
	}
	p.in.Counting = true
	return nil
}

// DisassembleCounted writes the code of the program that Run, RunFile or RunCommand ran after StartCounting: how often each
// instruction ran, how often its cache served it, what it was specialised for, and what is machine code in a run without counting.
func (p *Interpreter) DisassembleCounted(w io.Writer, colour bool) error {
	p.in.Counting = false
	if p.counted == nil {
		return errors.New("no program was counted")
	}
	return dis.Print(w, units(p.counted, true), dis.Options{Source: p.countedText, Colour: colour, Hot: true})
}

// units are a code object and those in it.
func units(code *object.Code, counted bool) []dis.Unit {
	u := dis.Unit{Code: compiled(code)}
	if c := vm.Counted(code); counted && c != nil && ran(c.Runs) {
		u.Counts = &dis.Counts{Runs: c.Runs, Hits: c.Hits, Forms: c.Forms, Native: c.Native, Bytes: c.Bytes}
	}
	list := []dis.Unit{u}
	for _, k := range code.Consts {
		if inner, ok := object.AsCode(k); ok {
			list = append(list, units(inner, counted)...)
		}
	}
	return list
}

func ran(runs []uint64) bool {
	for _, n := range runs {
		if n > 0 {
			return true
		}
	}
	return false
}

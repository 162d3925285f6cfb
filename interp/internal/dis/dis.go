// Package dis prints register code beside the source that it comes from, and after a run what its instructions have become.
package dis

import (
	"fmt"
	"io"
	"strings"

	"memphis/interp/internal/bytecode"
)

// Unit is a code object to print.
type Unit struct {
	Code *bytecode.Code
	// Counts is set after a counted run, unless the code was not run.
	Counts *Counts
}

// Counts says of each instruction how often it ran and was served by its cache, what that cache knows ("" for nothing), and
// whether it became machine code. Native is nil if the code was not hot; Bytes is the size of the machine code.
type Counts struct {
	Runs, Hits []uint64
	Forms      []string
	Native     []bool
	Bytes      int
}

// Options say how to print.
type Options struct {
	// Source is the text that the code comes from; it may be nil.
	Source []byte
	Colour bool
	// Hot adds the columns of a counted run.
	Hot bool
}

// The colours, as a terminal knows them.
const (
	dim   = "2"
	bold  = "1"
	cyan  = "36"
	green = "32"
	red   = "31"
)

type printer struct {
	b     strings.Builder
	o     Options
	lines []string
}

// Print writes the code objects in order.
func Print(w io.Writer, units []Unit, o Options) error {
	p := &printer{o: o, lines: strings.Split(strings.TrimRight(string(o.Source), "\n"), "\n")}
	for i, u := range units {
		if i > 0 {
			p.b.WriteByte('\n')
		}
		p.unit(u)
	}
	_, err := io.WriteString(w, p.b.String())
	return err
}

func (p *printer) paint(colour, s string) string {
	if !p.o.Colour || s == "" {
		return s
	}
	return "\x1b[" + colour + "m" + s + "\x1b[0m"
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func (p *printer) unit(u Unit) {
	c := u.Code
	head := fmt.Sprintf("%s, line %d: %s, %s", c.QualName, c.FirstLine, plural(c.NumRegs, "register"), plural(len(c.VarNames), "variable"))
	if len(c.VarNames) > 0 {
		head += " (" + strings.Join(c.VarNames, ", ") + ")"
	}
	if len(c.CellVars) > 0 {
		head += ", cells " + strings.Join(c.CellVars, ", ")
	}
	if len(c.FreeVars) > 0 {
		head += ", free " + strings.Join(c.FreeVars, ", ")
	}
	p.b.WriteString(p.paint(bold, head))
	if p.o.Hot {
		switch {
		case u.Counts == nil:
			p.b.WriteString("; not run")
		case u.Counts.Native != nil:
			p.b.WriteString(p.paint(red, fmt.Sprintf("; hot: %d bytes of machine code", u.Counts.Bytes)))
		default:
			p.b.WriteString("; not hot")
		}
	}
	p.b.WriteByte('\n')
	targets := c.Targets()
	line := int32(-1)
	for pc, pos := range c.AllPositions() {
		if pos.Line != line && pos.Line > 0 {
			line = pos.Line
			p.source(line)
		}
		p.instr(u, pc, targets[int32(pc)])
	}
	for _, e := range c.ExcTable {
		p.b.WriteString(p.paint(dim, fmt.Sprintf("      %d to %d fail to %d, exception in r%d", e.Start, e.End-1, e.Target, e.Reg)) + "\n")
	}
}

// source prints a line of the source.
func (p *printer) source(n int32) {
	text := ""
	if int(n) <= len(p.lines) && p.o.Source != nil {
		text = " " + strings.TrimRight(p.lines[n-1], " \t\r")
	}
	p.b.WriteString(p.paint(green, fmt.Sprintf("%5d |%s", n, text)) + "\n")
}

func (p *printer) instr(u Unit, pc int, target bool) {
	mark := "  "
	if target {
		mark = ">>"
	}
	text, note, _ := strings.Cut(bytecode.FormatInstr(u.Code, pc), ";")
	name, args, _ := strings.Cut(strings.TrimRight(text, " "), " ")
	note = strings.TrimSpace(note)
	p.b.WriteString("      ")
	if p.o.Hot {
		p.counts(u, pc)
		if u.Counts != nil && u.Counts.Forms[pc] != "" {
			note = strings.TrimPrefix(note+", "+u.Counts.Forms[pc], ", ")
		}
	}
	operands := strings.TrimSpace(args)
	fmt.Fprintf(&p.b, "%s %4d %s", mark, pc, p.paint(cyan, name))
	if operands != "" || note != "" {
		p.b.WriteString(strings.Repeat(" ", max(16-len(name), 1)) + operands)
	}
	if note != "" {
		p.b.WriteString(strings.Repeat(" ", max(18-len(operands), 1)) + p.paint(dim, "; "+note))
	}
	p.b.WriteByte('\n')
}

// counts prints the columns of a counted run: how often the instruction ran, how often its cache served it, and m if it became
// machine code.
func (p *printer) counts(u Unit, pc int) {
	c := u.Counts
	if c == nil {
		fmt.Fprintf(&p.b, "%10s %10s   ", "", "")
		return
	}
	hits, native := "", " "
	if c.Forms[pc] != "" {
		hits = fmt.Sprint(c.Hits[pc])
	}
	if c.Native != nil && c.Native[pc] {
		native = "m"
	}
	fmt.Fprintf(&p.b, "%10d %10s %s ", c.Runs[pc], hits, native)
}

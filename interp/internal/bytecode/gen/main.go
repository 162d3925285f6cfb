// Gen writes doc/bytecode.md, the page about the register code: from the table of operations, the comments beside their
// constants, and small programs that are compiled for it.
package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"

	"memphis/interp/internal/bytecode"
	"memphis/interp/internal/compile"
	"memphis/interp/syntax"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: gen opcode.go bytecode.md")
		os.Exit(2)
	}
	text, err := page(os.Args[1])
	if err == nil {
		err = os.WriteFile(os.Args[2], []byte(text), 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

const intro = `# Register code

<!-- Made by go generate from interp/internal/bytecode: change the comments and the table there. -->

What the engine vm runs. ` + "`memphis --dis FILE`" + ` prints it beside the source; ` + "`memphis --dis=hot FILE`" + ` runs the
program first and shows how often each instruction ran, how often its inline cache served it, what it was specialised for, and what
became machine code.

An instruction is eight bytes: the operation, three operands A, B and C of a byte, and D of four. A frame has a window of at most 256
registers r. The first are the variables, parameters before others; those above serve as a stack for temporary values. k are the
constants. A register without a value is unbound. Jumps name the instruction to go on with. A column of the listing shows what
operands mean: the names of variables, constants, attributes.

`

// operation is what the comments say of one operation.
type operation struct{ name, doc string }

// group is a run of operations below one comment.
type group struct {
	doc string
	ops []operation
}

// groups reads the constants of opcode.go.
func groups(path string) ([]group, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	var out []group
	for _, d := range file.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != token.CONST || !strings.HasPrefix(decl.Doc.Text(), "The operations.") {
			continue
		}
		at := 0
		for _, s := range decl.Specs {
			spec := s.(*ast.ValueSpec)
			// A comment on a line of its own between two constants begins a group.
			for _, c := range file.Comments {
				if fset.Position(c.Pos()).Column == 2 && int(c.Pos()) > at && c.Pos() < spec.Pos() && c.Pos() > decl.Pos() {
					out = append(out, group{doc: strings.Join(strings.Fields(c.Text()), " ")})
				}
			}
			at = int(spec.Pos())
			if name := spec.Names[0].Name; name != "NumOps" {
				g := &out[len(out)-1]
				g.ops = append(g.ops, operation{name, strings.TrimSpace(spec.Comment.Text())})
			}
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: no constants found", path)
	}
	return out, nil
}

// example is an instruction with the line that it comes from.
type example struct{ line, instr string }

// statement is what is typed at a prompt.
const statement = "1 + name\n"

// examples compiles the programs and finds for each operation the instruction with the shortest line.
func examples() (map[string]example, error) {
	found := map[string]example{}
	for _, src := range append(programs(), statement) {
		mode := syntax.Exec
		if src == statement {
			mode = syntax.Single
		}
		mod, err := syntax.Parse([]byte(src), syntax.Options{Filename: "example.py", Mode: mode})
		if err != nil {
			return nil, fmt.Errorf("%w in %q", err, src)
		}
		code, err := compile.Compile(mod, compile.Options{Filename: "example.py"})
		if err != nil {
			return nil, fmt.Errorf("%w in %q", err, src)
		}
		collect(code, strings.Split(src, "\n"), found)
	}
	return found, nil
}

func collect(c *bytecode.Code, lines []string, found map[string]example) {
	for pc, p := range c.AllPositions() {
		name := c.Instrs[pc].Op.String()
		line := "(no line)"
		if p.Line > 0 {
			if line = strings.TrimSpace(lines[p.Line-1]); len(line) > 60 {
				line = line[:45] + " ..."
			}
		}
		instr := bytecode.FormatInstr(c, pc)
		if old, ok := found[name]; !ok || len(line)+len(instr) < len(old.line)+len(old.instr) && line != "(no line)" || old.line == "(no line)" {
			found[name] = example{line, instr}
		}
	}
	for _, k := range c.Consts {
		if inner, ok := k.(*bytecode.Code); ok {
			collect(inner, lines, found)
		}
	}
}

// page returns the whole page.
func page(opcodes string) (string, error) {
	gs, err := groups(opcodes)
	if err != nil {
		return "", err
	}
	found, err := examples()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(intro)
	for _, g := range gs {
		title, rest, _ := strings.Cut(g.doc, ".")
		fmt.Fprintf(&b, "## %s\n\n", title)
		if rest = strings.TrimSpace(rest); rest != "" {
			fmt.Fprintf(&b, "%s\n\n", rest)
		}
		b.WriteString("| operation | operands | does | for example |\n|---|---|---|---|\n")
		for _, op := range g.ops {
			doc := op.doc
			if doc == "" {
				doc = operator(op.name)
			}
			e, ok := found[op.name]
			if doc == "" || !ok {
				return "", fmt.Errorf("%s: no explanation or no example", op.name)
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s: %s |\n", op.name, operands(op.name), cell(doc), quote(e.line), quote(squeeze(e.instr)))
		}
		b.WriteByte('\n')
	}
	return strings.TrimRight(b.String(), "\n") + "\n", nil
}

// squeeze takes the padding out of an instruction's text.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// cell is text for a cell of a table.
func cell(s string) string {
	return strings.NewReplacer("|", "\\|", "*", "\\*", "<", "&lt;", "__", "\\_\\_").Replace(s)
}

func quote(s string) string {
	if strings.Contains(s, "`") {
		return cell(s)
	}
	return "`" + strings.ReplaceAll(s, "|", "\\|") + "`"
}

// roles are what the operands of an operation may be.
var roles = map[bytecode.Role]string{
	bytecode.Dst: "to", bytecode.Src: "from", bytecode.Obj: "changes", bytecode.Cond: "truth", bytecode.Count: "count", bytecode.Flag: "flags",
	bytecode.ConstIx: "constant", bytecode.CacheIx: "cache", bytecode.Jump: "jump", bytecode.VarIx: "variable", bytecode.CellIx: "cell",
	bytecode.FreeIx: "free", bytecode.FarIx: "far", bytecode.RegOrNo: "from or -",
}

// operands lists the operands that an operation has, with their roles.
func operands(name string) string {
	for i := range bytecode.NumOps {
		info := bytecode.Info[i]
		if info.Name != name {
			continue
		}
		var out []string
		for j, r := range []bytecode.Role{info.A, info.B, info.C, info.D} {
			if r != bytecode.None {
				out = append(out, string("ABCD"[j])+" "+roles[r])
			}
		}
		return strings.Join(out, ", ")
	}
	return ""
}

package syntax

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"testing"

	"golang.org/x/text/encoding/htmlindex"
)

// This file asks the host's CPython, the oracle, what is right. Tests that need it are skipped where there is none.

// oracleScript answers requests, one JSON object a line: the digest of a file's tree, or the error of a source text.
const oracleScript = `
import ast, hashlib, json, sys, warnings
warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)
for line in sys.stdin:
    q = json.loads(line)
    r = {}
    try:
        if q.get("path"):
            with open(q["path"], "rb") as f:
                tree = ast.parse(f.read(), q["path"])
        else:
            src = q["src"].encode("latin-1") if q.get("bytes") else q["src"]
            flags = ast.PyCF_ONLY_AST | q.get("flags", 0)
            tree = compile(src, "<f>", q.get("mode", "exec"), flags)
        if q.get("dump"):
            r["tree"] = ast.dump(tree, include_attributes=True)
        r["sum"] = hashlib.sha256(ast.dump(tree, include_attributes=True).encode("utf-8", "surrogatepass")).hexdigest()
    except SyntaxError as e:
        r = dict(kind=type(e).__name__, msg=e.msg, line=e.lineno, col=e.offset, eline=e.end_lineno or 0, ecol=e.end_offset or 0)
        if e.text is not None:
            r["text"] = e.text
    except Exception as e:
        r = dict(kind=type(e).__name__, msg=str(e))
    print(json.dumps(r), flush=True)
`

// oracle is a running CPython that answers requests.
type oracle struct {
	in  io.WriteCloser
	out *bufio.Reader
}

// query is a request to the oracle.
type query struct {
	Path  string `json:"path,omitempty"`
	Src   string `json:"src"`
	Mode  string `json:"mode,omitempty"`
	Flags int    `json:"flags,omitempty"`
	Bytes bool   `json:"bytes,omitempty"`
	Dump  bool   `json:"dump,omitempty"`
}

// answer is what the oracle says: the digest of the tree, or the error.
type answer struct {
	Sum   string  `json:"sum,omitempty"`
	Tree  string  `json:"tree,omitempty"`
	Kind  string  `json:"kind,omitempty"`
	Msg   string  `json:"msg,omitempty"`
	Line  int     `json:"line,omitempty"`
	Col   int     `json:"col,omitempty"`
	ELine int     `json:"eline,omitempty"`
	ECol  int     `json:"ecol,omitempty"`
	Text  *string `json:"text,omitempty"`
}

// startOracle starts the CPython that MEMPHIS_PYTHON names, or the system's, which must be a 3.11.
func startOracle(t *testing.T) *oracle {
	t.Helper()
	python := os.Getenv("MEMPHIS_PYTHON")
	if python == "" {
		python = "/usr/bin/python3"
	}
	version, err := exec.Command(python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])").Output()
	if err != nil {
		t.Skipf("no CPython to compare with: %s: %v (set MEMPHIS_PYTHON)", python, err)
	}
	if v := string(bytes.TrimSpace(version)); v != "3.11" {
		t.Skipf("%s is Python %s, not 3.11 (set MEMPHIS_PYTHON)", python, v)
	}
	cmd := exec.Command(python, "-c", oracleScript)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		cmd.Wait()
	})
	return &oracle{in, bufio.NewReaderSize(out, 1<<20)}
}

// ask sends a request and waits for the answer.
func (o *oracle) ask(t *testing.T, q query) answer {
	t.Helper()
	line, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.in.Write(append(line, '\n')); err != nil {
		t.Fatal(err)
	}
	reply, err := o.out.ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	var a answer
	if err := json.Unmarshal(reply, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// decodeHTML knows the encodings that the standard library's tests use.
func decodeHTML(name string, src []byte) ([]byte, error) {
	enc, err := htmlindex.Get(name)
	if err != nil {
		return nil, ErrUnknownEncoding
	}
	return enc.NewDecoder().Bytes(src)
}

// options returns the options that a query stands for.
func (q query) options() Options {
	const incomplete, dontImplyDedent = 0x4000, 0x200
	return Options{
		Filename:             "<f>",
		Mode:                 map[string]Mode{"": Exec, "exec": Exec, "eval": Eval, "single": Single}[q.Mode],
		SourceIsText:         !q.Bytes,
		AllowIncompleteInput: q.Flags&incomplete != 0,
		DontImplyDedent:      q.Flags&dontImplyDedent != 0,
		Decode:               decodeHTML,
	}
}

// source returns the text of a query; that of bytes is spelled in Latin-1.
func (q query) source() []byte {
	if !q.Bytes {
		return []byte(q.Src)
	}
	var b []byte
	for _, r := range q.Src {
		b = append(b, byte(r))
	}
	return b
}

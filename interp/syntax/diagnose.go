package syntax

// diagnose finds out why a parse has failed.
func diagnose(p *parser) error {
	if p.sc.scanErr != nil && p.toks[p.pos].kind == tError {
		return p.sc.scanErr
	}
	if p.err != nil && p.err != errDiagnose {
		return p.err
	}
	t := &p.toks[p.pos]
	return &Error{Kind: SyntaxError, Msg: "invalid syntax", Filename: p.opt.Filename, Line: int(t.line), Col: int(t.off-p.lines[t.line-1]) + 1,
		EndLine: int(t.endLine), EndCol: int(t.end-p.lines[t.endLine-1]) + 1, Text: p.sc.lineText(t.line), HasText: true}
}

// errorAtToken makes an error about the token i.
func (p *parser) errorAtToken(i int, msg string) *Error {
	t := &p.toks[i]
	return &Error{Kind: SyntaxError, Msg: msg, Filename: p.opt.Filename, Line: int(t.line), Col: int(t.off-p.lines[t.line-1]) + 1,
		EndLine: int(t.endLine), EndCol: int(t.end-p.lines[t.endLine-1]) + 1, Text: p.sc.lineText(t.line), HasText: true}
}

package syntax

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"
)

// This file defines what happens to a source text before it is scanned: its encoding (PEP 263), its line ends.

var utf8BOM = []byte("\xef\xbb\xbf")

// decodeSource returns the text in UTF-8 with line feeds as line ends; in mode Exec it ends with one.
func decodeSource(src []byte, opt *Options) ([]byte, error) {
	if bytes.IndexByte(src, 0) >= 0 && !(opt.FromFile && cookie(src) == "" && invalidUTF8(src) >= 0) {
		return nil, &Error{Kind: ValueError, Msg: "source code string cannot contain null bytes", Filename: opt.Filename}
	}
	if !opt.SourceIsText {
		bom := bytes.HasPrefix(src, utf8BOM)
		src = bytes.TrimPrefix(src, utf8BOM)
		enc := cookie(src)
		normal := normalEncoding(enc)
		opt.declared = bom || enc != ""
		if bom && enc != "" && (normal != "utf-8" || enc == "utf8") {
			if normal == "iso-8859-1" {
				enc = normal
			}
			return nil, encodingError(opt, fmt.Sprintf("encoding problem: %s with BOM", enc))
		}
		switch {
		case enc == "" || normal == "utf-8":
			if at := invalidUTF8(src); opt.FromFile && enc == "" && at >= 0 {
				return nil, encodingError(opt, fmt.Sprintf(
					"Non-UTF-8 code starting with '\\x%02x' in file %s on line %d, but no encoding declared; see https://peps.python.org/pep-0263/ for details",
					src[at], opt.Filename, bytes.Count(src[:at], []byte("\n"))+1))
			}
		case normal == "iso-8859-1":
			src = latin1(src)
		case normal == "ascii" && isASCII(src):
		case opt.Decode != nil:
			text, err := opt.Decode(enc, src)
			if errors.Is(err, ErrUnknownEncoding) {
				return nil, unknownEncoding(opt, enc)
			}
			if err != nil {
				return nil, err
			}
			src = text
		case normal == "ascii":
			i := 0
			for src[i] < utf8.RuneSelf {
				i++
			}
			return nil, encodingError(opt, fmt.Sprintf("'ascii' codec can't decode byte 0x%02x in position %d: ordinal not in range(128)", src[i], i))
		default:
			return nil, unknownEncoding(opt, enc)
		}
	}
	crlf := bytes.HasSuffix(src, []byte("\r\n"))
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
		src = bytes.ReplaceAll(src, []byte("\r"), []byte("\n"))
	}
	// CPython adds a line end after a final CR LF too, which shows in the positions of errors at the end.
	if opt.Mode == Exec && len(src) > 0 && (src[len(src)-1] != '\n' || crlf) {
		src = append(src[:len(src):len(src)], '\n')
	}
	return src, nil
}

func encodingError(opt *Options, msg string) error {
	return &Error{Kind: SyntaxError, Msg: msg, Filename: opt.Filename, Line: 0, Col: -1}
}

func unknownEncoding(opt *Options, enc string) error {
	if opt.FromFile {
		return encodingError(opt, "encoding problem: "+enc)
	}
	return encodingError(opt, "unknown encoding: "+enc)
}

// invalidUTF8 returns where the first malformed sequence is, or -1.
func invalidUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	at := 0
	for {
		r, n := utf8.DecodeRune(b[at:])
		if r == utf8.RuneError && n <= 1 {
			return at
		}
		at += n
	}
}

// cookie returns the encoding that a comment in the first or second line declares, or "".
func cookie(src []byte) string {
	for range 2 {
		line := src
		if n := bytes.IndexByte(src, '\n'); n >= 0 {
			line, src = src[:n], src[n+1:]
		} else {
			src = nil
		}
		text := bytes.TrimLeft(line, " \t\f")
		if len(text) > 0 && text[0] == '#' {
			if enc := cookieIn(text); enc != "" {
				return enc
			}
		} else if len(bytes.TrimRight(text, "\r")) > 0 {
			return ""
		}
	}
	return ""
}

// cookieIn finds "coding:" or "coding=" and a name in a comment.
func cookieIn(text []byte) string {
	for {
		i := bytes.Index(text, []byte("coding"))
		if i < 0 {
			return ""
		}
		text = text[i+len("coding"):]
		if len(text) == 0 || text[0] != ':' && text[0] != '=' {
			continue
		}
		name := bytes.TrimLeft(text[1:], " \t")
		n := 0
		for n < len(name) && (byteClass[name[n]]&cIdentPart != 0 && name[n] < utf8.RuneSelf || name[n] == '-' || name[n] == '.') {
			n++
		}
		if n > 0 {
			return string(name[:n])
		}
	}
}

// normalEncoding returns the one spelling that the aliases of UTF-8, Latin-1 and ASCII have in common, or the name.
func normalEncoding(enc string) string {
	b := []byte(enc)
	for i, c := range b {
		if c == '_' {
			b[i] = '-'
		} else if 'A' <= c && c <= 'Z' {
			b[i] = c | 0x20
		}
	}
	s := string(b)
	has := func(name string) bool { return s == name || len(s) > len(name) && s[:len(name)+1] == name+"-" }
	switch {
	case has("utf-8"), s == "utf8":
		return "utf-8"
	case has("latin-1"), has("iso-8859-1"), has("iso-latin-1"), s == "latin1", s == "iso8859-1", s == "l1":
		return "iso-8859-1"
	case s == "ascii", s == "us-ascii":
		return "ascii"
	}
	return s
}

// latin1 decodes Latin-1.
func latin1(src []byte) []byte {
	out := make([]byte, 0, len(src)+len(src)/8)
	for _, c := range src {
		out = utf8.AppendRune(out, rune(c))
	}
	return out
}

// DecodeSource returns the text of a source file in UTF-8, by its byte order mark or coding cookie, with line feeds as
// line ends. decode is as Options.Decode.
func DecodeSource(src []byte, decode func(encoding string, src []byte) ([]byte, error)) ([]byte, error) {
	return decodeSource(src, &Options{Mode: Exec, Decode: decode})
}

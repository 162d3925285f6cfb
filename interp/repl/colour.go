package repl

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file defines the colours of a line that has been typed.

// keywords are Python's, soft ones left out.
var keywords = strings.Fields(`False None True and as assert async await break class continue def del elif else except finally for
	from global if import in is lambda nonlocal not or pass raise return try while with yield`)

// The colours, as a terminal knows them.
const (
	keywordColour = "\x1b[1;34m"
	stringColour  = "\x1b[32m"
	numberColour  = "\x1b[36m"
	commentColour = "\x1b[2m"
	noColour      = "\x1b[0m"
)

// coloured paints a line of Python: keywords, strings, numbers and comments. open is the quote of a string that the lines before
// it leave open, "" for none; the quote that this one leaves open is returned.
func coloured(line, open string) (painted, stillOpen string) {
	var b strings.Builder
	paint := func(colour, s string) {
		b.WriteString(colour + s + noColour)
	}
	for line != "" {
		if open != "" {
			n := closing(line, open)
			if n < 0 {
				paint(stringColour, line)
				return b.String(), open
			}
			paint(stringColour, line[:n])
			line, open = line[n:], ""
			continue
		}
		r, size := utf8.DecodeRuneInString(line)
		switch {
		case r == '#':
			paint(commentColour, line)
			return b.String(), ""
		case r == '"' || r == '\'':
			quote := line[:1]
			if strings.HasPrefix(line, strings.Repeat(quote, 3)) {
				quote = line[:3]
			}
			n := closing(line[len(quote):], quote)
			switch {
			case n >= 0:
				n += len(quote)
			case len(quote) == 3:
				paint(stringColour, line)
				return b.String(), quote
			default:
				n = len(line)
			}
			paint(stringColour, line[:n])
			line = line[n:]
		case r == '_' || unicode.IsLetter(r):
			n := strings.IndexFunc(line, func(r rune) bool {
				return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
			})
			if n < 0 {
				n = len(line)
			}
			if slices.Contains(keywords, line[:n]) {
				paint(keywordColour, line[:n])
			} else {
				b.WriteString(line[:n])
			}
			line = line[n:]
		case unicode.IsDigit(r):
			n := strings.IndexFunc(line, func(r rune) bool { return r != '.' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			if n < 0 {
				n = len(line)
			}
			paint(numberColour, line[:n])
			line = line[n:]
		default:
			b.WriteString(line[:size])
			line = line[size:]
		}
	}
	return b.String(), open
}

// closing is where a string ends in text, behind its quote; -1 if it does not.
func closing(text, quote string) int {
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\':
			i++
		case strings.HasPrefix(text[i:], quote):
			return i + len(quote)
		}
	}
	return -1
}

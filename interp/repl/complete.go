package repl

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"memphis/interp"
	"memphis/interp/object"
)

// This file defines what Tab offers: keywords, the names of __main__ and builtins, and the attributes of a dotted name.

// indent is what Tab inserts where there is nothing to complete.
const indent = "    "

// lastName is the dotted name that text ends with.
func lastName(text string) string {
	i := len(text)
	for i > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:i])
		if r != '.' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		i -= size
	}
	return text[i:]
}

// complete lists what the dotted name word at the end of head may become, in order. What can be called ends with a bracket.
func complete(p *interp.Interpreter, head, word string) []string {
	found, ok := imports(p, head)
	if ok {
		slices.Sort(found)
		return slices.Compact(found)
	}
	if word == "" {
		return []string{indent}
	}
	p.Thread().Locked(func() {
		if i := strings.LastIndexByte(word, '.'); i >= 0 {
			found = attributes(p, word[:i], word[i+1:])
		} else {
			found = globals(p, word)
		}
	})
	slices.Sort(found)
	return slices.Compact(found)
}

// globals lists the keywords and names that begin with prefix.
func globals(p *interp.Interpreter, prefix string) []string {
	var found []string
	for _, d := range []*object.Dict{p.Main(), p.Builtins()} {
		for i := d.Next(0); i >= 0; i = d.Next(i + 1) {
			k, v := d.Entries[i].Key, d.Entries[i].Val
			if s, ok := object.AsStr(k); ok && strings.HasPrefix(s.String(), prefix) {
				found = append(found, s.String()+bracket(v))
			}
		}
	}
	m, err := p.Import("keyword")
	if err != nil {
		return found
	}
	v, err := p.Thread().GetAttrString(m, "kwlist")
	list, ok := object.AsList(v)
	if err != nil || !ok {
		return found
	}
	for _, k := range list.Items {
		if s, ok := object.AsStr(k); ok && strings.HasPrefix(s.String(), prefix) {
			found = append(found, s.String())
		}
	}
	return found
}

// attributes lists the attributes that begin with prefix of the object that a dotted name stands for; those with
// underscores only once one is typed. Errors of the program's own attributes mean that there is nothing to offer.
func attributes(p *interp.Interpreter, name, prefix string) []string {
	t := p.Thread()
	first, rest, _ := strings.Cut(name, ".")
	v, ok := p.Main().GetString(first)
	if !ok {
		if v, ok = p.Builtins().GetString(first); !ok {
			return nil
		}
	}
	for rest != "" {
		first, rest, _ = strings.Cut(rest, ".")
		var err error
		if v, err = t.GetAttrString(v, first); err != nil {
			return nil
		}
	}
	var found []string
	for _, s := range attributesOf(p, v, prefix) {
		text := name + "." + s
		if a, err := t.GetAttrString(v, s); err == nil {
			text += bracket(a)
		}
		found = append(found, text)
	}
	return found
}

// attributesOf lists the names in dir(v) that begin with prefix.
func attributesOf(p *interp.Interpreter, v object.Value, prefix string) []string {
	dir, ok := p.Builtins().GetString("dir")
	if !ok {
		return nil
	}
	names, err := p.Thread().Call(dir, v)
	list, ok := object.AsList(names)
	if err != nil || !ok {
		return nil
	}
	var found []string
	for _, k := range list.Items {
		s, ok := object.AsStr(k)
		if !ok || !strings.HasPrefix(s.String(), prefix) || prefix == "" && strings.HasPrefix(s.String(), "_") {
			continue
		}
		found = append(found, s.String())
	}
	return found
}

// bracket is what follows the name of v: an opening bracket if it can be called.
func bracket(v object.Value) string {
	if object.IsCallable(v) {
		return "("
	}
	return ""
}

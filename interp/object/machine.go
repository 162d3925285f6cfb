package object

import "unsafe"

// Where machine code finds what is private to strs and dicts.
const (
	StrText     = unsafe.Offsetof(Str{}.s)
	StrMeta     = unsafe.Offsetof(Str{}.meta)
	StrLenShift = strLenShift
	// StrPlain are the bits of the word at StrMeta that are set when the str is known to be ASCII.
	StrPlain = strScanned | strASCII
	DictUsed = unsafe.Offsetof(Dict{}.used)
	// A StrIter has its str, or nil, and its position in bytes.
	StrIterText = unsafe.Offsetof(StrIter{}.s)
	StrIterPos  = unsafe.Offsetof(StrIter{}.off)
	// A BytesIter has its object, or nil, and its position.
	BytesIterSeq = unsafe.Offsetof(BytesIter{}.seq)
	BytesIterPos = unsafe.Offsetof(BytesIter{}.pos)
)

// CharStr is the str of one ASCII character.
func CharStr(c byte) *Str { return &charStrs[c] }

package syntax

// This file defines the tokens: their kinds, their spelling, and the tables that the scanner and the parser index
// by kind.

// kind is the kind of a token. Keywords and operators have one each, so that the parser only compares bytes.
type kind uint8

const (
	tEOF kind = iota
	tError
	tName
	tNumber
	tString
	tNewline
	tIndent
	tDedent
	tBadOp       // a character that no token starts with, such as $ or a lone !
	tTypeComment // only with Options.TypeComments

	tLParen
	tRParen
	tLBrack
	tRBrack
	tLBrace
	tRBrace
	tComma
	tColon
	tDot
	tEllipsis
	tSemi
	tAt
	tAssign
	tArrow
	tWalrus

	tPlus
	tMinus
	tStar
	tSlash
	tDoubleSlash
	tPercent
	tDoubleStar
	tPipe
	tAmp
	tCaret
	tTilde
	tShl
	tShr

	tLess
	tGreater
	tLessEq
	tGreaterEq
	tEqual
	tNotEqual

	tPlusAssign
	tMinusAssign
	tStarAssign
	tAtAssign
	tSlashAssign
	tPercentAssign
	tAmpAssign
	tPipeAssign
	tCaretAssign
	tShlAssign
	tShrAssign
	tDoubleStarAssign
	tDoubleSlashAssign

	tFalse
	tNone
	tTrue
	tAnd
	tAs
	tAssert
	tAsync
	tAwait
	tBreak
	tClass
	tContinue
	tDef
	tDel
	tElif
	tElse
	tExcept
	tFinally
	tFor
	tFrom
	tGlobal
	tIf
	tImport
	tIn
	tIs
	tLambda
	tNonlocal
	tNot
	tOr
	tPass
	tRaise
	tReturn
	tTry
	tWhile
	tWith
	tYield

	kindCount
)

// token is one token: 20 bytes, with offsets into the source instead of text, so that scanning a file allocates one
// slice. level is the number of open brackets around it, itself not counted when it opens one.
type token struct {
	kind          kind
	level         uint8
	off, end      uint32
	line, endLine int32
}

// keyword returns the kind of the keyword that b spells, or tName.
func keyword(b []byte) kind {
	if len(b) < 2 || len(b) > 8 {
		return tName
	}
	switch string(b) {
	case "False":
		return tFalse
	case "None":
		return tNone
	case "True":
		return tTrue
	case "and":
		return tAnd
	case "as":
		return tAs
	case "assert":
		return tAssert
	case "async":
		return tAsync
	case "await":
		return tAwait
	case "break":
		return tBreak
	case "class":
		return tClass
	case "continue":
		return tContinue
	case "def":
		return tDef
	case "del":
		return tDel
	case "elif":
		return tElif
	case "else":
		return tElse
	case "except":
		return tExcept
	case "finally":
		return tFinally
	case "for":
		return tFor
	case "from":
		return tFrom
	case "global":
		return tGlobal
	case "if":
		return tIf
	case "import":
		return tImport
	case "in":
		return tIn
	case "is":
		return tIs
	case "lambda":
		return tLambda
	case "nonlocal":
		return tNonlocal
	case "not":
		return tNot
	case "or":
		return tOr
	case "pass":
		return tPass
	case "raise":
		return tRaise
	case "return":
		return tReturn
	case "try":
		return tTry
	case "while":
		return tWhile
	case "with":
		return tWith
	case "yield":
		return tYield
	}
	return tName
}

// binary gives each binary operator its precedence (higher binds tighter, 0 is none) and its node.
var binary = [kindCount]struct {
	prec uint8
	op   Operator
}{
	tPipe:        {1, BitOr},
	tCaret:       {2, BitXor},
	tAmp:         {3, BitAnd},
	tShl:         {4, LShift},
	tShr:         {4, RShift},
	tPlus:        {5, Add},
	tMinus:       {5, Sub},
	tStar:        {6, Mult},
	tSlash:       {6, Div},
	tDoubleSlash: {6, FloorDiv},
	tPercent:     {6, Modulo},
	tAt:          {6, MatMult},
}

// augmented gives each augmented assignment its operator.
var augmented = [kindCount]struct {
	ok bool
	op Operator
}{
	tPlusAssign:        {true, Add},
	tMinusAssign:       {true, Sub},
	tStarAssign:        {true, Mult},
	tAtAssign:          {true, MatMult},
	tSlashAssign:       {true, Div},
	tPercentAssign:     {true, Modulo},
	tAmpAssign:         {true, BitAnd},
	tPipeAssign:        {true, BitOr},
	tCaretAssign:       {true, BitXor},
	tShlAssign:         {true, LShift},
	tShrAssign:         {true, RShift},
	tDoubleStarAssign:  {true, Pow},
	tDoubleSlashAssign: {true, FloorDiv},
}

// startsExpr says which tokens can begin an expression, the star of a starred one included.
var startsExpr = [kindCount]bool{
	tName: true, tNumber: true, tString: true, tLParen: true, tLBrack: true, tLBrace: true, tEllipsis: true,
	tPlus: true, tMinus: true, tTilde: true, tStar: true, tNot: true, tLambda: true, tAwait: true,
	tFalse: true, tNone: true, tTrue: true,
}

// Byte classes of the scanner.
const (
	cIdentStart = 1 << iota
	cIdentPart
	cDigit
	cHexDigit
)

// byteClass classifies bytes; those of 0x80 and above may belong to an identifier, which is verified later.
var byteClass = func() (t [256]uint8) {
	for c := range t {
		b := byte(c)
		if b >= 0x80 || b == '_' || 'a' <= b|0x20 && b|0x20 <= 'z' {
			t[c] |= cIdentStart | cIdentPart
		}
		if '0' <= b && b <= '9' {
			t[c] |= cIdentPart | cDigit | cHexDigit
		}
		if 'a' <= b|0x20 && b|0x20 <= 'f' && b < 0x80 {
			t[c] |= cHexDigit
		}
	}
	return t
}()

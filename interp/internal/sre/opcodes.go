package sre

// Magic is the version number of the code arrays, as Lib/re/_constants.py has it.
const Magic = 20220615

// MaxRepeat is the code word that stands for an unbounded number of repeats.
const MaxRepeat = 1<<32 - 1

// MaxGroups is the largest number of groups that a pattern may have.
const MaxGroups = 1<<30 - 1

// Code words that open an operation, numbered as Lib/re/_constants.py does.
const (
	cFailure = iota
	cSuccess
	cAny
	cAnyAll
	cAssert
	cAssertNot
	cAt
	cBranch
	cCategory
	cCharset
	cBigCharset
	cGroupref
	cGrouprefExists
	cIn
	cInfo
	cJump
	cLiteral
	cMark
	cMaxUntil
	cMinUntil
	cNotLiteral
	cNegate
	cRange
	cRepeat
	cRepeatOne
	cSubpattern
	cMinRepeatOne
	cAtomicGroup
	cPossessiveRepeat
	cPossessiveRepeatOne
	cGrouprefIgnore
	cInIgnore
	cLiteralIgnore
	cNotLiteralIgnore
	cGrouprefLocIgnore
	cInLocIgnore
	cLiteralLocIgnore
	cNotLiteralLocIgnore
	cGrouprefUniIgnore
	cInUniIgnore
	cLiteralUniIgnore
	cNotLiteralUniIgnore
	cRangeUniIgnore
)

// Positions that the operation AT tests.
const (
	atBeginning = iota
	atBeginningLine
	atBeginningString
	atBoundary
	atNonBoundary
	atEnd
	atEndLine
	atEndString
	atLocBoundary
	atLocNonBoundary
	atUniBoundary
	atUniNonBoundary
	atCount
)

// Categories of characters. Each odd one is the complement of the one before it.
const (
	catDigit = iota
	catNotDigit
	catSpace
	catNotSpace
	catWord
	catNotWord
	catLinebreak
	catNotLinebreak
	catLocWord
	catLocNotWord
	catUniDigit
	catUniNotDigit
	catUniSpace
	catUniNotSpace
	catUniWord
	catUniNotWord
	catUniLinebreak
	catUniNotLinebreak
	catCount
)

// Bits of the INFO operation that this engine uses. It finds prefixes and first characters by itself,
// from the tree, so it needs no more than where the block ends.
const (
	infoPrefix  = 1
	infoCharset = 4
)

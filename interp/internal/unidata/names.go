package unidata

import (
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/runenames"
)

// This file defines what \N{...} means: the character of a Unicode name or name alias.

// nameAliases are the formal aliases of Unicode 14 that are not themselves names, apart from those of the variation
// selectors.
const nameAliases = "" +
	"0 NULL,NUL;1 START OF HEADING,SOH;2 START OF TEXT,STX;3 END OF TEXT,ETX;4 END OF TRANSMISSION,EOT;" +
	"5 ENQUIRY,ENQ;6 ACKNOWLEDGE,ACK;7 ALERT,BEL;8 BACKSPACE,BS;" +
	"9 CHARACTER TABULATION,HORIZONTAL TABULATION,HT,TAB;A LINE FEED,NEW LINE,END OF LINE,EOL,LF,NL;" +
	"B LINE TABULATION,VERTICAL TABULATION,VT;C FORM FEED,FF;D CARRIAGE RETURN,CR;" +
	"E SHIFT OUT,LOCKING-SHIFT ONE,SO;F SHIFT IN,LOCKING-SHIFT ZERO,SI;10 DATA LINK ESCAPE,DLE;" +
	"11 DEVICE CONTROL ONE,DC1;12 DEVICE CONTROL TWO,DC2;13 DEVICE CONTROL THREE,DC3;" +
	"14 DEVICE CONTROL FOUR,DC4;15 NEGATIVE ACKNOWLEDGE,NAK;16 SYNCHRONOUS IDLE,SYN;" +
	"17 END OF TRANSMISSION BLOCK,ETB;18 CANCEL,CAN;19 END OF MEDIUM,EOM;1A SUBSTITUTE,SUB;1B ESCAPE,ESC;" +
	"1C INFORMATION SEPARATOR FOUR,FILE SEPARATOR,FS;1D INFORMATION SEPARATOR THREE,GROUP SEPARATOR,GS;" +
	"1E INFORMATION SEPARATOR TWO,RECORD SEPARATOR,RS;1F INFORMATION SEPARATOR ONE,UNIT SEPARATOR,US;20 SP;" +
	"7F DELETE,DEL;80 PADDING CHARACTER,PAD;81 HIGH OCTET PRESET,HOP;82 BREAK PERMITTED HERE,BPH;" +
	"83 NO BREAK HERE,NBH;84 INDEX,IND;85 NEXT LINE,NEL;86 START OF SELECTED AREA,SSA;" +
	"87 END OF SELECTED AREA,ESA;88 CHARACTER TABULATION SET,HORIZONTAL TABULATION SET,HTS;" +
	"89 CHARACTER TABULATION WITH JUSTIFICATION,HORIZONTAL TABULATION WITH JUSTIFICATION,HTJ;" +
	"8A LINE TABULATION SET,VERTICAL TABULATION SET,VTS;8B PARTIAL LINE FORWARD,PARTIAL LINE DOWN,PLD;" +
	"8C PARTIAL LINE BACKWARD,PARTIAL LINE UP,PLU;8D REVERSE LINE FEED,REVERSE INDEX,RI;" +
	"8E SINGLE SHIFT TWO,SINGLE-SHIFT-2,SS2;8F SINGLE SHIFT THREE,SINGLE-SHIFT-3,SS3;" +
	"90 DEVICE CONTROL STRING,DCS;91 PRIVATE USE ONE,PRIVATE USE-1,PU1;92 PRIVATE USE TWO,PRIVATE USE-2,PU2;" +
	"93 SET TRANSMIT STATE,STS;94 CANCEL CHARACTER,CCH;95 MESSAGE WAITING,MW;" +
	"96 START OF GUARDED AREA,START OF PROTECTED AREA,SPA;97 END OF GUARDED AREA,END OF PROTECTED AREA,EPA;" +
	"98 START OF STRING,SOS;99 SINGLE GRAPHIC CHARACTER INTRODUCER,SGC;9A SINGLE CHARACTER INTRODUCER,SCI;" +
	"9B CONTROL SEQUENCE INTRODUCER,CSI;9C STRING TERMINATOR,ST;9D OPERATING SYSTEM COMMAND,OSC;" +
	"9E PRIVACY MESSAGE,PM;9F APPLICATION PROGRAM COMMAND,APC;A0 NBSP;AD SHY;1A2 LATIN CAPITAL LETTER GHA;" +
	"1A3 LATIN SMALL LETTER GHA;34F CGJ;61C ALM;709 SYRIAC SUBLINEAR COLON SKEWED LEFT;CDE KANNADA LETTER LLLA;" +
	"E9D LAO LETTER FO FON;E9F LAO LETTER FO FAY;EA3 LAO LETTER RO;EA5 LAO LETTER LO;" +
	"FD0 TIBETAN MARK BKA- SHOG GI MGO RGYAN;11EC HANGUL JONGSEONG YESIEUNG-KIYEOK;" +
	"11ED HANGUL JONGSEONG YESIEUNG-SSANGKIYEOK;11EE HANGUL JONGSEONG SSANGYESIEUNG;" +
	"11EF HANGUL JONGSEONG YESIEUNG-KHIEUKH;180B FVS1;180C FVS2;180D FVS3;180E MVS;180F FVS4;200B ZWSP;" +
	"200C ZWNJ;200D ZWJ;200E LRM;200F RLM;202A LRE;202B RLE;202C PDF;202D LRO;202E RLO;202F NNBSP;205F MMSP;" +
	"2060 WJ;2066 LRI;2067 RLI;2068 FSI;2069 PDI;2118 WEIERSTRASS ELLIPTIC FUNCTION;2448 MICR ON US SYMBOL;" +
	"2449 MICR DASH SYMBOL;2B7A LEFTWARDS TRIANGLE-HEADED ARROW WITH DOUBLE VERTICAL STROKE;" +
	"2B7C RIGHTWARDS TRIANGLE-HEADED ARROW WITH DOUBLE VERTICAL STROKE;A015 YI SYLLABLE ITERATION MARK;" +
	"AA6E MYANMAR LETTER KHAMTI LLA;FE18 PRESENTATION FORM FOR VERTICAL RIGHT WHITE LENTICULAR BRACKET;" +
	"FEFF BYTE ORDER MARK,BOM,ZWNBSP;122D4 CUNEIFORM SIGN NU11 TENU;" +
	"122D5 CUNEIFORM SIGN NU11 OVER NU11 BUR OVER BUR;16E56 MEDEFAIDRIN CAPITAL LETTER H;" +
	"16E57 MEDEFAIDRIN CAPITAL LETTER NG;16E76 MEDEFAIDRIN SMALL LETTER H;16E77 MEDEFAIDRIN SMALL LETTER NG;" +
	"1B001 HENTAIGANA LETTER E-1;1D0C5 BYZANTINE MUSICAL SYMBOL FTHORA SKLIRON CHROMA VASIS;"

// names maps names and aliases to characters. It is built when the first \N is met (34,000 names, some 10 ms), and
// leaves out the names that are computed.
var names = sync.OnceValue(func() map[string]rune {
	m := make(map[string]rune, 36000)
	for r := rune(0); r <= 0xE01EF; r++ {
		if r == 0x323B0 {
			r = 0xE0000 // the planes between hold no names
		}
		if n := runenames.Name(r); n != "" && n[0] != '<' {
			m[n] = r
		}
	}
	return addAliases(m)
})

func addAliases(m map[string]rune) map[string]rune {
	for _, entry := range strings.Split(strings.TrimSuffix(nameAliases, ";"), ";") {
		hex, list, _ := strings.Cut(entry, " ")
		r, _ := strconv.ParseInt(hex, 16, 32)
		for _, n := range strings.Split(list, ",") {
			m[n] = rune(r)
		}
	}
	return m
}

// LookupName returns the character that a Unicode name, in any case, denotes.
func LookupName(name string) (rune, bool) {
	name = strings.ToUpper(name)
	if hex, ok := strings.CutPrefix(name, "CJK UNIFIED IDEOGRAPH-"); ok {
		r, err := strconv.ParseInt(hex, 16, 32)
		return rune(r), err == nil && unified(rune(r))
	}
	if syllable, ok := strings.CutPrefix(name, "HANGUL SYLLABLE "); ok {
		return hangul(syllable)
	}
	if n, ok := strings.CutPrefix(name, "VS"); ok {
		if i, err := strconv.Atoi(n); err == nil && 1 <= i && i <= 256 && n[0] != '0' {
			if i <= 16 {
				return 0xFE00 + rune(i) - 1, true
			}
			return 0xE0100 + rune(i) - 17, true
		}
	}
	r, ok := names()[name]
	return r, ok && !unicode.Is(unicode15, r)
}

// The letters of Hangul syllables, by which their names are composed (Unicode, 3.12).
var (
	hangulLead  = []string{"G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"}
	hangulVowel = []string{"A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU", "YI", "I"}
	hangulTail  = []string{"", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S", "SS", "NG", "J", "C", "K", "T", "P", "H"}
)

// hangul composes a syllable from its letters, taking the longest that fit.
func hangul(name string) (rune, bool) {
	index := rune(0)
	for _, letters := range [][]string{hangulLead, hangulVowel, hangulTail} {
		best := -1
		for i, l := range letters {
			if strings.HasPrefix(name, l) && (best < 0 || len(l) > len(letters[best])) {
				best = i
			}
		}
		if best < 0 {
			return 0, false
		}
		name = name[len(letters[best]):]
		index = index*rune(len(letters)) + rune(best)
	}
	return 0xAC00 + index, name == ""
}

// Name returns the Unicode name of r, "" if it has none.
func Name(r rune) string {
	switch {
	case 0xAC00 <= r && r <= 0xD7A3:
		i := int(r - 0xAC00)
		tail, vowel := len(hangulTail), len(hangulVowel)
		return "HANGUL SYLLABLE " + hangulLead[i/tail/vowel] + hangulVowel[i/tail%vowel] + hangulTail[i%tail]
	case unified(r):
		return "CJK UNIFIED IDEOGRAPH-" + strings.ToUpper(strconv.FormatInt(int64(r), 16))
	case r < 0 || r > unicode.MaxRune:
		return ""
	}
	if n := runenames.Name(r); n != "" && n[0] != '<' && !unicode.Is(unicode15, r) {
		return n
	}
	return ""
}

// unicode15 holds the characters that Unicode 15.0, which Go knows, added to the Unicode 14.0 of Python 3.11.
var unicode15 = &unicode.RangeTable{
	R16: []unicode.Range16{{0x0cf3, 0x0cf3, 1}, {0x0ece, 0x0ece, 1}},
	R32: []unicode.Range32{
		{0x10efd, 0x10eff, 1}, {0x1123f, 0x11241, 1}, {0x11b00, 0x11b09, 1}, {0x11f00, 0x11f10, 1},
		{0x11f12, 0x11f3a, 1}, {0x11f3e, 0x11f59, 1}, {0x1342f, 0x1342f, 1}, {0x13439, 0x1343f, 1}, {0x13440, 0x13455, 1},
		{0x1b132, 0x1b132, 1}, {0x1b155, 0x1b155, 1}, {0x1d2c0, 0x1d2d3, 1}, {0x1df25, 0x1df2a, 1},
		{0x1e030, 0x1e06d, 1}, {0x1e08f, 0x1e08f, 1}, {0x1e4d0, 0x1e4f9, 1}, {0x1f6dc, 0x1f6dc, 1},
		{0x1f774, 0x1f776, 1}, {0x1f77b, 0x1f77f, 1}, {0x1f7d9, 0x1f7d9, 1}, {0x1fa75, 0x1fa77, 1},
		{0x1fa87, 0x1fa88, 1}, {0x1faad, 0x1faaf, 1}, {0x1fabb, 0x1fabd, 1}, {0x1fabf, 0x1fabf, 1},
		{0x1face, 0x1facf, 1}, {0x1fada, 0x1fadb, 1}, {0x1fae8, 0x1fae8, 1}, {0x1faf7, 0x1faf8, 1},
		{0x2b739, 0x2b739, 1}, {0x31350, 0x323af, 1},
	}}

// unified reports whether r is named after its number. Twelve ideographs are
// unified, but named among the compatibility ones.
func unified(r rune) bool {
	return unicode.Is(unicode.Unified_Ideograph, r) && !unicode.Is(unicode15, r) && (r < 0xFA00 || r > 0xFAFF)
}

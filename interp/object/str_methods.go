package object

func setupStr() {}

// compareStrs orders two strs by code points: -1, 0 or 1.
func compareStrs(a, b *Str) int {
	// UTF-8 orders as code points do, surrogates included.
	switch {
	case a.s < b.s:
		return -1
	case a.s > b.s:
		return 1
	}
	return 0
}

// IsIdentifier reports whether s is an identifier (reference, section 2.3).
func IsIdentifier(s string) bool {
	for i, r := range s {
		if !(r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0x80 || i > 0 && r >= '0' && r <= '9') {
			return false
		}
	}
	return s != ""
}

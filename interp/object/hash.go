package object

// HashString is the hash of a str or bytes with the content s.
func HashString(s string) int64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	if h == 0 || h == ^uint64(0) {
		return -2
	}
	return int64(h)
}

package object

func setupIterators() {}

// SeqIter is the iterator over an object that has only __getitem__.
type SeqIter struct {
	Header
	Seq Value // the zero Value when exhausted
	Pos int
}

// NewSeqIter iterates over seq[0], seq[1], ... until IndexError.
func NewSeqIter(seq Value) Value {
	return Value{P: &(&SeqIter{Header{SeqIterType}, seq, 0}).Header}
}

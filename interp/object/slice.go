package object

func setupSlice() {}

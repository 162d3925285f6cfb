package object

func setupComplex() {}

package object

func setupByteArray() {}

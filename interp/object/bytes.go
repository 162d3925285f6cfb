package object

func setupBytes() {}

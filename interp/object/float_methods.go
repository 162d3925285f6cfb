package object

func setupFloat() {}

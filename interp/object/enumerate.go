package object

func setupEnumerate() {}

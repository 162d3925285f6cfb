package object

func setupDict() {}

package object

func setupGenerators() {}

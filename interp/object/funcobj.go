package object

func setupFunctions() {}

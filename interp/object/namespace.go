package object

func setupNamespace() {}

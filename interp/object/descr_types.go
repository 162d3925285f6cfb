package object

func setupDescriptors() {}

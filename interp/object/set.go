package object

func setupSet() {}

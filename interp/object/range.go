package object

func setupRange() {}

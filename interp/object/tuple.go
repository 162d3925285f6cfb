package object

func setupTuple() {}

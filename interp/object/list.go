package object

func setupList() {}

package object

func setupSingletons() {}

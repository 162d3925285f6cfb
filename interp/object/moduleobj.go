package object

func setupModuleType() {}

package object

func setupMemoryView() {}

package object

func setupFrames() {}

package object

func setupDictViews() {}

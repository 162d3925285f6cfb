package object

// This file defines the bytes type.

func setupBytes() {
	Define(BytesType, TypeSpec{Layout: NewLayout[Bytes]("bytes", objectLayout), Flags: FlagBase | FlagMatchSelf})
}

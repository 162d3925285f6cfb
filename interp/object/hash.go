package object

import (
	"crypto/rand"
	"encoding/binary"
	"sync"

	"memphis/interp/internal/pyhash"
)

// This file defines the hash of str and bytes, and its seed.

// The key of the string hash belongs to the process, as in CPython: strings that
// several interpreters share keep their hash.
var (
	hashOnce sync.Once
	hashSeed uint32
	hashKey  pyhash.Key
)

// SeedHash sets the seed of the string hash, as PYTHONHASHSEED does. It has an
// effect only before the first use of [Setup] or [HashSeed]; it reports whether
// it had.
func SeedHash(seed uint32) bool {
	done := false
	hashOnce.Do(func() {
		setHashSeed(seed)
		done = true
	})
	return done
}

// HashSeed is the seed of the string hash: drawn at random if none was set. An
// embedded libpython gets the same one, so that hashes agree in both worlds.
func HashSeed() uint32 {
	hashOnce.Do(func() {
		var b [4]byte
		rand.Read(b[:]) // never fails, by its documentation
		// Seed 0 would mean no randomisation.
		setHashSeed(binary.LittleEndian.Uint32(b[:]) | 1)
	})
	return hashSeed
}

// setHashSeed hashes the names anew that variables of this package interned.
func setHashSeed(seed uint32) {
	hashSeed, hashKey = seed, pyhash.KeyOf(seed)
	interned.Lock()
	defer interned.Unlock()
	for _, s := range interned.m {
		s.hash = HashString(s.s)
	}
}

// HashString is the hash of a str with the content s.
func HashString(s string) int64 { return hashKey.Str(s) }

// HashBytes is the hash of a bytes object with the content s.
func HashBytes(s string) int64 { return hashKey.Bytes(s) }

package compile_test

import (
	"encoding/binary"
	"hash/crc32"
	"math/rand"
	"os"
	"reflect"
	"testing"
	"time"

	"memphis/interp/internal/bytecode"
)

// TestSerial stores and reloads the code of the standard library.
func TestSerial(t *testing.T) {
	var enc, dec time.Duration
	size, instrs := 0, 0
	for i, path := range libFiles(t) {
		if i%4 != 0 {
			continue
		}
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		code, _, err := compileFile(path, src)
		if err != nil {
			continue
		}
		start := time.Now()
		data := encode(t, code)
		enc += time.Since(start)
		start = time.Now()
		got, err := bytecode.Decode(data)
		dec += time.Since(start)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if string(encode(t, got)) != string(data) || got.Name != code.Name || !reflect.DeepEqual(got.Instrs, code.Instrs) {
			t.Errorf("%s: the code read back differs", path)
		}
		heads, err := bytecode.DecodeHeads(data)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if string(encode(t, heads)) != string(data) {
			t.Errorf("%s: the code read back by parts differs", path)
		}
		size += len(data)
		instrs += len(code.Instrs)
	}
	t.Logf("%d bytes; encoding %v, decoding %v", size, enc, dec)
}

func encode(t *testing.T, code *bytecode.Code) []byte {
	t.Helper()
	data, err := bytecode.Encode(code)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestSerialDamaged decodes damaged code, with its checksum mended so that the
// damage reaches the decoder and the verifier: any answer but a panic is right.
func TestSerialDamaged(t *testing.T) {
	src, err := os.ReadFile(lib + "/bisect.py")
	if err != nil {
		t.Skip(err)
	}
	code, _, err := compileFile("bisect.py", src)
	if err != nil {
		t.Fatal(err)
	}
	data := encode(t, code)
	rnd := rand.New(rand.NewSource(1))
	for range 20000 {
		b := append([]byte(nil), data...)
		for range 1 + rnd.Intn(4) {
			b[6+rnd.Intn(len(b)-6)] = byte(rnd.Intn(256))
		}
		if rnd.Intn(4) == 0 {
			b = b[:6+rnd.Intn(len(b)-6)]
		}
		binary.LittleEndian.PutUint32(b[2:], crc32.ChecksumIEEE(b[6:]))
		_, _ = bytecode.Decode(b)
		if code, err := bytecode.DecodeHeads(b); err == nil {
			_, _ = bytecode.Encode(code)
		}
	}
	data[len(data)/2] ^= 1
	if _, err := bytecode.Decode(data); err == nil {
		t.Error("damage is not noticed")
	}
}

package importer

import (
	"encoding/binary"

	"memphis/interp/object"
)

// This file lets importlib take the .pyc files of CPython where it takes ours: in place of a missing source, and in zip
// archives. The caches beside sources are never CPython's, for they have another tag in their names.

// installClassify puts a function around importlib's _classify_pyc, which reads the header of a .pyc file: CPython's magic
// number passes for ours. The rest of the header is the same.
func (im *Importer) installClassify(t *object.Thread) {
	ext := im.External(t)
	python, ok := ext.GetString("_classify_pyc")
	if !ok {
		return
	}
	f := object.NewFunc("_classify_pyc", "(data, name, exc_details)", object.FnBound(func(t *object.Thread, self object.Value, a []object.Value) (object.Value, error) {
		data := a[0]
		if b, release, err := t.BytesLike(data); err == nil {
			if len(b) >= 4 && binary.LittleEndian.Uint32(b) == im.Foreign {
				header := append([]byte(nil), b[:min(len(b), headerLen)]...)
				binary.LittleEndian.PutUint32(header, im.Magic)
				data = object.NewBytes(string(header))
			}
			release()
		}
		return t.Call(python, data, a[1], a[2])
	}))
	ext.SetString("_classify_pyc", f)
}

package importer

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"memphis/interp/object"
)

// This file defines the files that compiled code is kept in: .pyc files with the header of PEP 552. They lie in
// __pycache__ beside the source, or below sys.pycache_prefix. Where neither can be written, as in a standard library
// that belongs to root, they lie below UserCache, by the full path of the source. A file that is damaged, or another
// version's, is as good as none; it is replaced by renaming, so nobody reads half a file.

const headerLen = 16

// header is the header of the cache of a source.
func (im *Importer) header(st fs.FileInfo) []byte {
	h := make([]byte, headerLen)
	binary.LittleEndian.PutUint32(h, im.Magic)
	binary.LittleEndian.PutUint32(h[8:], uint32(st.ModTime().Unix()))
	binary.LittleEndian.PutUint32(h[12:], uint32(st.Size()))
	return h
}

// places are the files that may hold the compiled code of source, in the order in which they are tried; none if the
// program has switched caching off.
func (im *Importer) places(t *object.Thread, source string) []string {
	tag := im.Tag
	if v, ok := t.Interp.Sys.GetString("implementation"); ok {
		v, err := t.GetAttrString(v, "cache_tag")
		s, isStr := object.AsStr(v)
		if err != nil || !isStr {
			return nil
		}
		tag = s.String()
	}
	dir, file := filepath.Split(source)
	name := strings.TrimSuffix(file, ".py") + "." + tag
	if im.Optimize > 0 {
		name += fmt.Sprintf(".opt-%d", im.Optimize)
	}
	name += ".pyc"
	abs := dir
	if !filepath.IsAbs(abs) {
		var err error
		if abs, err = filepath.Abs(dir); err != nil {
			return nil
		}
	}
	if v, ok := t.Interp.Sys.GetString("pycache_prefix"); ok && !v.IsNone() {
		prefix, isStr := object.AsStr(v)
		if !isStr {
			return nil
		}
		return []string{filepath.Join(prefix.String(), abs, name)}
	}
	list := []string{dir + "__pycache__/" + name}
	if im.UserCache != "" {
		list = append(list, filepath.Join(im.UserCache, abs, name))
	}
	return list
}

// valid reports whether data is the cache of the source with this header.
func valid(data, header []byte) bool {
	return len(data) > headerLen && string(data[:headerLen]) == string(header)
}

// readFile is os.ReadFile without what an os.File costs a file of 20 KB: six system calls of ten, and the start of Go's
// poller.
func readFile(path string) (data []byte, err error) {
	fd, err := retry(func() (int, error) { return syscall.Open(path, syscall.O_RDONLY|syscall.O_CLOEXEC, 0) })
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	defer syscall.Close(fd)
	var st syscall.Stat_t
	if err := syscall.Fstat(fd, &st); err != nil {
		return nil, &fs.PathError{Op: "stat", Path: path, Err: err}
	}
	if st.Mode&syscall.S_IFMT != syscall.S_IFREG {
		return os.ReadFile(path)
	}
	data = make([]byte, st.Size)
	for n := 0; n < len(data); {
		k, err := retry(func() (int, error) { return syscall.Read(fd, data[n:]) })
		if err != nil {
			return nil, &fs.PathError{Op: "read", Path: path, Err: err}
		}
		if k == 0 {
			return data[:n], nil // it has become shorter
		}
		n += k
	}
	return data, nil
}

// retry calls f until no signal interrupts it.
func retry(f func() (int, error)) (int, error) {
	for {
		if n, err := f(); err != syscall.EINTR {
			return n, err
		}
	}
}

// cachedCode returns the code of the module in source, called filename in tracebacks: from a cache if there is one, else
// compiled and then cached.
func (im *Importer) cachedCode(t *object.Thread, source, filename string) (*object.Code, error) {
	st, err := os.Stat(source)
	if err != nil {
		return nil, err
	}
	header := im.header(st)
	places := im.places(t, source)
	cached := false
	for _, place := range places {
		data, err := readFile(place)
		if err != nil || !valid(data, header) {
			continue
		}
		if cached = im.Trees; cached {
			break
		}
		if code, err := im.Load(t, data[headerLen:]); err == nil {
			code.SetFilename(object.StrValue(filename))
			return code, nil
		}
	}
	src, err := readFile(source)
	if err != nil {
		return nil, err
	}
	code, err := im.Compile(t, src, filename)
	if err != nil {
		return nil, err
	}
	if !cached {
		im.store(t, places, code, header, st, true)
	}
	return code, nil
}

// store writes the compiled code of a source to the first of the places that can be written. If the program wants no
// bytecode written, that of frozen modules still goes to the user's cache: a part of Memphis rather than of the program,
// which takes 30 ms to compile.
func (im *Importer) store(t *object.Thread, places []string, code *object.Code, header []byte, source fs.FileInfo, frozen bool) {
	first := 0
	if v, ok := t.Interp.Sys.GetString("dont_write_bytecode"); ok {
		if no, err := t.Truth(v); err != nil || no {
			if !frozen {
				return
			}
			first = 1
		}
	}
	data, err := im.Dump(t, code)
	if err != nil {
		return
	}
	data = append(header[:headerLen:headerLen], data...)
	for i := first; i < len(places); i++ {
		mode := (source.Mode().Perm() | 0o200) & 0o666
		if i > 0 {
			mode = 0o600
		}
		if writeAtomic(places[i], data, mode, i > 0) == nil {
			return
		}
	}
}

// writeAtomic writes a file and the folders that it lies in; private ones are for the user alone.
func writeAtomic(path string, data []byte, mode fs.FileMode, private bool) error {
	temp := fmt.Sprintf("%s.%d", path, rand.Uint64())
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if errors.Is(err, fs.ErrNotExist) {
		folder := fs.FileMode(0o777)
		if private {
			folder = 0o700
		}
		if err = os.MkdirAll(filepath.Dir(path), folder); err == nil {
			f, err = os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		}
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		_ = os.Remove(temp)
	}
	return err
}

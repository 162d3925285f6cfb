package object

import "unsafe"

// This file defines what _thread._local is made of: attributes of its own for each thread.

// ThreadLocal begins an object that has a dict for each thread. A thread's goes when the thread ends, all go with the object. The
// interpreter's lock guards it.
type ThreadLocal struct {
	Header
	dicts    []threadDict    `refs:"own"`
	at       map[*Thread]int // where the thread's is in dicts
	last     *Thread         // whose dict was asked for last, since it most probably will be again
	lastDict *Dict
}

type threadDict struct {
	thread *Thread
	dict   *Dict
}

// DictOf is the dict of l for t, nil if there is none yet.
func (l *ThreadLocal) DictOf(t *Thread) *Dict {
	if l.last == t {
		return l.lastDict
	}
	i, ok := l.at[t]
	if !ok {
		return nil
	}
	l.last, l.lastDict = t, l.dicts[i].dict
	return l.lastDict
}

// NewDictOf gives l an empty dict for t, which has none.
func (l *ThreadLocal) NewDictOf(t *Thread) *Dict {
	if l.at == nil {
		l.at = map[*Thread]int{}
		t.Interp.locals.add(&l.Header)
	}
	d := NewDict()
	l.at[t] = len(l.dicts)
	l.dicts = append(l.dicts, threadDict{t, d})
	l.last, l.lastDict = t, d
	return d
}

// Forget takes t's dict from l.
func (l *ThreadLocal) Forget(t *Thread) {
	i, ok := l.at[t]
	if !ok {
		return
	}
	end := len(l.dicts) - 1
	l.dicts[i] = l.dicts[end]
	l.at[l.dicts[i].thread] = i
	l.dicts[end] = threadDict{}
	l.dicts = l.dicts[:end]
	delete(l.at, t)
	if l.last == t {
		l.last, l.lastDict = nil, nil
	}
}

// forgetLocals takes the dicts of t, which ends, from all objects that have one.
func (t *Thread) forgetLocals() {
	for _, w := range t.Interp.locals.list {
		if h := w.Value(); h != nil {
			(*ThreadLocal)(unsafe.Pointer(h)).Forget(t)
		}
	}
}

package convert

import (
	"fmt"

	"memphis/interp/object"
)

// This file defines what crossings may lose, and the warning about it.

// LossID names a way in which a crossing loses something.
type LossID uint8

// The losses.
const (
	KeptLarge  LossID = iota // C keeps a container too large to be compared at each crossing
	KeptMany                 // C keeps too many
	KeptGrown                // a kept container has grown too large
	Unseen                   // Python changed a container that C was working on, and C did not see it
	Conflict                 // both sides changed a container at the same time
	KeysMerged               // keys that are equal now were different when they went in
	WeakRef                  // C has weak references, and no others, to too many objects of ours
	ChainCut                 // a chain of exceptions was cut
	ThreadCopy               // C's own thread got a copy of a container
	NumLosses
)

// Loss is a row of the table of losses.
type Loss struct {
	// Key is the name in reports and in doc/conversion.md.
	Key string
	// Lost says what is lost; %s stands for how many elements, or which, it is about.
	Lost string
	// Advice says what to do.
	Advice string
	// Doc explains how it comes about.
	Doc string
}

// Text is what is lost, with the details.
func (l *Loss) Text(detail string) string { return fmt.Sprintf(l.Lost, detail) }

// Losses is the table of losses, by LossID.
var Losses = [NumLosses]Loss{
	KeptLarge: {"kept-large", "C keeps it, and with %s it is too large for later changes on one side to be told to the other",
		"pass a tuple, or a smaller container",
		"A container that C keeps is compared at each crossing, which 1,024 elements (16 KB of a bytearray) can bear, all kept ones together."},
	KeptMany: {"kept-many", "C keeps it, and as it keeps %s others, later changes on one side are not told to the other",
		"pass tuples, or let C forget those that it no longer needs",
		"No more than 64 containers kept by C are compared at each crossing."},
	KeptGrown: {"kept-grown", "C keeps it, and with %s it has become too large for later changes on one side to be told to the other",
		"keep it smaller, or pass a tuple",
		"A container that C keeps was small enough to be compared at each crossing, and is no longer."},
	Unseen: {"unseen", "Python changed it, now %s, while C worked on it, and C did not see the change",
		"change it after the call, or pass a smaller container",
		"Up to 64 containers with 1,024 elements are compared when C calls back and when the callback returns; what Python does to larger ones reaches C after the call."},
	Conflict: {"conflict", "Python and C changed it at the same time, and what Python did to %s is lost",
		"pass a copy of it, or hold a lock during the call",
		"While a C call works on a container, or has released the lock, Python changed it, and so did C: C's content is what stays."},
	KeysMerged: {"keys-merged", "%s of its keys equal others now, though they did not when they were put in, and are lost",
		"do not change what the hash and the equality of a key depend on",
		"Keys are hashed anew on the other side. A key that has changed since it was put in may have become equal to another."},
	WeakRef: {"weak-reference", "C has a weak reference to it, which dies now that C holds no other, as it has those of 1024 others, though the %s may live on",
		"keep a strong reference on C's side",
		"C's weak reference is one to the proxy of our object. Of proxies that C holds in no other way, 1024 live as long as what they stand for."},
	ChainCut: {"chain-cut", "only the last %s of its chain of causes and contexts go over",
		"raise from None where the history does not matter",
		"A chain of causes and contexts crosses up to 64 exceptions; the exception itself, when it comes home, has them all."},
	ThreadCopy: {"thread-copy", "the C code %s runs in a thread that C made, and works on a copy",
		"pass an object with the methods that the C code calls",
		"Loans belong to the call that Python has made. A thread that C made and that calls back has made none."},
}

// Keeper is a C callable that keeps a container given to it, and with which nothing is lost.
type Keeper struct {
	Name, Why string
	// Opaque says that C never looks into it, so that nothing need be told.
	Opaque bool
}

// Keepers are the callables about which no warning is due.
var Keepers = []Keeper{
	{Name: "_json.Encoder", Why: "the markers dict is the encoder's own, and empty between calls"},
	{Name: "json.encoder.Encoder", Why: "as _json.Encoder"},
	{Name: "_csv.reader", Why: "the lines are read in order, once"},
	{Name: "_random.Random", Why: "a seed is only hashed"},
	{Name: "_queue.SimpleQueue.put", Why: "it is handed out as it came, and not looked at", Opaque: true},
	{Name: "_queue.SimpleQueue.put_nowait", Why: "as put", Opaque: true},
	{Name: "_functools.partial", Why: "holds the arguments in a tuple of its own"},
	{Name: "posix.register_at_fork", Why: "callables only"},
	{Name: "_sqlite3.Connection", Why: "the factory's arguments are read once"},
	{Name: "_struct.Struct", Why: "the format is copied"},
	{Name: "_elementtree.XMLParser", Why: "the target's methods are looked up once"},
	{Name: "_ctypes.PyCStructType", Why: "_fields_ is read once"},
	{Name: "_ctypes.PyCSimpleType", Why: "_type_ is read once"},
	{Name: "_ctypes.PyCFuncPtrType", Why: "_argtypes_ is read once"},
	{Name: "_ctypes.PyCArrayType", Why: "_type_ and _length_ are read once"},
	{Name: "_ctypes.UnionType", Why: "_fields_ is read once"},
	{Name: "_ctypes.PyCPointerType", Why: "_type_ is read once"},
}

// KeeperNamed returns the row of a C callable that may keep what it likes, nil if it is none.
func KeeperNamed(where string) *Keeper {
	for i := range Keepers {
		if Keepers[i].Name == where {
			return &Keepers[i]
		}
	}
	return nil
}

// LossyConversionWarning is the category of the warnings about crossings that lose
// something.
var LossyConversionWarning = &object.Type{Name: "LossyConversionWarning", Module: "memphis"}

// Setup completes the types of this package; it may be called more than once.
func Setup() {
	object.Setup()
	object.Define(LossyConversionWarning, object.TypeSpec{
		Doc: "Issued when a value cannot cross between Memphis and libpython without loss.", Base: object.RuntimeWarningType, Flags: object.FlagBase,
	})
}

// Message is the text of a warning: which type of value, which way, where, what is lost and
// what to do. where is the C function, "" if none is known.
func Message(id LossID, typ string, dir Direction, where, detail string) string {
	l := &Losses[id]
	if where == "" {
		where = "a C function"
	}
	return typ + " " + dir.String() + ", in " + where + ": " + l.Text(detail) + "; " + l.Advice
}

// Module is the module memphis: what a program may want to know of the program that runs it.
var Module = &object.ModuleDef{
	Name: "memphis",
	Doc:  "What Memphis has and python3 has not.\n\nLossyConversionWarning is the category of the warnings about values that lose\nsomething on their way between Python, which runs in Go, and modules written in C.",
	Init: func(t *object.Thread, m *object.Module) error {
		Setup()
		m.Dict().SetString("LossyConversionWarning", LossyConversionWarning.Value())
		return nil
	},
}

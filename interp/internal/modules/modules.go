// Package modules holds the native modules: those the interpreter is made of and
// those whose cost over the bridge measurement shows to be too dear. Each is a
// table, an object.ModuleDef, that an interpreter makes a module from; a module's
// state in one interpreter is the module's namespace or Interp.State.
package modules

import (
	"memphis/interp/internal/modules/abc"
	"memphis/interp/internal/modules/ast"
	"memphis/interp/internal/modules/asyncio"
	"memphis/interp/internal/modules/bisect"
	"memphis/interp/internal/modules/collections"
	"memphis/interp/internal/modules/contextvars"
	"memphis/interp/internal/modules/faulthandler"
	"memphis/interp/internal/modules/functools"
	"memphis/interp/internal/modules/heapq"
	"memphis/interp/internal/modules/itertools"
	"memphis/interp/internal/modules/json"
	"memphis/interp/internal/modules/marshal"
	"memphis/interp/internal/modules/operator"
	"memphis/interp/internal/modules/pickle"
	"memphis/interp/internal/modules/posix"
	"memphis/interp/internal/modules/pyio"
	"memphis/interp/internal/modules/pyselect"
	"memphis/interp/internal/modules/pythread"
	"memphis/interp/internal/modules/sre"
	"memphis/interp/internal/modules/time"
	"memphis/interp/object"
)

// native is a row of the table of native modules: the functions make the tables of their modules when those are
// imported, since to make all of them takes longer than the rest of a small program's start.
type native struct {
	name string
	why  reason
	def  func() *object.ModuleDef
}

// natives returns the rows of all native modules. One that is a package of its own keeps its name as the last element of
// the import path.
func natives() []native {
	return []native{
		{"builtins", own, builtinsModule},
		{"_codecs", own, codecsModule},
		{"_string", dear, stringModule},
		{"cmath", dear, cmathModule},
		{"math", dear, mathModule},
		{"_imp", own, impModule},
		{"sys", own, sysModule},
		{"_warnings", own, warningsModule},
		{"_weakref", own, weakrefModule},
		{"gc", own, gcModule},
		{"atexit", own, atexitModule},
		{"_tracemalloc", own, tracemallocModule},
		{"_lsprof", own, lsprofModule},
		{"_symtable", own, symtableModule},
		{"_contextvars", own, contextvars.Module},
		{"_signal", own, signalModule},
		{"errno", dear, errnoModule},
		{"_stat", dear, statModule},
		{"_typing", own, typingModule},
		{"time", dear, func() *object.ModuleDef { return time.Module }},
		{"_abc", own, func() *object.ModuleDef { return abc.Module }},
		{"_pickle", dear, func() *object.ModuleDef { return pickle.Module }},
		{"marshal", own, func() *object.ModuleDef { return marshal.Module }},
		{"_sre", dear, func() *object.ModuleDef { return sre.Module }},
		{"itertools", dear, func() *object.ModuleDef { return itertools.Module }},
		{"_operator", dear, func() *object.ModuleDef { return operator.Module }},
		{"_functools", dear, func() *object.ModuleDef { return functools.Module }},
		{"faulthandler", own, func() *object.ModuleDef { return faulthandler.Module }},
		{"_collections", dear, func() *object.ModuleDef { return collections.Module }},
		{"_asyncio", dear, asyncio.Module},
		{"_heapq", dear, func() *object.ModuleDef { return heapq.Module }},
		{"_json", dear, func() *object.ModuleDef { return json.Module }},
		{"select", dear, pyselect.Module},
		{"_bisect", dear, func() *object.ModuleDef { return bisect.Module }},
		{"_io", own, pyio.Module},
		{"_ast", own, ast.Module},
		{"posix", own, posix.Module},
		{"_thread", own, pythread.Module},
	}
}

// Package modules holds the native modules: those the interpreter is made of and
// those whose cost over the bridge measurement shows to be too dear. Each is a
// table, an object.ModuleDef, that an interpreter makes a module from; a module's
// state in one interpreter is the module's namespace or Interp.State.
package modules

import (
	"memphis/interp/internal/modules/abc"
	"memphis/interp/internal/modules/ast"
	"memphis/interp/internal/modules/bisect"
	"memphis/interp/internal/modules/collections"
	"memphis/interp/internal/modules/faulthandler"
	"memphis/interp/internal/modules/functools"
	"memphis/interp/internal/modules/heapq"
	"memphis/interp/internal/modules/itertools"
	"memphis/interp/internal/modules/marshal"
	"memphis/interp/internal/modules/operator"
	"memphis/interp/internal/modules/posix"
	"memphis/interp/internal/modules/pyio"
	"memphis/interp/internal/modules/pythread"
	"memphis/interp/internal/modules/sre"
	"memphis/interp/internal/modules/time"
	"memphis/interp/object"
)

// All returns the table of every native module. One that is a package of its own
// keeps its name as the last element of the import path.
func All() []*object.ModuleDef {
	return []*object.ModuleDef{
		builtinsModule(),
		codecsModule(),
		stringModule(),
		cmathModule(),
		mathModule(),
		impModule(),
		sysModule(),
		warningsModule(),
		weakrefModule(),
		gcModule(),
		atexitModule(),
		tracemallocModule(),
		symtableModule(),
		contextvarsModule(),
		signalModule(),
		errnoModule(),
		statModule(),
		typingModule(),
		time.Module,
		abc.Module,
		marshal.Module,
		sre.Module,
		itertools.Module,
		operator.Module,
		functools.Module,
		faulthandler.Module,
		collections.Module,
		heapq.Module,
		bisect.Module,
		pyio.Module(),
		ast.Module(),
		posix.Module(),
		pythread.Module(),
	}
}

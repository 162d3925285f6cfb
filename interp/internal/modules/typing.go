package modules

import "memphis/interp/object"

// This file defines the module _typing, which typing takes one function from:
// NewType's call, which must not cost a Python call.

func typingModule() *object.ModuleDef {
	return &object.ModuleDef{
		Name: "_typing",
		Doc:  "Accelerators for the typing module.\n",
		Methods: []object.Method{
			{Name: "_idfunc", Sig: "($module, x, /)", Fn: object.Fn1(func(t *thread, self, x value) (value, error) { return x, nil })},
		},
	}
}

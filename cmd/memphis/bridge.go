package main

import (
	"memphis/bridge"
	"memphis/interp"
	"memphis/stdlibpath"
)

// addBridge gives the interpreter the C modules of the host's libpython, if this
// program is linked to it. libpython starts when the first of them is imported.
func addBridge(cfg *interp.Config, host *stdlibpath.Host) *bridge.Bridge {
	if !bridge.Available {
		return nil
	}
	b := bridge.New(bridge.Config{Executable: host.Python, Home: host.BasePrefix, Prefix: host.BasePrefix, Paths: []string{host.Zip, host.Lib, host.DynLoad}, NewThread: interp.NewThread, Signals: interp.RunSignals})
	cfg.Extensions = b
	cfg.ExtensionSuffixes = host.ExtensionSuffixes()
	cfg.AttachLock = b.Attach
	return b
}

package interp

import (
	"os"

	"memphis/stdlibpath"
)

// HostConfig is a Config with the host Python's standard library, where the environment's PYTHONHOME or PATH find it, and its
// site-packages. No cache files are written, and C modules of the host are not served: for these the program needs the bridge.
func HostConfig() (Config, error) {
	host, err := stdlibpath.Find(stdlibpath.Options{Getenv: os.Getenv})
	if err != nil {
		return Config{}, err
	}
	var c Config
	c.Lib, c.Path = host.Lib, host.Path("")
	c.Prefix, c.ExecPrefix, c.BasePrefix, c.BaseExecPrefix = host.Prefix, host.ExecPrefix, host.BasePrefix, host.BaseExecPrefix
	c.PlatLibDir, c.Multiarch, c.SysconfigData = host.PlatLibDir, host.Multiarch, host.SysconfigData
	c.DontWriteBytecode = 1
	c.Argv = []string{""}
	return c, nil
}

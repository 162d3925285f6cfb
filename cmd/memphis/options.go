package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"memphis/interp"
)

// This file defines the command line: python3's, and --engine. (Using Python,
// "Command line and environment".) It is read by hand, since -c and -m end the
// options wherever they stand, which option libraries do not know.

// options is a command line, understood.
type options struct {
	settings interp.Settings
	engine   string
	command  string // -c
	module   string // -m
	script   string // a file, directory or zip, "-" for standard input
	args     []string
	isolated bool
	ignore   bool // environment
	skip     bool // -x
	seed     string
	// randomHash is -R.
	randomHash bool
	lossy      string // --lossy
	modules    bool   // --modules
	tools      tools
}

const usageLine = "usage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\n"

const helpText = `Options (and corresponding environment variables):
-b     : issue warnings about str(bytes_instance), str(bytearray_instance)
         and comparing bytes/bytearray with str. (-bb: issue errors)
-B     : don't write .pyc files on import; also PYTHONDONTWRITEBYTECODE=x
-c cmd : program passed in as string (terminates option list)
-d     : turn on parser debugging output (accepted, without effect)
-E     : ignore PYTHON* environment variables (such as PYTHONPATH)
-h     : print this help message and exit (also -? or --help)
-i     : inspect interactively after running script; forces a prompt even
         if stdin does not appear to be a terminal; also PYTHONINSPECT=x
-I     : isolate Memphis from the user's environment (implies -E and -s)
-m mod : run library module as a script (terminates option list)
-O     : remove assert and __debug__-dependent statements
-OO    : do -O changes and also discard docstrings
-P     : don't prepend a potentially unsafe path to sys.path; also
         PYTHONSAFEPATH
-q     : don't print version and copyright messages on interactive startup
-s     : don't add user site directory to sys.path; also PYTHONNOUSERSITE
-S     : don't imply 'import site' on initialization
-u     : force the stdout and stderr streams to be unbuffered;
         also PYTHONUNBUFFERED=x
-v     : verbose (trace import statements); also PYTHONVERBOSE=x
-V     : print the version number and exit (also --version)
-W arg : warning control; arg is action:message:category:module:lineno
         also PYTHONWARNINGS=arg
-x     : skip first line of source, allowing use of non-Unix forms of #!cmd
-X opt : set implementation-specific option
--help-env, --help-xoptions, --help-all: what the environment and -X decide
--engine vm|treewalk : what runs the code; also MEMPHIS_ENGINE
--lossy=warn|error|ignore|report|json : what becomes of values that lose something
         on their way to or from C code: a LossyConversionWarning, an exception,
         nothing, or a table of all crossings at the end, for people or programs
--modules : print how each C module of this host is served, and why
--module NAME=native|bridged|pure : serve a C module so; NAME=foreign runs the
         package, its Python files too, inside libpython
` + toolsText + `file   : program read from script file
-      : program read from stdin (default; interactive mode if a tty)
arg ...: arguments passed to program in sys.argv[1:]
`

const envText = `Environment variables:
PYTHONSTARTUP   : a file that runs before the first prompt
PYTHONPATH      : folders, separated by ':', in front of sys.path
PYTHONHOME      : the prefix of the standard library
PYTHONPLATLIBDIR: the name of the folder of libraries in the prefix
PYTHONCASEOK    : has no effect here
PYTHONUTF8      : 1 for UTF-8 mode
PYTHONIOENCODING: encoding[:errors] of stdin, stdout and stderr
PYTHONHASHSEED  : "random", or a number: the seed of the hashes of str and bytes
PYTHONINTMAXSTRDIGITS: the limit of digits between int and str
PYTHONPYCACHEPREFIX: the root of compiled files, instead of __pycache__
PYTHONDEBUG, PYTHONDONTWRITEBYTECODE, PYTHONINSPECT, PYTHONNOUSERSITE, PYTHONOPTIMIZE,
PYTHONSAFEPATH, PYTHONPROFILEIMPORTTIME, PYTHONUNBUFFERED, PYTHONVERBOSE, PYTHONWARNINGS, PYTHONDEVMODE,
PYTHONWARNDEFAULTENCODING: as the options -d -B -i -s -O -P -X importtime -u -v -W -X dev -X warn_default_encoding
MEMPHIS_ENGINE  : as --engine
MEMPHIS_JIT     : how often a loop or a function runs until it is made into machine code; 0 for never
GOGC            : the setting of Go's collector, instead of Memphis's own
`

const xText = `Options with -X:
-X dev          : development mode: more checks and warnings
-X utf8[=0|1]   : UTF-8 mode
-X faulthandler : tracebacks on fatal errors
-X frozen_modules=on|off : whether os, site and others are loaded as frozen modules
-X importtime   : print how long each import took
-X int_max_str_digits=N : the limit of digits between int and str, 0 for none
-X pycache_prefix=PATH : the root of compiled files, instead of __pycache__
-X tracemalloc[=N], -X showrefcount, -X no_debug_ranges : accepted, without effect
-X warn_default_encoding : warn where a file is opened with the default encoding
-X frames       : at the end, print how many frames libpython evaluated
-X cpuprofile=FILE : write a processor profile of Memphis
`

// usage is a mistake on the command line: exit code 2.
type usage struct{ msg string }

func (u usage) Error() string { return u.msg }

// parse reads the command line; args[0] is the program.
func parse(args []string, getenv func(string) string) (*options, error) {
	o := &options{engine: getenv("MEMPHIS_ENGINE")}
	s := &o.settings
	s.IntMaxStrDigits = -1
	s.HashRandomization = 1
	s.OrigArgv = args
	i := 1
	value := func(arg string, j int, letter byte) (string, error) {
		if j+1 < len(arg) {
			return arg[j+1:], nil
		}
		i++
		if i >= len(args) {
			return "", usage{fmt.Sprintf("Argument expected for the -%c option", letter)}
		}
		return args[i], nil
	}
options:
	for ; i < len(args); i++ {
		arg := args[i]
		if arg == "-" || !strings.HasPrefix(arg, "-") {
			break
		}
		if strings.HasPrefix(arg, "--") {
			name, val, has := strings.Cut(arg[2:], "=")
			switch name {
			case "":
				i++
				break options
			case "help":
				return o, helpRequest{options: true}
			case "help-env":
				return o, helpRequest{env: true}
			case "help-xoptions":
				return o, helpRequest{x: true}
			case "help-all":
				return o, helpRequest{true, true, true}
			case "version":
				return o, versionRequest{}
			case "engine":
				if !has {
					i++
					if i >= len(args) {
						return nil, usage{"Argument expected for the --engine option"}
					}
					val = args[i]
				}
				o.engine = val
			case "lossy", "module":
				if !has {
					i++
					if i >= len(args) {
						return nil, usage{"Argument expected for the --" + name + " option"}
					}
					val = args[i]
				}
				if name == "lossy" {
					if !slices.Contains([]string{"warn", "error", "ignore", "report", "json"}, val) {
						return nil, usage{"--lossy is warn, error, ignore, report or json"}
					}
					o.lossy = val
					continue
				}
				module, how, _ := strings.Cut(val, "=")
				if err := interp.CheckServe(module, interp.Service(how)); err != nil {
					return nil, usage{"--module " + val + ": " + err.Error()}
				}
				if s.Serve == nil {
					s.Serve = map[string]interp.Service{}
				}
				s.Serve[module] = interp.Service(how)
			case "modules":
				o.modules = true
			case "check-hash-based-pycs":
				if !has {
					if i++; i >= len(args) {
						return nil, usage{"Argument expected for the --check-hash-based-pycs options"}
					}
					val = args[i]
				}
				switch val {
				case "default", "always", "never":
				default:
					return nil, usage{"--check-hash-based-pycs must be one of 'default', 'always', or 'never'"}
				}
			default:
				known, err := o.tools.option(name, val, has, func() (string, error) {
					if i++; i >= len(args) {
						return "", usage{"Argument expected for the --" + name + " option"}
					}
					return args[i], nil
				})
				if err != nil {
					return nil, err
				}
				if !known {
					return nil, usage{"unknown option " + arg}
				}
			}
			continue
		}
		for j := 1; j < len(arg); j++ {
			switch c := arg[j]; c {
			case 'b':
				s.BytesWarning++
			case 'B':
				s.DontWriteBytecode++
			case 'd':
				s.Debug++
			case 'E':
				o.ignore = true
				s.IgnoreEnvironment++
			case 'h', '?':
				return o, helpRequest{options: true}
			case 'i':
				s.Inspect++
				s.Interactive++
			case 'I':
				o.isolated, o.ignore = true, true
				s.Isolated, s.IgnoreEnvironment, s.NoUserSite, s.SafePath = 1, 1, 1, 1
			case 'O':
				s.Optimize++
			case 'P':
				s.SafePath = 1
			case 'q':
				s.Quiet++
			case 'R':
				o.randomHash = true
			case 's':
				s.NoUserSite++
			case 'S':
				s.NoSite++
			case 'u':
				s.Unbuffered = true
			case 'v':
				s.Verbose++
			case 'V':
				return o, versionRequest{}
			case 'x':
				o.skip = true
			case 'W', 'X':
				v, err := value(arg, j, c)
				if err != nil {
					return nil, err
				}
				if c == 'W' {
					s.WarnOptions = append(s.WarnOptions, v)
				} else {
					s.XOptions = append(s.XOptions, v)
				}
				continue options
			case 'c', 'm':
				v, err := value(arg, j, c)
				if err != nil {
					return nil, err
				}
				if c == 'c' {
					o.command = v + "\n"
				} else {
					o.module = v
				}
				s.Argv = append([]string{"-" + string(c)}, args[i+1:]...)
				return o, o.environment(getenv)
			case 't', 'J':
				return nil, usage{fmt.Sprintf("-%c is reserved", c)}
			default:
				return nil, usage{fmt.Sprintf("Unknown option: -%c", c)}
			}
		}
	}
	if i < len(args) {
		if o.script = args[i]; o.script == "" {
			o.script = "." // an empty name is that of the current directory
		}
		s.Argv = args[i:]
	} else {
		s.Argv = []string{""}
	}
	return o, o.environment(getenv)
}

type (
	// helpRequest asks for pages of help.
	helpRequest    struct{ options, env, x bool }
	versionRequest struct{}
)

func (helpRequest) Error() string    { return "help" }
func (versionRequest) Error() string { return "version" }

func (h helpRequest) print(w io.Writer, prog string) {
	if h.options {
		fmt.Fprintf(w, usageLine, prog)
		fmt.Fprint(w, helpText)
	}
	if h.env {
		fmt.Fprint(w, envText)
	}
	if h.x {
		fmt.Fprint(w, xText)
	}
}

// environment applies the PYTHON* variables and the -X options.
func (o *options) environment(getenv func(string) string) error {
	s := &o.settings
	env := func(name string) string {
		if o.ignore {
			return ""
		}
		return getenv(name)
	}
	flag := func(name string, p *int) {
		if v := env(name); v != "" {
			n, err := strconv.Atoi(v)
			if err != nil || n < 1 {
				n = 1
			}
			*p = max(*p, n)
		}
	}
	flag("PYTHONDEBUG", &s.Debug)
	flag("PYTHONVERBOSE", &s.Verbose)
	flag("PYTHONOPTIMIZE", &s.Optimize)
	flag("PYTHONDONTWRITEBYTECODE", &s.DontWriteBytecode)
	flag("PYTHONNOUSERSITE", &s.NoUserSite)
	flag("PYTHONINSPECT", &s.Inspect)
	flag("PYTHONSAFEPATH", &s.SafePath)
	flag("PYTHONDEVMODE", &s.DevMode)
	flag("PYTHONWARNDEFAULTENCODING", &s.WarnDefaultEncoding)
	s.NoDebugRanges = env("PYTHONNODEBUGRANGES") != ""
	s.ImportTime = env("PYTHONPROFILEIMPORTTIME") != ""
	if v := env("MEMPHIS_JIT"); v != "" {
		n, err := strconv.ParseInt(v, 10, 32)
		if err != nil || n < 0 {
			return errors.New("MEMPHIS_JIT: how often code runs before it is made into machine code must be a number from 0 on.\nPython runtime state: preinitialized")
		}
		if s.HotCode = int32(n); n == 0 {
			s.HotCode = -1
		}
	}
	if env("PYTHONUNBUFFERED") != "" {
		s.Unbuffered = true
	}
	if env("PYTHONUTF8") == "1" {
		s.UTF8Mode = 1
	}
	if v := env("PYTHONIOENCODING"); v != "" {
		s.IOEncoding, s.IOErrors, _ = strings.Cut(v, ":")
	}
	if s.IOEncoding == "" && s.IOErrors == "" && plainLocale(getenv) {
		s.IOErrors = "surrogateescape"
	}
	if v := env("PYTHONINTMAXSTRDIGITS"); v != "" {
		n, ok := maxDigits(v)
		if !ok {
			return errors.New("config_init_int_max_str_digits: PYTHONINTMAXSTRDIGITS: invalid limit; must be >= 640 or 0 for unlimited.\nPython runtime state: preinitialized")
		}
		s.IntMaxStrDigits = n
	}
	s.PycachePrefix = env("PYTHONPYCACHEPREFIX")
	o.seed = env("PYTHONHASHSEED")
	if o.randomHash {
		o.seed = "random"
	}
	if o.seed == "0" {
		s.HashRandomization = 0
	}
	var warn []string
	if v := env("PYTHONWARNINGS"); v != "" {
		warn = strings.Split(v, ",")
	}
	for _, x := range s.XOptions {
		name, val, has := strings.Cut(x, "=")
		switch name {
		case "dev":
			s.DevMode = 1
		case "utf8":
			switch {
			case !has, val == "1":
				s.UTF8Mode = 1
			case val == "0":
				s.UTF8Mode = 0
			default:
				return errors.New("preconfig_init_utf8_mode: invalid -X utf8 option value\nPython runtime state: preinitializing")
			}
		case "int_max_str_digits":
			n, ok := maxDigits(val)
			if !ok {
				return errors.New("config_init_int_max_str_digits: -X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited.\nPython runtime state: preinitialized")
			}
			s.IntMaxStrDigits = n
		case "pycache_prefix":
			s.PycachePrefix = val
		case "importtime":
			s.ImportTime = true
		case "no_debug_ranges":
			s.NoDebugRanges = true
		case "warn_default_encoding":
			s.WarnDefaultEncoding = 1
		case "frozen_modules":
			if val != "" && val != "on" && val != "off" {
				return errors.New("bad value for option -X frozen_modules (expected \"on\" or \"off\")\nPython runtime state: preinitialized")
			}
			s.FrozenOff = val == "off"
		case "tracemalloc":
			if n, err := strconv.Atoi(val); val != "" && (err != nil || n < 0) {
				return errors.New("config_init_tracemalloc: -X tracemalloc=NFRAME: invalid number of frames\nPython runtime state: preinitialized")
			}
		}
	}
	// The order of sys.warnoptions: development mode, environment, -W, -b.
	all := warn
	if s.DevMode != 0 {
		all = append([]string{"default"}, all...)
	}
	all = append(all, s.WarnOptions...)
	switch o.lossy {
	case "error", "ignore":
		all = append(all, o.lossy+"::LossyConversionWarning")
	}
	for i, w := range all {
		// The module warnings looks for a category without a module among the built-ins.
		if f := strings.Split(w, ":"); len(f) > 2 && strings.TrimSpace(f[2]) == "LossyConversionWarning" {
			f[2] = "memphis.LossyConversionWarning"
			all[i] = strings.Join(f, ":")
		}
	}
	if s.BytesWarning > 1 {
		all = append(all, "error::BytesWarning")
	} else if s.BytesWarning == 1 {
		all = append(all, "default::BytesWarning")
	}
	s.WarnOptions = all
	return nil
}

// maxDigits reads a limit for the digits of an int: 0 for none, or at least 640.
func maxDigits(text string) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && (n == 0 || n >= 640)
}

// complain prints a usage error as python3 does.
func complain(w io.Writer, prog string, err error) int {
	fmt.Fprintln(w, err.Error())
	fmt.Fprintf(w, usageLine, prog)
	fmt.Fprintf(w, "Try `%s -h' for more information.\n", prog)
	return 2
}

// plainLocale reports whether the locale for characters is one that says nothing about the encoding of the terminal or
// that PEP 538 puts in its place: then the standard streams keep bytes that are not UTF-8 as surrogates.
func plainLocale(getenv func(string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		switch v := getenv(name); v {
		case "":
			continue
		case "C", "POSIX", "C.UTF-8", "C.utf8", "UTF-8":
			return true
		default:
			return false
		}
	}
	return true
}

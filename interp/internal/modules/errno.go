package modules

import (
	"syscall"

	"memphis/interp/object"
)

// This file defines the module errno: the system's error numbers by name.
// (Library reference, "errno".)

// errnoNames lists the symbols. Of two with one number the later is the one that
// errno.errorcode shows.
var errnoNames = []struct {
	name string
	num  syscall.Errno
}{
	{"EPERM", syscall.EPERM},
	{"ENOENT", syscall.ENOENT},
	{"ESRCH", syscall.ESRCH},
	{"EINTR", syscall.EINTR},
	{"EIO", syscall.EIO},
	{"ENXIO", syscall.ENXIO},
	{"E2BIG", syscall.E2BIG},
	{"ENOEXEC", syscall.ENOEXEC},
	{"EBADF", syscall.EBADF},
	{"ECHILD", syscall.ECHILD},
	{"EWOULDBLOCK", syscall.EWOULDBLOCK},
	{"EAGAIN", syscall.EAGAIN},
	{"ENOMEM", syscall.ENOMEM},
	{"EACCES", syscall.EACCES},
	{"EFAULT", syscall.EFAULT},
	{"ENOTBLK", syscall.ENOTBLK},
	{"EBUSY", syscall.EBUSY},
	{"EEXIST", syscall.EEXIST},
	{"EXDEV", syscall.EXDEV},
	{"ENODEV", syscall.ENODEV},
	{"ENOTDIR", syscall.ENOTDIR},
	{"EISDIR", syscall.EISDIR},
	{"EINVAL", syscall.EINVAL},
	{"ENFILE", syscall.ENFILE},
	{"EMFILE", syscall.EMFILE},
	{"ENOTTY", syscall.ENOTTY},
	{"ETXTBSY", syscall.ETXTBSY},
	{"EFBIG", syscall.EFBIG},
	{"ENOSPC", syscall.ENOSPC},
	{"ESPIPE", syscall.ESPIPE},
	{"EROFS", syscall.EROFS},
	{"EMLINK", syscall.EMLINK},
	{"EPIPE", syscall.EPIPE},
	{"EDOM", syscall.EDOM},
	{"ERANGE", syscall.ERANGE},
	{"EDEADLK", syscall.EDEADLK},
	{"EDEADLOCK", syscall.EDEADLOCK},
	{"ENAMETOOLONG", syscall.ENAMETOOLONG},
	{"ENOLCK", syscall.ENOLCK},
	{"ENOSYS", syscall.ENOSYS},
	{"ENOTEMPTY", syscall.ENOTEMPTY},
	{"ELOOP", syscall.ELOOP},
	{"ENOMSG", syscall.ENOMSG},
	{"EIDRM", syscall.EIDRM},
	{"ECHRNG", syscall.ECHRNG},
	{"EL2NSYNC", syscall.EL2NSYNC},
	{"EL3HLT", syscall.EL3HLT},
	{"EL3RST", syscall.EL3RST},
	{"ELNRNG", syscall.ELNRNG},
	{"EUNATCH", syscall.EUNATCH},
	{"ENOCSI", syscall.ENOCSI},
	{"EL2HLT", syscall.EL2HLT},
	{"EBADE", syscall.EBADE},
	{"EBADR", syscall.EBADR},
	{"EXFULL", syscall.EXFULL},
	{"ENOANO", syscall.ENOANO},
	{"EBADRQC", syscall.EBADRQC},
	{"EBADSLT", syscall.EBADSLT},
	{"EBFONT", syscall.EBFONT},
	{"ENOSTR", syscall.ENOSTR},
	{"ENODATA", syscall.ENODATA},
	{"ETIME", syscall.ETIME},
	{"ENOSR", syscall.ENOSR},
	{"ENONET", syscall.ENONET},
	{"ENOPKG", syscall.ENOPKG},
	{"EREMOTE", syscall.EREMOTE},
	{"ENOLINK", syscall.ENOLINK},
	{"EADV", syscall.EADV},
	{"ESRMNT", syscall.ESRMNT},
	{"ECOMM", syscall.ECOMM},
	{"EPROTO", syscall.EPROTO},
	{"EMULTIHOP", syscall.EMULTIHOP},
	{"EDOTDOT", syscall.EDOTDOT},
	{"EBADMSG", syscall.EBADMSG},
	{"EOVERFLOW", syscall.EOVERFLOW},
	{"ENOTUNIQ", syscall.ENOTUNIQ},
	{"EBADFD", syscall.EBADFD},
	{"EREMCHG", syscall.EREMCHG},
	{"ELIBACC", syscall.ELIBACC},
	{"ELIBBAD", syscall.ELIBBAD},
	{"ELIBSCN", syscall.ELIBSCN},
	{"ELIBMAX", syscall.ELIBMAX},
	{"ELIBEXEC", syscall.ELIBEXEC},
	{"EILSEQ", syscall.EILSEQ},
	{"ERESTART", syscall.ERESTART},
	{"ESTRPIPE", syscall.ESTRPIPE},
	{"EUSERS", syscall.EUSERS},
	{"ENOTSOCK", syscall.ENOTSOCK},
	{"EDESTADDRREQ", syscall.EDESTADDRREQ},
	{"EMSGSIZE", syscall.EMSGSIZE},
	{"EPROTOTYPE", syscall.EPROTOTYPE},
	{"ENOPROTOOPT", syscall.ENOPROTOOPT},
	{"EPROTONOSUPPORT", syscall.EPROTONOSUPPORT},
	{"ESOCKTNOSUPPORT", syscall.ESOCKTNOSUPPORT},
	{"EOPNOTSUPP", syscall.EOPNOTSUPP},
	{"ENOTSUP", syscall.ENOTSUP},
	{"EPFNOSUPPORT", syscall.EPFNOSUPPORT},
	{"EAFNOSUPPORT", syscall.EAFNOSUPPORT},
	{"EADDRINUSE", syscall.EADDRINUSE},
	{"EADDRNOTAVAIL", syscall.EADDRNOTAVAIL},
	{"ENETDOWN", syscall.ENETDOWN},
	{"ENETUNREACH", syscall.ENETUNREACH},
	{"ENETRESET", syscall.ENETRESET},
	{"ECONNABORTED", syscall.ECONNABORTED},
	{"ECONNRESET", syscall.ECONNRESET},
	{"ENOBUFS", syscall.ENOBUFS},
	{"EISCONN", syscall.EISCONN},
	{"ENOTCONN", syscall.ENOTCONN},
	{"ESHUTDOWN", syscall.ESHUTDOWN},
	{"ETOOMANYREFS", syscall.ETOOMANYREFS},
	{"ETIMEDOUT", syscall.ETIMEDOUT},
	{"ECONNREFUSED", syscall.ECONNREFUSED},
	{"EHOSTDOWN", syscall.EHOSTDOWN},
	{"EHOSTUNREACH", syscall.EHOSTUNREACH},
	{"EALREADY", syscall.EALREADY},
	{"EINPROGRESS", syscall.EINPROGRESS},
	{"ESTALE", syscall.ESTALE},
	{"EUCLEAN", syscall.EUCLEAN},
	{"ENOTNAM", syscall.ENOTNAM},
	{"ENAVAIL", syscall.ENAVAIL},
	{"EISNAM", syscall.EISNAM},
	{"EREMOTEIO", syscall.EREMOTEIO},
	{"EDQUOT", syscall.EDQUOT},
	{"ENOMEDIUM", syscall.ENOMEDIUM},
	{"EMEDIUMTYPE", syscall.EMEDIUMTYPE},
	{"ECANCELED", syscall.ECANCELED},
	{"ENOKEY", syscall.ENOKEY},
	{"EKEYEXPIRED", syscall.EKEYEXPIRED},
	{"EKEYREVOKED", syscall.EKEYREVOKED},
	{"EKEYREJECTED", syscall.EKEYREJECTED},
	{"EOWNERDEAD", syscall.EOWNERDEAD},
	{"ENOTRECOVERABLE", syscall.ENOTRECOVERABLE},
	{"ERFKILL", syscall.ERFKILL},
}

func errnoModule() *object.ModuleDef {
	return &object.ModuleDef{
		Name: "errno",
		Doc:  "This module makes available standard errno system symbols.\n\nThe value of each symbol is the corresponding integer value,\ne.g., on most systems, errno.ENOENT equals the integer 2.\n\nThe dictionary errno.errorcode maps numeric codes to symbol names,\ne.g., errno.errorcode[2] could be the string 'ENOENT'.\n\nSymbols that are not relevant to the underlying system are not defined.\n\nTo map error codes to error messages, use the function os.strerror(),\ne.g. os.strerror(2) could return 'No such file or directory'.",
		Init: func(t *thread, m *object.Module) error {
			codes := object.NewDict()
			m.Dict().SetString("errorcode", codes.Value())
			for _, e := range errnoNames {
				num, name := object.Int(int(e.num)), object.Intern(e.name)
				m.Dict().SetStr(name, num)
				if err := codes.Set(t, num, name.Value()); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// Package process has what memphis must do before Go's runtime starts: its epoll instance and the files by which it watches
// the container's processor limit would be the descriptors 3 to 6, which programs count on being free, and it handles signals
// that whoever started the program may have ignored.
package process

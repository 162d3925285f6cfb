package object

import "memphis/interp/internal/room"

// MaxDepth is how deep calls may nest whatever sys.setrecursionlimit says. A frame takes some 230 bytes, up to 4 KB if it has
// many variables.
var MaxDepth = room.Bytes / 4096

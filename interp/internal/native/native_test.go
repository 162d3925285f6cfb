//go:build linux && amd64

package native

import (
	"runtime"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"
)

// TestEnter runs a loop of machine code, and finds that it is refused while the collector marks.
func TestEnter(t *testing.T) {
	require.True(t, Supported())
	var a Asm
	loop, end := a.NewLabel(), a.NewLabel()
	a.Imm(AX, 0)
	a.Imm(R9, 1<<40)
	a.Imm(CX, 1000)
	a.Bind(loop)
	a.Test(CX, CX)
	a.JumpIf(E, end)
	a.Add(AX, CX)
	a.AddImm(CX, -1)
	a.Jump(loop)
	a.Bind(end)
	a.Add(AX, R9)
	a.Store(Mem{BX, 8}, AX)
	a.LoadF(X0, Mem{BX, 16})
	a.AddF(X0, Mem{BX, 16})
	a.StoreF(Mem{BX, 2000}, X0)
	a.Imm(AX, Left)
	a.Ret()
	a.Finish()
	at, err := Place(a.Code)
	require.NoError(t, err)
	regs := make([]uint64, 512)
	*(*float64)(unsafe.Pointer(&regs[2])) = 1.25
	s := &State{Frame: unsafe.Pointer(t), Regs: unsafe.Pointer(&regs[0]), Code: at}
	s.Init()
	run(s)
	require.EqualValues(t, Left, s.Why)
	require.EqualValues(t, 1<<40+500500, regs[1])
	require.Equal(t, 2.5, *(*float64)(unsafe.Pointer(&regs[250])))

	callGo(t, s, regs)

	refused, stop := false, make(chan bool)
	heap := make([][]*int, 10000)
	for i := range heap {
		heap[i] = make([]*int, 1000)
	}
	go func() {
		for range 20 {
			runtime.GC()
		}
		close(stop)
	}()
	for !refused {
		select {
		case <-stop:
			require.True(t, refused, "never saw the collector mark")
		default:
			s.Enter()
			refused = s.Why == Refused
		}
	}
	runtime.KeepAlive(heap)
}

// run enters the code until the collector does not mark meanwhile.
func run(s *State) {
	for s.Enter(); s.Why == Refused || s.Why == Marked; s.Enter() {
		runtime.Gosched()
	}
}

// deep uses n kB of stack, so that the goroutine's moves.
//
//go:noinline
func deep(n int) int {
	var room [1024]byte
	room[n%1024] = byte(n)
	if n == 0 {
		return 0
	}
	return deep(n-1) + int(room[n%1024]) - n%256 + 1
}

// called is what machine code calls in callGo: it moves the stack, collects, and gives its argument less 7.
func called(machine, frame unsafe.Pointer, n uint64) uint64 {
	runtime.GC()
	(*[4]uint64)(machine)[2] += uint64(deep(2000))
	return n - 7
}

// callGo lets code call a Go function, and finds what that gave, its registers and where it was to go on.
func callGo(t *testing.T, s *State, regs []uint64) {
	var a Asm
	next := a.NewLabel()
	f := called
	a.Imm(AX, uint64(**(**uintptr)(unsafe.Pointer(&f))))
	a.Imm(CX, 12)
	a.LeaLabel(R10, next)
	a.Ret()
	a.Bind(next)
	a.Store(Mem{BX, 24}, AX)
	a.Imm(AX, Left)
	a.Ret()
	a.Finish()
	at, err := Place(a.Code)
	require.NoError(t, err)
	machine := &[4]uint64{}
	g := &State{Frame: s.Frame, Regs: s.Regs, Code: at, Machine: unsafe.Pointer(machine)}
	g.Init()
	run(g)
	require.EqualValues(t, Left, g.Why)
	require.EqualValues(t, 5, regs[3])
	require.NotZero(t, machine[2])
	require.Zero(t, machine[2]%2000)
}

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
	s.Enter()
	require.EqualValues(t, Left, s.Why)
	require.EqualValues(t, 1<<40+500500, regs[1])
	require.Equal(t, 2.5, *(*float64)(unsafe.Pointer(&regs[250])))

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

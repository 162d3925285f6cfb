//go:build linux && amd64

#include "textflag.h"
#include "funcdata.h"

// func enter(s *State)
//
// The code finds the frame in SI, its registers in BX, the State in R15, the headers of ints and floats in R12 and R13 and
// the g in R14; it leaves its reason in AX. A reason that is an address is the Go function to call, with the State's Machine,
// the frame and CX; the code goes on at R10. It gets what the function gives in AX, unless that is 0, which leaves, or an
// address, where to go on with the frame and registers in the State. The function's arguments are in registers, as the
// compiler's own calls have them, and the first 32 bytes of the frame are where it may spill them.
TEXT ·enter(SB), NOSPLIT, $64-8
	NO_LOCAL_POINTERS
	MOVQ s+0(FP), R15
	MOVQ 24(R15), AX
	CMPL (AX), $0
	JNE  marking
	MOVQ 0(R15), SI
	MOVQ 8(R15), BX
	MOVQ 16(R15), R11
	MOVQ (TLS), R14

run:
	MOVQ 32(R15), R12
	MOVQ 40(R15), R13
	CALL R11
	CMPQ AX, $64
	JAE  callout
	MOVQ AX, 48(R15)
	RET

callout:
	MOVQ SI, 40(SP)
	MOVQ BX, 48(SP)
	MOVQ R10, 56(SP)
	MOVQ AX, R11
	MOVQ 56(R15), AX
	MOVQ SI, BX
	CALL R11
	MOVQ s+0(FP), R15
	TESTQ AX, AX
	JE   left
	MOVQ 24(R15), CX
	CMPL (CX), $0
	JNE  marked
	CMPQ AX, $64
	JAE  other
	MOVQ 40(SP), SI
	MOVQ 48(SP), BX
	MOVQ 56(SP), R11
	JMP  run

other:
	MOVQ AX, R11
	MOVQ 0(R15), SI
	MOVQ 8(R15), BX
	JMP  run

marked:
	MOVQ $1, 48(R15)

left:
	RET

marking:
	MOVQ $0, 48(R15)
	RET

// func getg() uintptr
TEXT ·getg(SB), NOSPLIT, $0-8
	MOVQ (TLS), AX
	MOVQ AX, ret+0(FP)
	RET

//go:build linux && amd64

#include "textflag.h"

// func enter(s *State)
//
// The code finds the frame in SI, its registers in BX, the State in R15, the headers of ints and floats in R12 and R13 and
// the g in R14; it leaves its reason in AX and the frame in SI.
TEXT ·enter(SB), NOSPLIT, $0-8
	MOVQ s+0(FP), R15
	MOVQ 24(R15), AX
	CMPL (AX), $0
	JNE  marking
	MOVQ 0(R15), SI
	MOVQ 8(R15), BX
	MOVQ 16(R15), AX
	MOVQ 32(R15), R12
	MOVQ 40(R15), R13
	MOVQ (TLS), R14
	CALL AX
	MOVQ SI, 0(R15)
	MOVQ AX, 48(R15)
	RET

marking:
	MOVQ $0, 48(R15)
	RET

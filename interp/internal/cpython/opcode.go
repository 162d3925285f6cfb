package cpython

// This file defines CPython 3.11's instructions.

type opcode uint8

const (
	opCache                   opcode = 0
	opPopTop                  opcode = 1
	opPushNull                opcode = 2
	opNop                     opcode = 9
	opUnaryPositive           opcode = 10
	opUnaryNegative           opcode = 11
	opUnaryNot                opcode = 12
	opUnaryInvert             opcode = 15
	opBinarySubscr            opcode = 25
	opGetLen                  opcode = 30
	opMatchMapping            opcode = 31
	opMatchSequence           opcode = 32
	opMatchKeys               opcode = 33
	opPushExcInfo             opcode = 35
	opCheckExcMatch           opcode = 36
	opCheckEgMatch            opcode = 37
	opWithExceptStart         opcode = 49
	opGetAIter                opcode = 50
	opGetANext                opcode = 51
	opBeforeAsyncWith         opcode = 52
	opBeforeWith              opcode = 53
	opEndAsyncFor             opcode = 54
	opStoreSubscr             opcode = 60
	opDeleteSubscr            opcode = 61
	opGetIter                 opcode = 68
	opGetYieldFromIter        opcode = 69
	opPrintExpr               opcode = 70
	opLoadBuildClass          opcode = 71
	opLoadAssertionError      opcode = 74
	opReturnGenerator         opcode = 75
	opListToTuple             opcode = 82
	opReturnValue             opcode = 83
	opImportStar              opcode = 84
	opSetupAnnotations        opcode = 85
	opYieldValue              opcode = 86
	opAsyncGenWrap            opcode = 87
	opPrepReraiseStar         opcode = 88
	opPopExcept               opcode = 89
	opStoreName               opcode = 90
	opDeleteName              opcode = 91
	opUnpackSequence          opcode = 92
	opForIter                 opcode = 93
	opUnpackEx                opcode = 94
	opStoreAttr               opcode = 95
	opDeleteAttr              opcode = 96
	opStoreGlobal             opcode = 97
	opDeleteGlobal            opcode = 98
	opSwap                    opcode = 99
	opLoadConst               opcode = 100
	opLoadName                opcode = 101
	opBuildTuple              opcode = 102
	opBuildList               opcode = 103
	opBuildSet                opcode = 104
	opBuildMap                opcode = 105
	opLoadAttr                opcode = 106
	opCompareOp               opcode = 107
	opImportName              opcode = 108
	opImportFrom              opcode = 109
	opJumpForward             opcode = 110
	opJumpIfFalseOrPop        opcode = 111
	opJumpIfTrueOrPop         opcode = 112
	opPopJumpForwardIfFalse   opcode = 114
	opPopJumpForwardIfTrue    opcode = 115
	opLoadGlobal              opcode = 116
	opIsOp                    opcode = 117
	opContainsOp              opcode = 118
	opReraise                 opcode = 119
	opCopy                    opcode = 120
	opBinaryOp                opcode = 122
	opSend                    opcode = 123
	opLoadFast                opcode = 124
	opStoreFast               opcode = 125
	opDeleteFast              opcode = 126
	opPopJumpForwardIfNotNone opcode = 128
	opPopJumpForwardIfNone    opcode = 129
	opRaiseVarargs            opcode = 130
	opGetAwaitable            opcode = 131
	opMakeFunction            opcode = 132
	opBuildSlice              opcode = 133
	opJumpBackwardQuiet       opcode = 134 // JUMP_BACKWARD_NO_INTERRUPT
	opMakeCell                opcode = 135
	opLoadClosure             opcode = 136
	opLoadDeref               opcode = 137
	opStoreDeref              opcode = 138
	opDeleteDeref             opcode = 139
	opJumpBackward            opcode = 140
	opCallFunctionEx          opcode = 142
	opExtendedArg             opcode = 144
	opListAppend              opcode = 145
	opSetAdd                  opcode = 146
	opMapAdd                  opcode = 147
	opLoadClassDeref          opcode = 148
	opCopyFreeVars            opcode = 149
	opResume                  opcode = 151
	opMatchClass              opcode = 152
	opFormatValue             opcode = 155
	opBuildConstKeyMap        opcode = 156
	opBuildString             opcode = 157
	opLoadMethod              opcode = 160
	opListExtend              opcode = 162
	opSetUpdate               opcode = 163
	opDictMerge               opcode = 164
	opDictUpdate              opcode = 165
	opPrecall                 opcode = 166
	opCall                    opcode = 171
	opKwNames                 opcode = 172
	opPopJumpBackIfNotNone    opcode = 173
	opPopJumpBackIfNone       opcode = 174
	opPopJumpBackIfFalse      opcode = 175
	opPopJumpBackIfTrue       opcode = 176
)

// opInfo is a row of the table of instructions.
type opInfo struct {
	name   string
	caches int // units behind it that hold CPython's inline cache
	jump   int // 1 if its argument is the way to a target ahead, -1 behind
	ends   bool
	// calm: it raises nothing in the translation.
	calm bool
	// plain: it pops that many objects of any type and pushes those in push.
	plain bool
	pops  int
	push  []kind
}

var one = []kind{value}

// ops is the table; rows without a name are no instructions.
var ops = [256]opInfo{
	opPopTop:                  {name: "POP_TOP", calm: true},
	opPushNull:                {name: "PUSH_NULL", calm: true},
	opNop:                     {name: "NOP", calm: true, plain: true},
	opUnaryPositive:           {name: "UNARY_POSITIVE", plain: true, pops: 1, push: one},
	opUnaryNegative:           {name: "UNARY_NEGATIVE", plain: true, pops: 1, push: one},
	opUnaryNot:                {name: "UNARY_NOT", plain: true, pops: 1, push: one},
	opUnaryInvert:             {name: "UNARY_INVERT", plain: true, pops: 1, push: one},
	opBinarySubscr:            {name: "BINARY_SUBSCR", caches: 4, plain: true, pops: 2, push: one},
	opGetLen:                  {name: "GET_LEN"},
	opMatchMapping:            {name: "MATCH_MAPPING"},
	opMatchSequence:           {name: "MATCH_SEQUENCE"},
	opMatchKeys:               {name: "MATCH_KEYS"},
	opPushExcInfo:             {name: "PUSH_EXC_INFO", calm: true},
	opCheckExcMatch:           {name: "CHECK_EXC_MATCH"},
	opCheckEgMatch:            {name: "CHECK_EG_MATCH"},
	opWithExceptStart:         {name: "WITH_EXCEPT_START"},
	opGetAIter:                {name: "GET_AITER", plain: true, pops: 1, push: one},
	opGetANext:                {name: "GET_ANEXT"},
	opBeforeAsyncWith:         {name: "BEFORE_ASYNC_WITH", plain: true, pops: 1, push: []kind{exit, value}},
	opBeforeWith:              {name: "BEFORE_WITH", plain: true, pops: 1, push: []kind{exit, value}},
	opEndAsyncFor:             {name: "END_ASYNC_FOR"},
	opStoreSubscr:             {name: "STORE_SUBSCR", caches: 1, plain: true, pops: 3},
	opDeleteSubscr:            {name: "DELETE_SUBSCR", plain: true, pops: 2},
	opGetIter:                 {name: "GET_ITER", plain: true, pops: 1, push: one},
	opGetYieldFromIter:        {name: "GET_YIELD_FROM_ITER", plain: true, pops: 1, push: one},
	opPrintExpr:               {name: "PRINT_EXPR", plain: true, pops: 1},
	opLoadBuildClass:          {name: "LOAD_BUILD_CLASS", plain: true, push: one},
	opLoadAssertionError:      {name: "LOAD_ASSERTION_ERROR", calm: true, plain: true, push: one},
	opReturnGenerator:         {name: "RETURN_GENERATOR"},
	opListToTuple:             {name: "LIST_TO_TUPLE"},
	opReturnValue:             {name: "RETURN_VALUE", ends: true, plain: true, pops: 1},
	opImportStar:              {name: "IMPORT_STAR", plain: true, pops: 1},
	opSetupAnnotations:        {name: "SETUP_ANNOTATIONS"},
	opYieldValue:              {name: "YIELD_VALUE"},
	opAsyncGenWrap:            {name: "ASYNC_GEN_WRAP", plain: true, pops: 1, push: one},
	opPrepReraiseStar:         {name: "PREP_RERAISE_STAR"},
	opPopExcept:               {name: "POP_EXCEPT", calm: true},
	opStoreName:               {name: "STORE_NAME"},
	opDeleteName:              {name: "DELETE_NAME"},
	opUnpackSequence:          {name: "UNPACK_SEQUENCE", caches: 1},
	opForIter:                 {name: "FOR_ITER", jump: 1},
	opUnpackEx:                {name: "UNPACK_EX"},
	opStoreAttr:               {name: "STORE_ATTR", caches: 4},
	opDeleteAttr:              {name: "DELETE_ATTR"},
	opStoreGlobal:             {name: "STORE_GLOBAL"},
	opDeleteGlobal:            {name: "DELETE_GLOBAL"},
	opSwap:                    {name: "SWAP", calm: true},
	opLoadConst:               {name: "LOAD_CONST", calm: true},
	opLoadName:                {name: "LOAD_NAME"},
	opBuildTuple:              {name: "BUILD_TUPLE"},
	opBuildList:               {name: "BUILD_LIST"},
	opBuildSet:                {name: "BUILD_SET"},
	opBuildMap:                {name: "BUILD_MAP"},
	opLoadAttr:                {name: "LOAD_ATTR", caches: 4},
	opCompareOp:               {name: "COMPARE_OP", caches: 2},
	opImportName:              {name: "IMPORT_NAME"},
	opImportFrom:              {name: "IMPORT_FROM"},
	opJumpForward:             {name: "JUMP_FORWARD", jump: 1, ends: true, calm: true},
	opJumpIfFalseOrPop:        {name: "JUMP_IF_FALSE_OR_POP", jump: 1},
	opJumpIfTrueOrPop:         {name: "JUMP_IF_TRUE_OR_POP", jump: 1},
	opPopJumpForwardIfFalse:   {name: "POP_JUMP_FORWARD_IF_FALSE", jump: 1},
	opPopJumpForwardIfTrue:    {name: "POP_JUMP_FORWARD_IF_TRUE", jump: 1},
	opLoadGlobal:              {name: "LOAD_GLOBAL", caches: 5},
	opIsOp:                    {name: "IS_OP"},
	opContainsOp:              {name: "CONTAINS_OP"},
	opReraise:                 {name: "RERAISE", ends: true},
	opCopy:                    {name: "COPY", calm: true},
	opBinaryOp:                {name: "BINARY_OP", caches: 1},
	opSend:                    {name: "SEND", jump: 1},
	opLoadFast:                {name: "LOAD_FAST"},
	opStoreFast:               {name: "STORE_FAST", calm: true},
	opDeleteFast:              {name: "DELETE_FAST"},
	opPopJumpForwardIfNotNone: {name: "POP_JUMP_FORWARD_IF_NOT_NONE", jump: 1, calm: true},
	opPopJumpForwardIfNone:    {name: "POP_JUMP_FORWARD_IF_NONE", jump: 1, calm: true},
	opRaiseVarargs:            {name: "RAISE_VARARGS", ends: true},
	opGetAwaitable:            {name: "GET_AWAITABLE"},
	opMakeFunction:            {name: "MAKE_FUNCTION", calm: true},
	opBuildSlice:              {name: "BUILD_SLICE", calm: true},
	opJumpBackwardQuiet:       {name: "JUMP_BACKWARD_NO_INTERRUPT", jump: -1, ends: true},
	opMakeCell:                {name: "MAKE_CELL", calm: true},
	opLoadClosure:             {name: "LOAD_CLOSURE", calm: true},
	opLoadDeref:               {name: "LOAD_DEREF"},
	opStoreDeref:              {name: "STORE_DEREF", calm: true},
	opDeleteDeref:             {name: "DELETE_DEREF"},
	opJumpBackward:            {name: "JUMP_BACKWARD", jump: -1, ends: true},
	opCallFunctionEx:          {name: "CALL_FUNCTION_EX"},
	opListAppend:              {name: "LIST_APPEND"},
	opSetAdd:                  {name: "SET_ADD"},
	opMapAdd:                  {name: "MAP_ADD"},
	opLoadClassDeref:          {name: "LOAD_CLASSDEREF"},
	opCopyFreeVars:            {name: "COPY_FREE_VARS", calm: true},
	opResume:                  {name: "RESUME", calm: true, plain: true},
	opMatchClass:              {name: "MATCH_CLASS"},
	opFormatValue:             {name: "FORMAT_VALUE"},
	opBuildConstKeyMap:        {name: "BUILD_CONST_KEY_MAP"},
	opBuildString:             {name: "BUILD_STRING"},
	opLoadMethod:              {name: "LOAD_METHOD", caches: 10},
	opListExtend:              {name: "LIST_EXTEND"},
	opSetUpdate:               {name: "SET_UPDATE"},
	opDictMerge:               {name: "DICT_MERGE"},
	opDictUpdate:              {name: "DICT_UPDATE"},
	opPrecall:                 {name: "PRECALL", caches: 1, calm: true, plain: true},
	opCall:                    {name: "CALL", caches: 4},
	opKwNames:                 {name: "KW_NAMES", calm: true},
	opPopJumpBackIfNotNone:    {name: "POP_JUMP_BACKWARD_IF_NOT_NONE", jump: -1},
	opPopJumpBackIfNone:       {name: "POP_JUMP_BACKWARD_IF_NONE", jump: -1},
	opPopJumpBackIfFalse:      {name: "POP_JUMP_BACKWARD_IF_FALSE", jump: -1},
	opPopJumpBackIfTrue:       {name: "POP_JUMP_BACKWARD_IF_TRUE", jump: -1},
}

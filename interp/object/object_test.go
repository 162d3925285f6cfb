package object

import "testing"

func TestSetup(t *testing.T) {
	in := NewInterp()
	th := in.NewThread()
	v, err := th.GetAttrString(Value{P: &NewInstance(ObjectType).Header}, "__class__")
	if err != nil || v != ObjectType.Value() {
		t.Fatal(v, err)
	}
}

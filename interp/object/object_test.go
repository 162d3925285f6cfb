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

// TestDictChurn adds and removes the last key over and over, which leaves nothing but
// deleted places in the index if they are not counted.
func TestDictChurn(t *testing.T) {
	th := NewInterp().NewThread()
	d := NewDict()
	for i := range 20 {
		if err := d.Set(th, Int(i), None); err != nil {
			t.Fatal(err)
		}
	}
	for i := 100; i < 100000; i++ {
		if err := d.Set(th, Int(i), None); err != nil {
			t.Fatal(err)
		}
		if _, ok, err := d.Delete(th, Int(i)); !ok || err != nil {
			t.Fatal(i, err)
		}
	}
	if d.Len() != 20 {
		t.Error(d.Len())
	}
}

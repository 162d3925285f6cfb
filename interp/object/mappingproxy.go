package object

func setupMappingProxy() {}

// MappingProxy is a read-only view of a mapping.
type MappingProxy struct {
	Header
	Mapping Value
}

// NewMappingProxy returns a mappingproxy of m.
func NewMappingProxy(m Value) Value {
	return Value{P: &(&MappingProxy{Header{MappingProxyType}, m}).Header}
}

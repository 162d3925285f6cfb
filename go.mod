module memphis

go 1.26.0

require (
	github.com/go-python/cpy3 v0.2.0
	golang.org/x/text v0.43.0
)

require (
	github.com/spf13/pflag v1.0.10 // indirect
	github.com/stretchr/testify v1.12.1 // indirect
)

module memphis

go 1.26.0

require (
	github.com/go-python/cpy3 v0.2.0
	golang.org/x/sys v0.49.0
	golang.org/x/term v0.47.0
	golang.org/x/text v0.43.0
)

require github.com/stretchr/testify v1.12.1 // indirect

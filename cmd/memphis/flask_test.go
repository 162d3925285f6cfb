package main_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// This file boots testdata/flask/app.py under memphis and under the host's python3 and compares what they answer.

// server is a running demo application.
type server struct {
	url     string
	cookies map[string]string
	log     *lockedBuffer
}

// lockedBuffer collects a server's stderr while tests read it.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

var running = regexp.MustCompile(`Running on http://127\.0\.0\.1:([0-9]+)`)

// bootLimit is far more than a boot should take (under 2 s); the machine may be busy.
const bootLimit = 60 * time.Second

// boot starts a program that serves the application on a port of the system's choice, and waits until it says which.
func boot(t *testing.T, program string, env []string, args ...string) *server {
	t.Helper()
	if err := exec.Command(python(t), "-c", "import flask").Run(); err != nil {
		t.Skip("the host has no Flask: apt-get install python3-flask")
	}
	s := &server{cookies: map[string]string{}, log: &lockedBuffer{}}
	cmd := exec.Command(program, args...)
	cmd.Dir, cmd.Env = "../..", environment(append(env, "PORT=0")...)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	port := make(chan string, 1)
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		defer close(port)
		for lines := bufio.NewScanner(stderr); lines.Scan(); {
			fmt.Fprintln(s.log, lines.Text())
			if m := running.FindStringSubmatch(lines.Text()); m != nil {
				port <- m[1]
			}
		}
	}()
	t.Cleanup(func() {
		cmd.Process.Kill()
		<-drained
		cmd.Wait()
	})
	select {
	case p, ok := <-port:
		if !ok {
			t.Fatalf("%s %s ended:\n%s", program, strings.Join(args, " "), s.log)
		}
		s.url = "http://127.0.0.1:" + p
	case <-time.After(bootLimit):
		t.Fatalf("%s %s does not serve after %v:\n%s", program, strings.Join(args, " "), bootLimit, s.log)
	}
	return s
}

// exchange is one request. The header lines are "Name: value".
type exchange struct {
	method, path string
	header       []string
	body         string
}

// answer is what of a response must be the same: the status, the headers in a fixed order, and the body.
type answer struct {
	status, header, body string
}

var client = &http.Client{
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	Timeout:       60 * time.Second,
}

// ask sends one request, again if the connection broke: a server that refuses a body may close it before all is written.
func (s *server) ask(x exchange) (a answer, err error) {
	for range 5 {
		if a, err = s.askOnce(x); !errors.Is(err, syscall.EPIPE) && !errors.Is(err, syscall.ECONNRESET) {
			break
		}
	}
	return a, err
}

// askOnce sends one request with the server's cookies and keeps those it sets.
func (s *server) askOnce(x exchange) (answer, error) {
	request, err := http.NewRequest(x.method, s.url+x.path, strings.NewReader(x.body))
	if err != nil {
		return answer{}, err
	}
	// A fixed name, so that absolute URLs do not show the port.
	request.Host = "demo.test"
	request.Header.Set("User-Agent", "memphis-test")
	for _, line := range x.header {
		name, value, _ := strings.Cut(line, ": ")
		request.Header.Set(name, value)
	}
	for _, name := range slices.Sorted(maps.Keys(s.cookies)) {
		request.Header.Add("Cookie", name+"="+s.cookies[name])
	}
	response, err := client.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return answer{}, err
	}
	for _, line := range response.Header.Values("Set-Cookie") {
		name, value, _ := strings.Cut(line, "=")
		value, attributes, _ := strings.Cut(value, ";")
		if strings.Contains(attributes, "Max-Age=0") {
			delete(s.cookies, name)
		} else {
			s.cookies[name] = value
		}
	}
	same := changing.ReplaceAllString(string(body), "${1}<changes>")
	if response.ContentLength == int64(len(body)) && same != string(body) {
		// An address has more digits in one process than in another, so the length counts the text without them.
		response.ContentLength = int64(len(same))
		response.Header.Set("Content-Length", strconv.Itoa(len(same)))
	}
	return answer{response.Status, steady(response), same}, nil
}

var (
	// signature is the time and signature at the end of a session cookie.
	signature = regexp.MustCompile(`^(session=[^;]*?)\.[\w-]+\.[\w-]+(;|$)`)
	// expires is a time counted from now.
	expires = regexp.MustCompile(`(Expires=)[^;]*(2[0-9]|1[1-9])[0-9]{2} [^;]*`)
	// changing is what the debugger's page has anew in each process: its secret, and frames named by their addresses.
	changing = regexp.MustCompile(`(SECRET = "|\bframe-|&amp;s=|EVALEX_TRUSTED = |\bat )[\w]+`)
)

// steady writes a response's headers, without what tells the time or the server's name.
func steady(response *http.Response) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(response.Header)) {
		if name == "Date" || name == "Server" {
			continue
		}
		for _, value := range response.Header[name] {
			value = signature.ReplaceAllString(value, "$1.<signed>$2")
			value = expires.ReplaceAllString(value, "$1<later>")
			if name == "Expires" {
				value = lifetime(response.Header.Get("Date"), value)
			}
			if name == "Allow" {
				// A set's order, which changes with the hash seed.
				methods := strings.Split(value, ", ")
				slices.Sort(methods)
				value = strings.Join(methods, ", ")
			}
			fmt.Fprintf(&b, "%s: %s\n", name, value)
		}
	}
	fmt.Fprintf(&b, "[encoding %v, length %d, protocol %s]\n", response.TransferEncoding, response.ContentLength, response.Proto)
	return b.String()
}

// lifetime tells how long after date a response expires, to five seconds: a second may begin between the two. What are not
// two times is answered as it is.
func lifetime(date, expires string) string {
	from, err1 := http.ParseTime(date)
	to, err2 := http.ParseTime(expires)
	if err1 != nil || err2 != nil {
		return expires
	}
	return to.Sub(from).Round(5*time.Second).String() + " after Date"
}

// form is a request body as a browser sends it.
func form(path, body string) exchange {
	return exchange{"POST", path, []string{"Content-Type: application/x-www-form-urlencoded"}, body}
}

func get(path string, header ...string) exchange { return exchange{"GET", path, header, ""} }

func asJSON(method, path, body string) exchange {
	return exchange{method, path, []string{"Content-Type: application/json"}, body}
}

// uploaded is a multipart form with two files and a field.
func uploaded(t *testing.T) exchange {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	must(t, w.SetBoundary("----memphis-boundary"))
	must(t, w.WriteField("note", "two files, é"))
	for _, file := range []struct{ field, name, kind, body string }{
		{"doc", "../../etc/päss wd.txt", "text/plain", "line one\r\nline two\n"},
		{"raw", "data.bin", "application/octet-stream", strings.Repeat("\x00\xff\r\n--", 3000)},
	} {
		part, err := w.CreatePart(textproto.MIMEHeader{
			"Content-Disposition": {fmt.Sprintf(`form-data; name=%q; filename="%s"`, file.field, file.name)}, "Content-Type": {file.kind}})
		must(t, err)
		_, err = io.WriteString(part, file.body)
		must(t, err)
	}
	must(t, w.Close())
	return exchange{"POST", "/upload", []string{"Content-Type: " + w.FormDataContentType()}, b.String()}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// conversation is every feature of the application, in the order of one visitor.
func conversation(t *testing.T) []exchange {
	return []exchange{
		get("/"), get("/static/style.css"), get("/static/logo.svg"), get("/static/none.css"), {"HEAD", "/", nil, ""}, {"OPTIONS", "/json", nil, ""},
		get("/hello/W%C3%B6rld%20%3Cb%3E/3"), get("/hello/"), get("/hello/x/-1"),
		get("/convert/42/-2.5/red/12345678-1234-5678-1234-567812345678/a+b%20c/d/e.f"), get("/convert/42/x/red/y/z/w"), get("/urls"),
		asJSON("POST", "/json", `{"numbers": [1, 2.5, 1e3, 10000000000000000000], "text": "\u00e9\ud83d\ude00 </script>", "n": null, "t": [true, {}]}`),
		asJSON("PUT", "/json", `{"b": 1, "a": {"z": [], "y": "\n"}}`), asJSON("POST", "/json", `{"broken": `), asJSON("POST", "/json", `[1]`),
		form("/json", "a=1"), {"DELETE", "/json", nil, ""},
		get("/request?a=1&a=2&b=%C3%A9&c", "Accept-Language: de-CH, de;q=0.8, en;q=0.5", "Accept: text/html;q=0.9, application/json",
			"Authorization: Basic YW5uOnNlY3JldA=="),
		get("/login"), form("/login", "name=+"), get("/login"), form("/login", "name=Ann+%3C%C3%96%3E&stay=1"), get("/profile"), get("/profile"), get("/"),
		get("/cookies"), get("/request"), uploaded(t), {"POST", "/upload", nil, strings.Repeat("x", 70000)},
		get("/download/1000"), get("/download/1000", "Range: bytes=10-19"), get("/download/10", `If-None-Match: "x"`), get("/files/logo.svg"), get("/files/../app.py"),
		get("/stream/5?who=me"), get("/stream/0"), get("/shop"), get("/shop/?by=name"), get("/shop/?by=price"), get("/shop/2"), get("/shop/99"),
		{"DELETE", "/shop/1", nil, ""}, get("/shop/assets/logo.svg"), get("/logout"), get("/flashes"), get("/flashes"), get("/profile"), get("/slow/5"),
		get("/selftest"), get("/logs"), get("/abort/410"), get("/abort/405"), get("/abort/200"), get("/tea"), get("/crash"), get("/bad-template"), get("/none"),
		get("/?stop=1"), get("/nowhere/%E2%82%AC?q=%ff"), get("/request", "Cookie: session=forged.value.here"),
	}
}

// compare asks both servers the same things, one after the other, and reports every difference.
func compare(t *testing.T, ours, theirs *server, exchanges []exchange) {
	t.Helper()
	for i, x := range exchanges {
		want, err := theirs.ask(x)
		must(t, err)
		got, err := ours.ask(x)
		if err != nil {
			t.Errorf("%d %s %s: %v", i, x.method, x.path, err)
			continue
		}
		if want.status != got.status {
			t.Errorf("%d %s %s: status %s, want %s", i, x.method, x.path, got.status, want.status)
		}
		if d := difference(want.header, got.header); d != "" {
			t.Errorf("%d %s %s: headers: %s", i, x.method, x.path, d)
		}
		if d := difference(want.body, got.body); d != "" {
			t.Errorf("%d %s %s: body: %s", i, x.method, x.path, d)
		}
	}
	if t.Failed() {
		t.Logf("memphis's log:\n%s", ours.log)
	}
}

func needBridge(t *testing.T) {
	t.Helper()
	if !withLibpython {
		t.Skip("Flask needs libpython")
	}
}

// TestFlask asks for every feature of the application.
func TestFlask(t *testing.T) {
	needBridge(t)
	theirs := boot(t, python(t), nil, "testdata/flask/app.py")
	ours := boot(t, memphis(t), nil, "testdata/flask/app.py")
	compare(t, ours, theirs, conversation(t))
}

// TestFlaskDebugger compares the page that Werkzeug's debugger makes of an unhandled exception: its frames, their source
// lines and its own resources.
func TestFlaskDebugger(t *testing.T) {
	needBridge(t)
	if why := known(t, "flask/debugger"); why != "" {
		t.Skipf("known to differ: %s", why)
	}
	theirs := boot(t, python(t), []string{"APP_DEBUG=1"}, "testdata/flask/app.py")
	ours := boot(t, memphis(t), []string{"APP_DEBUG=1"}, "testdata/flask/app.py")
	compare(t, ours, theirs, []exchange{
		get("/crash"), get("/bad-template"), get("/none"), get("/crash?__debugger__=yes&cmd=resource&f=style.css"), get("/"), get("/console"),
	})
}

// TestFlaskCommand boots by Flask's own command line.
func TestFlaskCommand(t *testing.T) {
	needBridge(t)
	args := []string{"-m", "flask", "--app", "testdata/flask/app", "run", "--port", "0"}
	theirs := boot(t, python(t), nil, args...)
	ours := boot(t, memphis(t), nil, args...)
	compare(t, ours, theirs, []exchange{get("/"), get("/urls"), get("/shop/"), get("/tea")})
}

// TestFlaskLoad sends 2,000 requests from 8 clients at once and counts that nothing is lost: every answer is whole, and
// the numbers that /count gave are exactly those it should have given.
func TestFlaskLoad(t *testing.T) {
	needBridge(t)
	const clients, each = 8, 250
	s := boot(t, memphis(t), nil, "testdata/flask/app.py")
	var mu sync.Mutex
	var numbers []int
	var group sync.WaitGroup
	for c := range clients {
		group.Go(func() {
			own := &server{url: s.url, cookies: map[string]string{}}
			for i := range each {
				x, status, part := get("/count"), "200 OK", ""
				switch i % 5 {
				case 1:
					x, part = get("/"), "memphis"
				case 2:
					x, status, part = asJSON("POST", "/json", fmt.Sprintf(`{"numbers": [%d, %d]}`, c, i)), "201 CREATED", fmt.Sprintf(`"total":%d`, c+i)
				case 3:
					x, part = get(fmt.Sprintf("/hello/c%d/2", c)), fmt.Sprintf("Hello, c%d!", c)
				}
				got, err := own.ask(x)
				if err != nil || got.status != status || !strings.Contains(strings.ToLower(got.body), strings.ToLower(part)) {
					t.Errorf("client %d, request %d, %s: %v %s %.200q", c, i, x.path, err, got.status, got.body)
					return
				}
				if n, err := strconv.Atoi(got.body); err == nil {
					mu.Lock()
					numbers = append(numbers, n)
					mu.Unlock()
				}
			}
		})
	}
	group.Wait()
	slices.Sort(numbers)
	if len(numbers) != clients*each*2/5 || len(slices.Compact(numbers)) != len(numbers) {
		t.Errorf("%d different counts of %d", len(slices.Compact(numbers)), clients*each*2/5)
	}
	if t.Failed() {
		t.Logf("memphis's log ends:\n%s", lastLines(s.log.String(), 60))
	}
}

func lastLines(text string, n int) string {
	lines := strings.SplitAfter(text, "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "")
}

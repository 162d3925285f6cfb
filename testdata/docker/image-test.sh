#!/usr/bin/env bash
# Builds the project's Dockerfile for real, runs its entry point and asks it for pages: with no container registry and no
# daemon. debootstrap makes debian:bookworm-slim and golang:1.26-bookworm as local images, buildah builds on them in a
# chroot, and curl asks the running program on 127.0.0.1:$PORT.
#
#   WORK   a folder with 4 GB free that keeps the base images between runs (default: ~/.cache/memphis-image)
#   PORT   where the demo is to listen (default: 5060)
#
# Needs root and Debian 12. About 2 minutes from zero, 40 s once the base images exist.
set -euo pipefail

context=$(cd "$(dirname "$0")/../.." && pwd)
WORK=${WORK:-${XDG_CACHE_HOME:-$HOME/.cache}/memphis-image}
PORT=${PORT:-5060}

[ "$(id -u)" = 0 ] || { echo "image-test: needs root. Run:  sudo make docker-test" >&2; exit 1; }
missing=
for p in buildah debootstrap curl procps; do
  dpkg-query -W -f '${Status}' $p 2>/dev/null | grep -q 'ok installed' || missing="$missing $p"
done
if [ -n "$missing" ]; then
  apt-get update -qq
  # shellcheck disable=SC2086  # a list of names
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

mkdir -p "$WORK"
cd "$WORK"
export BUILDAH_ISOLATION=chroot
b() { buildah --root "$WORK/store" --runroot "$WORK/run" --storage-driver "${DRIVER:-overlay}" "$@"; }
step() { echo "[${SECONDS}s] $*"; }
have() { b inspect --type image "$1" >/dev/null 2>&1; }
failed() { echo "image-test: $1" >&2; [ -z "${2:-}" ] || tail -n 30 "$2" >&2; exit 1; }

if [ ! -e base.tar ]; then
  rm -rf rootfs
  debootstrap --variant=minbase bookworm rootfs >debootstrap.log 2>&1 || failed "debootstrap fails" debootstrap.log
  rm -rf rootfs/var/cache/apt/archives/*.deb rootfs/var/cache/apt/*.bin rootfs/var/lib/apt/lists/* \
    rootfs/etc/resolv.conf rootfs/etc/hostname rootfs/etc/apt/sources.list
  cp /etc/apt/sources.list.d/debian.sources rootfs/etc/apt/sources.list.d/
  tar -C rootfs -cf base.tar.part . && mv base.tar.part base.tar && rm -rf rootfs
  step "root file system"
fi
if ! have docker.io/library/debian:bookworm-slim; then
  c=$(b from scratch)
  b add -q "$c" base.tar / >/dev/null
  b config --cmd '["bash"]' --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$c"
  b commit -q "$c" docker.io/library/debian:bookworm-slim >/dev/null
  b rm "$c" >/dev/null
  step "debian image"
fi
if ! have docker.io/library/golang:1.26-bookworm; then
  c=$(b from --pull-never debian:bookworm-slim)
  b run "$c" -- sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends g++ gcc libc6-dev make pkg-config ca-certificates git && rm -rf /var/lib/apt/lists/*' >golang.log 2>&1 || failed "apt-get fails" golang.log
  b add -q "$c" "$(go env GOROOT)" /usr/local/go >/dev/null
  if [ -d /usr/local/share/ca-certificates ]; then
    b add -q "$c" /usr/local/share/ca-certificates /usr/local/share/ca-certificates >/dev/null
  fi
  b run "$c" -- sh -c 'update-ca-certificates && mkdir -p /go/src /go/bin && chmod -R 1777 /go' >>golang.log 2>&1
  b config --env GOPATH=/go --env GOTOOLCHAIN=local --env PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin --workingdir /go "$c"
  b commit -q "$c" docker.io/library/golang:1.26-bookworm >/dev/null
  b rm "$c" >/dev/null
  step "golang image"
fi

b build --pull-never --format docker -t memphis:test "$context" >build.log 2>&1 || failed "the build fails" build.log
step "memphis image"

c=$(b from --pull-never memphis:test)
trap 'b rm "$c" >/dev/null 2>&1 || true' EXIT
# What the final stage must not have, and must not be.
b run "$c" -- sh -c '[ "$(id -u)" != 0 ] && ! command -v gcc && ! command -v go && [ ! -e /src ]' || failed "the image has a compiler, source, or root"
config() { b inspect --type image --format "{{range .Docker.Config.$1}}{{println .}}{{end}}" memphis:test | sed '/^$/d'; }
mapfile -t command < <(config Entrypoint; config Cmd)
[ ${#command[@]} -gt 0 ] || failed "the image has no command"
[ "${command[0]}" = memphis ] || failed "the entry point is ${command[*]}"
version=$(b run "$c" -- memphis --version)
step "$version"

b run --env PORT="$PORT" "$c" -- "${command[@]}" >server.log 2>&1 & server=$!
page=
for _ in $(seq 200); do
  page=$(curl -fsS --max-time 2 "http://127.0.0.1:$PORT/" 2>/dev/null) && break
  sleep 0.1
done
status=$(curl -sS --max-time 5 -o /dev/null -w '%{http_code}' "http://127.0.0.1:$PORT/nowhere" || true)
descendants() { local k; for k in $(pgrep -P "$1"); do echo "$k"; descendants "$k"; done; }
program=$(descendants $server | tail -n 1)
[ -z "$program" ] || kill -TERM "$program"
wait $server || true
grep -q 'MEMPHIS!' <<<"$page" || failed "no page" server.log
[ "$status" = 404 ] || failed "status $status for a page that is not there" server.log
step "served, stopped; $(du -sh "$WORK" | cut -f1) in $WORK"

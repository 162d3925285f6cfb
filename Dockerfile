# The image boots the Flask demo under memphis. Two stages: the first has the compilers and the source, the second only what
# runs. No heredocs, COPY --link or syntax line, so that docker and buildah both build it.

FROM golang:1.26-bookworm AS build
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends make pkg-config gcc libc6-dev python3 libpython3-dev >/dev/null \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build make build PYTHON=/usr/bin/python3

FROM debian:bookworm-slim
# libpython3.11 brings the standard library with it; python3-flask brings python3, which memphis does not need but Debian's
# package does.
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends libpython3.11 python3-flask >/dev/null \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home --uid 1000 memphis
COPY --from=build /src/bin/memphis /usr/local/bin/memphis
COPY testdata/flask /srv/demo
USER memphis
WORKDIR /srv/demo
ENV HOST=0.0.0.0 PORT=5000 PYTHONUNBUFFERED=1
EXPOSE 5000
ENTRYPOINT ["memphis"]
CMD ["app.py"]

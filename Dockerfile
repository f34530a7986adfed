# One image for the web and the worker. The first stage compiles, the second carries no compiler.
FROM python:3.11-slim-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev \
    && rm -rf /var/lib/apt/lists/*
COPY requirements.txt .
RUN python -m venv /opt/venv && /opt/venv/bin/pip install --no-cache-dir -r requirements.txt

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpq5 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home pcc
COPY --from=build /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PCC_VAR_DIR=/var/lib/pcc-plans
WORKDIR /srv/pcc-plans
COPY . .
# The folders exist and belong to the user, so that the volumes mounted on them do too.
RUN install -d -o pcc -g pcc /var/lib/pcc-plans /var/lib/pcc-plans/static /var/lib/pcc-plans/published /var/lib/pcc-plans/uploads
USER pcc
EXPOSE 8000
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "3", "--threads", "4", \
     "--timeout", "60", "--max-requests", "2000", "--max-requests-jitter", "200", "--access-logfile", "-", \
     "--logger-class", "pcc_plans.secret_links.AccessLog", "pcc_plans.wsgi"]

# The demo as an image: `docker build -t descent-lab .`, then `docker run -p 8501:8501 descent-lab` (docs/publish.md).
FROM python:3.11-slim

# Not root, and the number that Hugging Face's Spaces give to whoever runs there.
RUN useradd --create-home --uid 1000 lab
WORKDIR /home/lab/descent-lab

# What others bring along is pinned too, each file by its hash.
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock

COPY app.py LICENSE ./
COPY .streamlit .streamlit
COPY core core
COPY pages pages

USER lab
EXPOSE 8501
# Healthy once TensorFlow is warm: until then no visitor is sent here.
HEALTHCHECK --start-period=180s --interval=30s --timeout=10s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8501/_stcore/health', timeout=8).close()"]
CMD ["streamlit", "run", "app.py", "--server.address", "0.0.0.0", "--server.port", "8501", "--server.headless", "true"]

"""Django with nothing but a database and templates."""

from pathlib import Path

from portal.settings import env

BASE_DIR = Path(__file__).resolve().parents[2]
SECRET_KEY = "bench"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "bench.bare.urls"
INSTALLED_APPS: list[str] = []
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [Path(__file__).parent]}]
DATABASES = {"default": env.database(env.text("DATABASE_URL"), BASE_DIR)}
USE_TZ = True

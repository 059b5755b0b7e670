"""Django alone, for a WSGI server: `statuscodes.wsgi:application`. With the pages from memory in front: `statuscodes.serving.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from statuscodes.framing import in_one_piece

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "statuscodes.settings")

application = in_one_piece(get_wsgi_application())

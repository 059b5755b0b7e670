"""What an application server loads: `statuscodes.wsgi:application`."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from statuscodes.framing import in_one_piece
from statuscodes.logs import FORMS, STDOUT, logged

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "statuscodes.settings")

application = in_one_piece(get_wsgi_application())
if settings.ACCESS_LOG != "off":
    application = logged(application, FORMS[settings.ACCESS_LOG], STDOUT)

"""How the messaging platforms sign and encrypt their callbacks. Nothing here knows Rasa, sanic or a database."""

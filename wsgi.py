"""`gunicorn wsgi:app` for a server of your own; `python wsgi.py` runs the whole house."""

from app import create_app

if __name__ == "__main__":
    from app.serve import open_house

    open_house()
else:
    app = create_app()

"""`gunicorn wsgi:app` for a server of your own; `python wsgi.py` runs the whole house."""

from app import create_app

app = create_app()

if __name__ == "__main__":
    from app.serve import serve

    serve(app)

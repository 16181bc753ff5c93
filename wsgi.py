"""`python wsgi.py` runs the whole house; `app` is for flask's commands, and serves pages alone."""

from app import create_app

if __name__ == "__main__":
    from app.serve import open_house

    open_house()
else:
    app = create_app()

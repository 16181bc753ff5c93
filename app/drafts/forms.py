from app.core.forms import Form


class DeletionForm(Form):
    """Only the token: deleting needs no words."""

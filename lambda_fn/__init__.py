"""The function: a picture of a drawing in, the digit that it shows out."""

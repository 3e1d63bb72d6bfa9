"""The usual way: TensorFlow in the function, a Keras model loaded when the handler is imported."""

import base64
import io
import json
import os
from typing import Any

import keras
import numpy as np
from PIL import Image

import training.network  # knows one of the layers

assert training.network
MODEL = keras.saving.load_model(os.environ["MODEL"])


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """An HTTP API event in, the likeliest digit out."""
    picture = Image.open(io.BytesIO(base64.b64decode(event["body"]))).convert("L").resize((28, 28))
    pixels = 1 - np.asarray(picture, np.float32) / 255
    logits = MODEL.predict(pixels.reshape(1, 28, 28, 1), verbose=0)[0]
    return {"statusCode": 200, "body": json.dumps({"digit": int(logits[:10].argmax())})}

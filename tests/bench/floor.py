"""The least that a function in Python can do: NumPy, Pillow, the interpreter, a model in the image.

No router, no log, no S3, no reading of anything but a digit that fills the picture.
"""

import base64
import io
import json
import os
from typing import Any

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from PIL import Image

MODEL = Interpreter(model_path=os.environ["MODEL"], num_threads=1)
MODEL.allocate_tensors()
(INPUT,) = MODEL.get_input_details()
LOGITS = next(found for found in MODEL.get_output_details() if tuple(found["shape"]) == (1, 11))


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """An HTTP API event in, the likeliest digit out."""
    picture = Image.open(io.BytesIO(base64.b64decode(event["body"]))).convert("L").resize((28, 28))
    pixels = 127 - np.asarray(picture, np.int16)  # ink is bright, and int8 begins at -128
    MODEL.set_tensor(INPUT["index"], pixels.astype(np.int8).reshape(INPUT["shape"]))
    MODEL.invoke()
    logits = MODEL.get_tensor(LOGITS["index"])[0]
    return {"statusCode": 200, "body": json.dumps({"digit": int(logits[:10].argmax())})}

"""What can go wrong with S3 and with what lies in it: each as something done to a stage."""

import struct
from collections.abc import Callable
from hashlib import sha256

from lambda_fn.pointer import POINTER_KEY, Pointer, object_keys
from tests.faults.stage import NEW, RELEASED, Stage
from tests.lambda_fn.models import manifest, tflite
from tests.lambda_fn.tiny import tiny
from tests.unreliable_s3 import Fault

Spoil = Callable[[Stage], None]
MODEL, MANIFEST = object_keys(NEW)
INPUT, TWO_PICTURES = struct.pack("<5i", 4, 1, 28, 28, 1), struct.pack("<5i", 4, 2, 28, 28, 1)


def s3_does(fault: Fault, path: str = "") -> Spoil:
    """Every request to a path that ends so meets the fault."""
    return lambda stage: stage.faults.update({path: fault})


def pointer_is(content: bytes) -> Spoil:
    return lambda stage: stage.put(POINTER_KEY, content)


def without(key: str) -> Spoil:
    return lambda stage: stage.drop(key)


def cut_the_model(stage: Stage) -> None:
    stage.put(MODEL, tflite(stage.folders[NEW])[:1000])


def flip_a_bit_of_the_model(stage: Stage) -> None:
    model = bytearray(tflite(stage.folders[NEW]))
    model[4242] ^= 1
    stage.put(MODEL, bytes(model))


def vouched_for(content: bytes, **changes: object) -> Spoil:
    """Such a model, with a manifest and a pointer that are right about its bytes."""

    def spoil(stage: Stage) -> None:
        vouching = manifest(stage.folders[NEW], sha256=sha256(content).hexdigest(), **changes)
        stage.put(MODEL, content)
        stage.put(MANIFEST, vouching)
        stage.put(POINTER_KEY, Pointer(NEW, sha256(vouching).hexdigest()).encode())

    return spoil


def another_manifest(stage: Stage) -> None:
    stage.put(MANIFEST, manifest(stage.folders[NEW], threshold=0.99))


# The new model is published, and then this happens: the model that was in use must answer, the
# one in the image where there was none, and the log must say why.
SCENES: dict[str, Spoil] = {
    "S3 breaks every connection": s3_does(Fault.LOST),
    "S3 never answers": s3_does(Fault.SILENT),
    "S3 answers 500": s3_does(Fault.INTERNAL),
    "S3 answers 503, slow down": s3_does(Fault.SLOW_DOWN),
    "S3 breaks off in the model": s3_does(Fault.CUT, "model.tflite"),
    "S3 denies all": s3_does(Fault.DENIED),
    "S3 denies the model": s3_does(Fault.DENIED, "model.tflite"),
    "the pointer is empty": pointer_is(b""),
    "the pointer is no JSON": pointer_is(b"<html>"),
    "the pointer names no version": pointer_is(
        b'{"version": "../new", "manifest_sha256": "%s"}' % (b"0" * 64)
    ),
    "the manifest is missing": without(MANIFEST),
    "the manifest is another": another_manifest,
    "the model is missing": without(MODEL),
    "the model is cut short": cut_the_model,
    "a bit of the model is flipped": flip_a_bit_of_the_model,
    "the model is no model": vouched_for(b"no flatbuffer at all"),
    "the model has another shape": vouched_for(tflite(RELEASED).replace(INPUT, TWO_PICTURES)),
    "the model is not quantised": vouched_for(tiny(logits_scale=0)),
    "the model loads and cannot read": vouched_for(tiny(last_pixel=784)),
    "the model has other labels": vouched_for(tflite(RELEASED), labels=[*"1023456789", "none"]),
}

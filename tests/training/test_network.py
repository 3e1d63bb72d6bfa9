"""Before any training: shapes, sizes, and that the network can learn at all."""

from pathlib import Path

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from tests.training.hands import font_digit  # noqa: E402
from training.config import Config  # noqa: E402
from training.dataset import Samples  # noqa: E402
from training.errors import TrainingError  # noqa: E402
from training.fit import Batches  # noqa: E402
from training.network import (  # noqa: E402
    FusedBatchNormalization,
    build,
    features,
    go_on_from,
    load,
    whole_head,
    with_evidence,
)

PICTURES = np.stack([font_digit(d, np.random.default_rng(d)) for d in range(10)])[..., None] / 255


def test_a_picture_becomes_eleven_logits_that_are_the_mean_of_the_votes() -> None:
    logits, votes = with_evidence(build()).predict(PICTURES.astype(np.float32), verbose=0)
    assert logits.shape == (10, 11)
    assert votes.shape == (10, 7, 7, 11)
    assert logits == pytest.approx(votes.mean(axis=(1, 2)), abs=1e-5)


def test_the_network_is_small_enough_for_300_kilobytes_at_a_byte_a_weight() -> None:
    both = build().count_params() + whole_head(Config.widths[-1]).count_params()
    assert 50_000 < both < 290_000


def test_a_residual_convolution_adds_nothing_until_it_has_learnt() -> None:
    pictures = PICTURES.astype(np.float32)
    keras.utils.set_random_seed(1)
    earlier = build(residuals=(0, 0, 0))
    deeper = build(residuals=(1, 1, 2))
    assert deeper.count_params() > earlier.count_params()
    assert deeper.predict(pictures, verbose=0) != pytest.approx(
        earlier.predict(pictures, verbose=0), abs=1e-2
    )
    go_on_from(deeper, earlier)
    assert deeper.predict(pictures, verbose=0) == pytest.approx(
        earlier.predict(pictures, verbose=0), abs=1e-5
    )


@pytest.mark.parametrize(
    "earlier",
    [
        build(widths=(8, 48, 96)),
        keras.Sequential(
            [keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(11)]
        ),
    ],
    ids=["of other widths", "somebody else's"],
)
def test_a_network_does_not_go_on_from_one_of_other_layers(earlier: keras.Model) -> None:
    with pytest.raises(TrainingError, match="no such layer as convolution1a"):
        go_on_from(build(), earlier)


def test_a_file_that_holds_no_network_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "model.keras"
    with pytest.raises(TrainingError, match="is not there"):
        load(path)
    for content in (b"", b"no network", b"PK\x03\x04"):
        path.write_bytes(content)
        with pytest.raises(TrainingError, match="no network that Keras can load"):
            load(path)


def test_the_head_for_wholes_knows_left_from_right_and_leaves_the_logits_alone() -> None:
    model, pictures = build(), PICTURES.astype(np.float32)
    maps = features(model)
    head = whole_head(maps.output_shape[-1])
    logits, _, whole = with_evidence(model, head).predict(pictures, verbose=0)
    assert logits == pytest.approx(model.predict(pictures, verbose=0), abs=1e-5)
    seen = maps.predict(pictures, verbose=0)
    assert head.predict(seen, verbose=0) == pytest.approx(whole, abs=1e-5)
    turned = head.predict(seen[:, :, ::-1], verbose=0)
    assert np.abs(turned - whole).max() > 1e-4


def test_normalising_in_one_step_is_normalising_as_keras_does() -> None:
    maps = np.random.default_rng(1).normal(3, 2, (16, 7, 7, 4)).astype(np.float32)
    fused, plain = (
        FusedBatchNormalization(momentum=0.9),
        keras.layers.BatchNormalization(momentum=0.9),
    )
    for training in (True, False):
        one, other = (np.asarray(layer(maps, training=training)) for layer in (fused, plain))
        assert one == pytest.approx(other, abs=2e-3)
    assert np.asarray(fused.moving_mean) == pytest.approx(np.asarray(plain.moving_mean), abs=1e-4)
    assert abs(np.asarray(fused.moving_mean)).min() > 0.2  # a tenth of the way to 3


def test_it_can_learn_a_handful_by_heart() -> None:
    keras.utils.set_random_seed(1)
    model = build(dropout=0.0)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(3e-3), loss)
    losses = model.fit(PICTURES, np.arange(10), epochs=25, verbose=0).history["loss"]
    assert losses[-1] < 0.05 < losses[0]


def test_batches_are_drawn_by_weight_and_anew_each_epoch() -> None:
    pixels = np.repeat(np.arange(2, dtype=np.uint8)[:, None, None] * 255, 28 * 28, axis=1)
    samples = Samples(pixels.reshape(2, 28, 28), np.array([4, 10], np.uint8), np.array([3.0, 1.0]))
    batches = Batches(samples, Config(samples=4000, batch=100), epoch=0)
    labels = np.concatenate([batches[step][1].argmax(axis=1) for step in range(len(batches))])
    assert (labels == 4).mean() == pytest.approx(0.75, abs=0.03)
    assert np.array_equal(batches[0][0], batches[0][0])
    before = batches.order
    batches.on_epoch_end()
    assert not np.array_equal(batches.order, before)

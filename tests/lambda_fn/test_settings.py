from pathlib import Path

from lambda_fn.settings import ROOT, Settings


def test_without_an_environment_the_baked_model_serves() -> None:
    assert Settings.from_env({}) == Settings(model_bucket=None, model_folder=ROOT / "model")


def test_an_empty_bucket_name_is_no_bucket() -> None:
    assert Settings.from_env({"MODEL_BUCKET": ""}).model_bucket is None


def test_the_environment_names_bucket_and_folder() -> None:
    settings = Settings.from_env({"MODEL_BUCKET": "models", "MODEL_DIR": "/somewhere"})
    assert settings == Settings(model_bucket="models", model_folder=Path("/somewhere"))


def test_drawings_are_collected_where_the_environment_names_a_bucket_for_them() -> None:
    assert Settings.from_env({"DRAWINGS_BUCKET": "given"}).drawings_bucket == "given"
    for none in ({}, {"DRAWINGS_BUCKET": ""}):
        assert Settings.from_env(none).drawings_bucket is None

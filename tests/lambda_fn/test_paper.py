import numpy as np
import pytest

from lambda_fn.paper import paper_colour
from tests.lambda_fn.drawings import BLACK, Colour, painted


@pytest.mark.parametrize("paper", [(250, 250, 250), (16, 31, 48), (200, 30, 120)])
def test_the_papers_colour_is_that_of_most_of_the_margin(paper: Colour) -> None:
    covered = np.zeros((100, 100))
    covered[:20] = 1  # ink on a quarter of the margin
    planes = [
        painted(covered, BLACK, paper)[..., channel].astype(np.float32) for channel in range(3)
    ]
    colour, noise = paper_colour(planes)
    assert colour == pytest.approx(paper)
    assert noise == 0


def test_the_noise_of_a_camera_is_measured_about_the_paper() -> None:
    grain = np.random.default_rng(1).normal(0, 5, (3, 300, 300))
    colour, noise = paper_colour([np.float32(208) + plane.astype(np.float32) for plane in grain])
    assert colour == pytest.approx([208] * 3, abs=0.5)
    assert noise == pytest.approx(7.7, abs=0.3)  # the median length of such a vector

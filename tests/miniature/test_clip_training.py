"""The training data of CLIP and the judge: the pairs to tell apart, and the right answers."""

import numpy as np
import pytest
import torch

from tools.miniature.clip import as_pixels, preprocessing, waves
from tools.miniature.evaluate import Figure, report
from tools.miniature.judge import UNKNOWN, Judge, agreement, answers, roughen
from tools.miniature.scenes import Background, Scene, Thing
from tools.miniature.train_clip import IGNORED, contrast, patch_labels
from tools.miniature.words import COLOURS, SHAPES
from tools.miniature.zero_shot import ATTRIBUTES, accuracy

STAR = Scene(Background("dots", "white"), (Thing("star", "red", "large", 0.5, 0.5, 0.7),), "plain")
DRAWING = Scene(Background("dots", "white"), STAR.things, "line drawing")


def test_contrast_of_equals_is_the_number_of_rivals() -> None:
    """With all logits equal a true pair has log(1 + false ones) in its row and in its column."""
    truth = torch.eye(3, 5, dtype=torch.bool)
    truth[:, 2:] |= torch.eye(3, dtype=torch.bool)
    logits = torch.zeros(3, 5)
    rows, columns = np.log(1 + (~truth).sum(1).numpy()), np.log(1 + (~truth).sum(0).numpy())
    both = (rows[:, None] + columns) / 2
    words, own = truth[:, :2].numpy(), both[:, 2:].diagonal()
    expected = both[:, :2][words].mean() + own.mean()
    assert float(contrast(logits, truth, truth | True, words=2)) == pytest.approx(expected, rel=1e-5)


def test_contrast_is_nothing_when_every_true_pair_wins() -> None:
    truth = torch.eye(4, dtype=torch.bool).repeat(1, 2)
    assert float(contrast(100.0 * truth, truth, truth | True, words=4)) == pytest.approx(0.0, abs=1e-6)


def test_true_pairs_do_not_push_each_other_away() -> None:
    truth = torch.ones(3, 6, dtype=torch.bool)
    logits = torch.randn(3, 6, requires_grad=True)
    loss = contrast(logits, truth, truth, words=3)
    torch.autograd.backward(loss)
    assert float(loss.detach()) == 0.0
    assert logits.grad is not None
    assert not logits.grad.any()


def test_what_is_held_out_keeps_its_odds() -> None:
    """One picture, two words, the second held out: its share comes to rest near its odds, not at nothing."""
    truth, asked = torch.tensor([[True, False, True]]), torch.tensor([[True, False, True]])
    logits = torch.zeros(1, 3, requires_grad=True)
    optimiser = torch.optim.SGD([logits], lr=1.0)
    gaps = []
    for _ in range(3000):
        optimiser.zero_grad()
        torch.autograd.backward(contrast(logits, truth, asked, words=2))
        optimiser.step()
        gaps.append(float((logits[0, 0] - logits[0, 1]).detach()))
    assert 1 < gaps[-1] < 9
    assert abs(gaps[-1] - gaps[-1000]) < 0.6


def test_patches_are_named_by_what_covers_them() -> None:
    shapes, colours = patch_labels([STAR, DRAWING])
    assert shapes.shape == colours.shape == (2, 64)
    middle, corner = 4 * 8 + 4, 0
    assert int(shapes[0, middle]) == SHAPES.index("star")
    assert int(shapes[0, corner]) == len(SHAPES)
    assert int(colours[0, middle]) == tuple(COLOURS).index("red")
    assert int(colours[0, corner]) == IGNORED
    assert (colours[1] == IGNORED).all()


def test_answers_are_unknown_where_the_style_hides_them() -> None:
    right = answers([STAR, DRAWING])
    assert right["colour"].tolist() == [0, UNKNOWN]
    assert right["shape"].tolist() == [SHAPES.index("star")] * 2
    predicted = {name: np.zeros(2, dtype=np.int64) for name in right}
    assert agreement(predicted, right)["colour"] == 1.0
    assert agreement(predicted, right)["shape"] == 0.0


def test_accuracy_asks_only_where_there_is_an_answer() -> None:
    attribute = ATTRIBUTES["colour"]
    words = torch.eye(len(attribute.words))
    assert accuracy(words[[0, 5]], words, [STAR, DRAWING], attribute) == (1.0, 1)
    assert accuracy(words[[1, 5]], words, [STAR, DRAWING], attribute) == (0.0, 1)


def test_the_judge_answers_every_question() -> None:
    torch.manual_seed(0)
    verdict = Judge().eval().verdict(np.zeros((3, 64, 64, 3), dtype=np.uint8))
    assert set(verdict) == set(ATTRIBUTES)
    assert all(numbers.shape == (3,) for numbers in verdict.values())


def test_roughening_keeps_the_picture() -> None:
    torch.manual_seed(0)
    pixels = as_pixels(np.full((8, 64, 64, 3), 200, dtype=np.uint8))
    rough = roughen(pixels.clone())
    assert rough.shape == pixels.shape
    assert 0.005 < float((rough - pixels).abs().mean()) < 0.3


def test_pixels_are_scaled_as_the_preprocessing_says() -> None:
    settings = preprocessing()
    values = as_pixels(np.array([[[[0, 128, 255]] * 64] * 64], dtype=np.uint8))[0, :, 0, 0]
    expected = (np.array([0, 128, 255]) * settings["rescale_factor"] - 0.5) / 0.5
    assert values.numpy() == pytest.approx(expected, abs=1e-6)


def test_waves_tell_all_places_apart() -> None:
    places = waves(8, 160)
    assert places.shape == (64, 160)
    distances = torch.cdist(places, places) + 100 * torch.eye(64)
    assert float(distances.min()) > 0.5


def test_a_missed_figure_is_marked(tmp_path) -> None:  # type: ignore[no-untyped-def]
    figures = {"met": Figure(0.96, 1000, 0.95), "missed": Figure(0.94, 1000, 0.95), "told": Figure(0.5, 10)}
    lines = report(figures, tmp_path / "report.json").splitlines()
    assert ["MISSED" in line for line in lines] == [False, True, False]
    assert '"scenes": 1000' in (tmp_path / "report.json").read_text(encoding="utf-8")

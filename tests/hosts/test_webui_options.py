"""The options of the WebUI that a request may set for its pictures, and those that it may not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import pytest

from clip_critic.errors import BadInputError
from clip_critic.hosts.base import Request
from tests.hosts.stand_in import ours, standing_in

SD, SAVING, HIDDEN = (
    ("sampler-params", "Sampler parameters"),
    ("saving-paths", "Paths"),
    (None, "Hidden options"),
)


def option(default: Any, label: str = "", **more: Any) -> SimpleNamespace:
    """An option as the host's `OptionInfo` describes it."""
    known: dict[str, Any] = {"section": SD, "category_id": "sd", "component_args": None, "onchange": None}
    known |= {"infotext": None, "restrict_api": False, "do_not_save": False, "comment_after": ""}
    return SimpleNamespace(default=default, label=label, **{**known, **more})


SHOWN = "<span class='info'>(requires {})</span>"
OPTIONS: Mapping[str, SimpleNamespace] = {
    "CLIP_stop_at_last_layers": option(
        1, "CLIP stop", infotext="Clip skip", component_args={"minimum": 1, "maximum": 12, "step": 1}
    ),
    "eta_ancestral": option(1.0, "Eta for k-diffusion", infotext="Eta"),
    "eta_noise_seed_delta": option(0, "Eta noise seed delta", infotext="ENSD"),
    "always_discard": option(False, "Always discard next-to-last sigma"),
    "emphasis": option("Original", component_args=lambda: {"choices": ["Original", "No norm", ("Off", 0)]}),
    "sigmas": option("[1, 0]", infotext="Custom sigmas"),
    "upscaler": option(None, component_args=lambda: {"choices": ["Lanczos"]}),
    "broken": option(None, component_args=lambda: 1 / 0),
    "from_an_extension": option(3, section=("mine", "My extension"), category_id=None),
}
REFUSED: Mapping[str, tuple[SimpleNamespace, str]] = {
    "sd_model_checkpoint": (option(None, infotext="Model hash"), "use the setting checkpoint"),
    "sd_vae": (option("Automatic", infotext="VAE"), "use the setting vae"),
    "outdir_samples": (option("", section=SAVING, category_id="saving"), "not about how a picture is drawn"),
    "save_images_add_number": (option(True, section=SAVING, category_id=None), "not about how"),
    "samples_save": (option(True, category_id="saving"), "not about how"),
    "api_useragent": (option("", restrict_api=True), "does not let it be changed"),
    "directory": (option("x"), "neither numbers nor choices"),
    "control_net_models_path": (
        option("", section=("cn", "ControlNet"), category_id=None),
        "neither numbers",
    ),
    "hidden": (option(1, component_args={"visible": False}), "does not let it be changed"),
    "restricted": (option(1), "does not let it be changed"),
    "frozen": (option(1), "does not let it be changed"),
    "frozen_too": (option(1, section=("cold", "Cold")), "does not let it be changed"),
    "disable_all_extensions": (option(1, section=HIDDEN, category_id=None), "not about how"),
    "without_a_section": (option(1, section=None), "not about how"),
    "at_start": (option(1, comment_after=SHOWN.format("restart")), "only when it is changed"),
    "at_reload": (option(1, comment_after=SHOWN.format("Reload UI")), "only when it is changed"),
    "fp8": (option("no", component_args={"choices": ["no"]}, onchange=print), "only when it is changed"),
    "clip_critic_rounds": (option(5, section=("clip_critic", "CLIP Critic"), category_id=None), "not about"),
    "explanation": (option("text", do_not_save=True), "only a text"),
    "quicksettings_list": (option(["a"]), "neither numbers nor choices"),
}


@pytest.fixture
def host() -> Iterator[SimpleNamespace]:
    with standing_in() as found:
        refused = {name: info for name, (info, _) in REFUSED.items()}
        found.shared.opts.__dict__.update(
            data_labels={**OPTIONS, **refused}, restricted_opts={"restricted"}, cast_value=cast_with(OPTIONS)
        )
        found.shared.cmd_opts.__dict__.update(
            freeze_settings=False,
            freeze_specific_settings="other, frozen",
            freeze_settings_in_sections="cold",
        )
        yield found


def cast_with(known: Mapping[str, Any]) -> Any:
    """The host's own cast: a value gets the type of the default."""

    def cast_value(key: str, value: str) -> Any:
        return type(known[key].default)(value)

    return cast_value


def refusal(**options: str) -> str:
    with pytest.raises(BadInputError) as caught:
        ours("options").checked(options)
    return str(caught.value)


def test_what_may_be_set_is_described(host: SimpleNamespace) -> None:
    assert ours("offers").describe().options == tuple(OPTIONS)


@pytest.mark.parametrize("name", REFUSED)
def test_what_may_not_be_set_is_refused_with_the_reason(host: SimpleNamespace, name: str) -> None:
    said = refusal(**{name: "1"})
    assert name in said and REFUSED[name][1] in said


def test_nothing_is_set_where_settings_are_frozen(host: SimpleNamespace) -> None:
    host.shared.cmd_opts.freeze_settings = True
    assert ours("options").names() == ()
    assert "does not let it be changed" in refusal(eta_ancestral="1")


def test_an_option_that_is_not_there_is_refused(host: SimpleNamespace) -> None:
    assert "did you mean eta_ancestral" in refusal(eta_ancestrall="1")
    assert "did you mean Clip skip" in refusal(**{"Clip skp": "1"})
    assert "settings page" in refusal(**{"<b>": "1"})
    host.shared.opts.__dict__["data_labels"] = {}
    assert "no option 'eta_ancestral'" in refusal(eta_ancestral="1")


@pytest.mark.parametrize(
    "name", ["CLIP_stop_at_last_layers", "clip_STOP_at_last_layers", "Clip skip", "clip Skip", "CLIP stop"]
)
def test_an_option_is_known_by_all_its_names(host: SimpleNamespace, name: str) -> None:
    checked = ours("offers").checked(Request("a", options={name: "2"}))
    assert checked.options == {"CLIP_stop_at_last_layers": "2"}
    assert ours("offers").checked(checked).options == checked.options


def test_one_option_has_one_value(host: SimpleNamespace) -> None:
    assert "the same option" in refusal(**{"Clip skip": "1", "CLIP_stop_at_last_layers": "2"})


def test_values_are_cast_as_the_host_does(host: SimpleNamespace) -> None:
    asked = {
        "CLIP_stop_at_last_layers": "2",
        "eta_ancestral": "0.5",
        "eta_noise_seed_delta": "-31337",
        "always_discard": "no",
        "emphasis": "no norm",
        "sigmas": "[3, 0]",
        "upscaler": "Lanczos",
    }
    found = ours("options").values(asked)
    assert found == {
        "CLIP_stop_at_last_layers": 2,
        "eta_ancestral": 0.5,
        "eta_noise_seed_delta": -31337,
        "always_discard": False,
        "emphasis": "No norm",
        "sigmas": "[3, 0]",
        "upscaler": "Lanczos",
    }
    assert type(found["CLIP_stop_at_last_layers"]) is int
    assert ours("options").values({"emphasis": "Off", "always_discard": "True"}) == {
        "emphasis": 0,
        "always_discard": True,
    }
    assert ours("options").infotext({"CLIP_stop_at_last_layers": "1", "always_discard": "yes"}) == {
        "Clip skip": "1",
        "always_discard": "True",
    }
    del host.shared.opts.__dict__["cast_value"]  # as in early versions
    assert ours("options").values({"eta_ancestral": "0.25"}) == {"eta_ancestral": 0.25}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("CLIP_stop_at_last_layers", "two", "not a whole number"),
        ("CLIP_stop_at_last_layers", "1.5", "not a whole number"),
        ("CLIP_stop_at_last_layers", "13", "13 is not from 1 to 12"),
        ("eta_ancestral", "much", "not a number"),
        ("eta_ancestral", "nan", "not a finite number"),
        ("eta_ancestral", "inf", "not a finite number"),
        ("always_discard", "maybe", "neither yes nor no"),
        ("emphasis", "/etc", "choose one of Original, No norm, Off"),
        ("broken", "x", "choices are not known"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused(
    host: SimpleNamespace, name: str, value: str, words: str
) -> None:
    said = refusal(**{name: value})
    assert words in said and name in said


def processing(**more: Any) -> SimpleNamespace:
    return SimpleNamespace(cached_c=["c", 1], cached_uc=["uc", 1, 2], **more)


def test_an_option_that_was_never_saved_is_forgotten_again(host: SimpleNamespace) -> None:
    opts, p = host.shared.opts, processing()
    before = dict(opts.data)
    opts.eta_ancestral = 0.5
    with (
        pytest.raises(ZeroDivisionError),
        ours("options").only_for(p, {"eta_ancestral": "1", "CLIP_stop_at_last_layers": "2"}),
    ):
        opts.CLIP_stop_at_last_layers = 2  # as the host does, who would leave it so
        assert (p.cached_c, p.cached_uc) == ([None, None], [None, None, None])
        raise ZeroDivisionError
    assert opts.data == {**before, "eta_ancestral": 0.5}


def test_nothing_changes_without_options(host: SimpleNamespace) -> None:
    p = processing()
    with ours("options").only_for(p, {}):
        assert p.cached_c == ["c", 1]
    assert ours("offers").checked(Request("a", sampler="Euler")).options == {}

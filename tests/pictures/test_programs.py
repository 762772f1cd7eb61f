"""The metadata of other programs: each in the form in which it writes it, in several variants."""

from __future__ import annotations

import json
from typing import Any

import pytest
from PIL import Image

from clip_critic.pictures.infotext import Parameters, parse_infotext
from clip_critic.pictures.metadata.base import OTHER_PROGRAM
from clip_critic.pictures.metadata.samplers import sampler_and_schedule
from clip_critic.pictures.opening import Picture, open_picture
from tests.pictures import files

INFOTEXT = (
    "a red cat, (blue hat:1.2), garden\nNegative prompt: blurry, lowres\n"
    "Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512, Model: tiny"
)


def prompts(data: bytes | Image.Image) -> tuple[str, str, str]:
    found = open_picture(data).parameters
    return found.prompt, found.negative_prompt, found.program


def settings(data: bytes | Image.Image) -> dict[str, str]:
    return dict(open_picture(data).parameters.settings)


# NovelAI

NAI_OLD = {
    "steps": 28,
    "sampler": "k_euler_ancestral",
    "seed": 2747203614,
    "strength": 0.7,
    "noise": 0.2,
    "scale": 11.0,
    "uc": "lowres, bad anatomy",
}
NAI_NEW = {
    "prompt": "2girls, {{garden}}, 1.2::red hat::",
    "steps": 23,
    "height": 1216,
    "width": 832,
    "scale": 5.5,
    "uncond_scale": 0.0,
    "cfg_rescale": 0.0,
    "seed": 914366183,
    "n_samples": 1,
    "noise_schedule": "karras",
    "legacy_v3_extend": False,
    "sampler": "k_dpmpp_2m",
    "uc": "lowres, {bad}",
    "request_type": "PromptGenerateRequest",
    "signed_hash": "aGk=",
    "v4_prompt": {
        "caption": {
            "base_caption": "2girls, {{garden}}, 1.2::red hat::",
            "char_captions": [
                {"char_caption": "girl, silver hair", "centers": [{"x": 0.3, "y": 0.5}]},
                {"char_caption": "girl, black hair,", "centers": [{"x": 0.7, "y": 0.5}]},
            ],
        },
        "use_coords": True,
        "use_order": True,
    },
    "v4_negative_prompt": {
        "caption": {
            "base_caption": "lowres, {bad}",
            "char_captions": [{"char_caption": "hat", "centers": []}],
        },
        "legacy_uc": False,
    },
}


def nai(comment: dict[str, Any], description: str, **more: str) -> dict[str, str]:
    source = {"Title": "AI generated image", "Software": "NovelAI", "Source": "Stable Diffusion 81274D13"}
    return {**source, "Description": description, "Comment": json.dumps(comment), **more}


def test_novelai_of_the_first_generation() -> None:
    data = files.png(nai(NAI_OLD, "{{red cat}}, blue hat, garden"))
    assert prompts(data) == ("{{red cat}}, blue hat, garden", "lowres, bad anatomy", "NovelAI")
    assert settings(data) == {
        "Steps": "28",
        "Sampler": "Euler a",
        "CFG scale": "11",
        "Seed": "2747203614",
        "Size": f"{files.WIDTH}x{files.HEIGHT}",
    }


def test_novelai_of_the_fourth_model_has_prompts_of_characters() -> None:
    data = files.png(nai(NAI_NEW, str(NAI_NEW["prompt"])))
    positive = "2girls, {{garden}}, 1.2::red hat::, girl, silver hair, girl, black hair,"
    assert prompts(data) == (positive, "lowres, {bad}, hat", "NovelAI")
    assert settings(data) == {
        "Steps": "23",
        "Sampler": "DPM++ 2M",
        "Schedule type": "Karras",
        "CFG scale": "5.5",
        "Seed": "914366183",
        "Size": "832x1216",
    }


def test_novelai_of_the_third_model_without_characters() -> None:
    comment = {name: value for name, value in NAI_NEW.items() if not name.startswith("v4")}
    data = files.png(nai(comment, "2girls, {{garden}}"))
    assert prompts(data) == ("2girls, {{garden}}", "lowres, {bad}", "NovelAI")


@pytest.mark.parametrize("comment", ["", "{broken", "[]", '"text"', "null"])
def test_novelai_with_a_damaged_comment_keeps_its_prompt(comment: str) -> None:
    data = files.png({"Software": "NovelAI", "Description": "red cat", "Comment": comment})
    assert prompts(data) == ("red cat", "", "NovelAI")


def test_novelai_as_webp() -> None:
    """There, the description and the comment are EXIF fields."""
    tags = {0x010E: "red cat", 0x0131: "NovelAI Diffusion V4.5 4BDE2A90"}
    comment = files.unicode_comment(json.dumps(NAI_NEW | {"v4_prompt": None, "v4_negative_prompt": None}))
    assert prompts(files.with_comment(comment, "WEBP", tags)) == ("red cat", "lowres, {bad}", "NovelAI")
    own_comment = files.unicode_comment(json.dumps(nai(NAI_OLD, "blue cat")))
    assert prompts(files.with_comment(own_comment, "WEBP")) == ("blue cat", "lowres, bad anatomy", "NovelAI")


@pytest.mark.parametrize("name", ["stealth_pnginfo", "stealth_pngcomp"])
def test_novelai_in_the_alpha(name: str) -> None:
    payload = json.dumps(nai(NAI_OLD, "red cat, 庭")).encode()
    picture = open_picture(files.saved(files.hidden(payload, name), "PNG"))
    assert prompts(files.saved(files.hidden(payload, name), "PNG")) == (
        "red cat, 庭",
        "lowres, bad anatomy",
        "NovelAI",
    )
    assert picture.notes == ()


# Fooocus

FOOOCUS = {
    "adm_guidance": "(1.5, 0.8, 0.3)",
    "base_model": "juggernautXL_v8Rundiffusion",
    "base_model_hash": "aeb7e9e689",
    "clip_skip": 2,
    "full_negative_prompt": ["blurry", "unrealistic"],
    "full_prompt": ["red cat", "cinematic"],
    "guidance_scale": 4,
    "lora_combined_1": "sd_xl_offset : 0.1",
    "loras": [["sd_xl_offset", 0.1, "4852686128"]],
    "metadata_scheme": "fooocus",
    "negative_prompt": "blurry",
    "performance": "Speed",
    "prompt": "red cat, blue hat",
    "prompt_expansion": "",
    "refiner_model": "None",
    "refiner_switch": 0.5,
    "resolution": "(1152, 896)",
    "sampler": "dpmpp_2m_sde_gpu",
    "scheduler": "karras",
    "seed": "1234567",
    "sharpness": 2,
    "steps": 30,
    "styles": "['Fooocus V2', 'Fooocus Enhance']",
    "vae": "Default (model)",
    "version": "Fooocus v2.5.5",
}
FOOOCUS_SETTINGS = {
    "Steps": "30",
    "Sampler": "DPM++ 2M SDE",
    "Schedule type": "Karras",
    "CFG scale": "4",
    "Seed": "1234567",
    "Size": "1152x896",
    "Model": "juggernautXL_v8Rundiffusion",
}


def test_fooocus_as_png_and_as_jpeg() -> None:
    text = json.dumps(FOOOCUS)
    as_png = files.png({"fooocus_scheme": "fooocus", "parameters": text})
    # It writes the comment into the first directory, where no EXIF field of this name belongs.
    tags = {0x9286: text, 0x0131: "Fooocus v2.5.5", 0x927C: "fooocus"}
    for data in (
        as_png,
        *(files.saved(files.painted(), kind, exif=files.exif(tags)) for kind in ("JPEG", "WEBP")),
    ):
        assert prompts(data) == ("red cat, blue hat", "blurry", "Fooocus")
        assert settings(data) == FOOOCUS_SETTINGS


def test_older_fooocus_with_labels() -> None:
    record = {
        "Prompt": "red cat",
        "Negative Prompt": "blurry",
        "Fooocus V2 Expansion": "red cat, dramatic",
        "Styles": "[]",
        "Performance": "Quality",
        "Resolution": "(896, 1152)",
        "Sharpness": 2.0,
        "Guidance Scale": 4.0,
        "Base Model": "x.safetensors",
        "Sampler": "dpmpp_2m_sde_gpu",
        "Scheduler": "karras",
        "Seed": 99,
        "Version": "v2.1.865",
    }
    data = files.png({"parameters": json.dumps(record)})
    assert prompts(data) == ("red cat", "blurry", "Fooocus")
    assert settings(data)["Size"] == "896x1152" and settings(data)["Model"] == "x"


def test_fooocus_in_the_scheme_of_the_webui() -> None:
    text = (
        "red cat, cinematic still\nNegative prompt: blurry\n"
        "Steps: 30, Sampler: DPM++ 2M SDE Karras, Seed: 5, Size: 1152x896, CFG scale: 4, Sharpness: 2, "
        'ADM Guidance: "(1.5, 0.8, 0.3)", Model: x, Performance: Speed, Scheduler: karras, '
        'Raw prompt: "red cat\\nhat", Version: v2'
    )
    data = files.png({"fooocus_scheme": "a1111", "parameters": text})
    assert prompts(data) == ("red cat, cinematic still", "blurry", "")
    assert settings(data)["Raw prompt"] == "red cat\nhat"


def test_ruined_fooocus() -> None:
    record = {
        "Prompt": "red cat",
        "Negative": "blurry",
        "steps": 30,
        "cfg": 8,
        "width": 1344,
        "height": 768,
        "seed": 3,
        "sampler_name": "dpmpp_2m_sde_gpu",
        "scheduler": "karras",
        "base_model_name": "x.safetensors",
        "software": "RuinedFooocus",
    }
    assert prompts(files.png({"parameters": json.dumps(record)})) == ("red cat", "blurry", "Fooocus")


# SwarmUI

SWARM = {
    "sui_image_params": {
        "prompt": "a red cat <segment:face,0.6> smiling",
        "negativeprompt": "blurry",
        "model": "Flux/flux1-dev-fp8",
        "seed": 2042464333,
        "steps": 25,
        "cfgscale": 1.0,
        "aspectratio": "Custom",
        "width": 512,
        "height": 768,
        "sampler": "euler_ancestral",
        "scheduler": "normal",
        "vae": "ae.sft",
        "automaticvae": True,
        "swarm_version": "0.9.5.2",
    },
    "sui_extra_data": {"date": "2025-03-15", "original_prompt": "a __colour__ cat"},
    "sui_models": [{"name": "flux1-dev-fp8.safetensors", "param": "model", "hash": "0x84fc"}],
}


@pytest.mark.parametrize("indent", [None, 2])
def test_swarmui(indent: int | None) -> None:
    text = json.dumps(SWARM, indent=indent)
    little = b"UNICODE\0" + text.encode("utf-16-le")
    for data in (
        files.png({"parameters": text}),
        files.with_comment(little),
        files.with_comment(little, "WEBP"),
    ):
        assert prompts(data) == ("a red cat <segment:face,0.6> smiling", "blurry", "SwarmUI")
        assert settings(data) == {
            "Steps": "25",
            "Sampler": "Euler a",
            "CFG scale": "1",
            "Seed": "2042464333",
            "Size": "512x768",
            "Model": "flux1-dev-fp8",
            "VAE": "ae",
        }


def test_swarmui_without_a_negative_prompt() -> None:
    record = {"sui_image_params": {"prompt": "a cat", "images": 1, "seed": 1}}
    picture = open_picture(files.png({"parameters": json.dumps(record)}))
    assert picture.parameters == Parameters("a cat", "", {"Seed": "1"}, "SwarmUI")
    assert picture.infotext == "a cat", "fewer than three settings would be read back as a part of the prompt"


# Civitai

CIVITAI_EXTRA = {
    "prompt": "red cat, (blue hat:1.2)",
    "negativePrompt": "blurry",
    "cfgScale": 3.5,
    "steps": 40,
    "seed": 1966159266,
    "sampler": "dpmpp_2m",
    "clipSkip": 2,
    "width": 832,
    "height": 1216,
    "workflowId": "txt2img",
    "resources": [{"modelVersionId": 699332, "strength": 1}],
}


@pytest.mark.parametrize("is_nested_text", [True, False])
def test_civitai_s_generator(is_nested_text: bool) -> None:
    extra = json.dumps(CIVITAI_EXTRA) if is_nested_text else CIVITAI_EXTRA
    record = {
        "resource-stack": {
            "class_type": "CheckpointLoaderSimple",
            "inputs": {"ckpt_name": "urn:air:sdxl:x:y@1"},
        },
        "extra": {"airs": ["urn:air:sdxl:checkpoint:civitai:827184@2514310"]},
        "extraMetadata": extra,
    }
    data = files.with_comment(files.unicode_comment(json.dumps(record)))
    assert prompts(data) == ("red cat, (blue hat:1.2)", "blurry", "Civitai")
    assert settings(data)["Size"] == "832x1216" and settings(data)["Sampler"] == "DPM++ 2M"


def test_civitai_s_settings_alone() -> None:
    record = {
        "prompt": "red cat",
        "negativePrompt": "blurry",
        "cfgScale": 7,
        "steps": 20,
        "sampler": "Euler a",
        "seed": 3,
        "civitaiResources": [{"type": "checkpoint", "modelVersionId": 1}],
        "Size": "832x1216",
    }
    for data in (
        files.png({"parameters": json.dumps(record)}),
        files.with_comment(files.unicode_comment(json.dumps(record))),
    ):
        assert prompts(data) == ("red cat", "blurry", "Civitai")
        assert settings(data)["Size"] == "832x1216"


def test_civitai_s_infotext() -> None:
    text = (
        "a cat\nNegative prompt: ugly\nSteps: 25, Sampler: Euler a, CFG scale: 7, Seed: 5, Size: 832x1216, "
        'Clip skip: 2, Created Date: 2025-01-01T00:00:00Z, Civitai resources: [{"type":"checkpoint",'
        '"modelVersionId":1,"modelName":"X"}], Civitai metadata: {}'
    )
    data = files.with_comment(files.unicode_comment(text))
    assert prompts(data) == ("a cat", "ugly", "")
    assert settings(data)["Steps"] == "25"


# InvokeAI

INVOKE = {
    "app_version": "3.3.0post3",
    "generation_mode": "txt2img",
    "positive_prompt": "landscape, cat",
    "negative_prompt": "low quality",
    "width": 768,
    "height": 432,
    "seed": 356120443,
    "rand_device": "cpu",
    "cfg_scale": 7.5,
    "steps": 50,
    "scheduler": "dpmpp_2m_sde_k",
    "clip_skip": 0,
    "model": {"model_name": "amixx_3Prunedfp16", "base_model": "sd-1", "model_type": "main"},
    "controlnets": [],
    "loras": [],
    "vae": {"model_name": "sd-vae-ft-mse", "base_model": "sd-1"},
}


def test_invokeai_of_version_3_and_later() -> None:
    newer = INVOKE | {"model": {"key": "0", "hash": "blake3:1", "name": "amixx_3Prunedfp16", "type": "main"}}
    for record in (INVOKE, newer):
        data = files.png({"invokeai_metadata": json.dumps(record), "invokeai_graph": "{}"})
        assert prompts(data) == ("landscape, cat", "low quality", "InvokeAI")
        assert settings(data) == {
            "Steps": "50",
            "Sampler": "DPM++ 2M SDE",
            "Schedule type": "Karras",
            "CFG scale": "7.5",
            "Seed": "356120443",
            "Size": "768x432",
            "Model": "amixx_3Prunedfp16",
            "VAE": "sd-vae-ft-mse",
        }


@pytest.mark.parametrize(
    "prompt", [[{"prompt": "a red cat [blurry, lowres]", "weight": 1.0}], "a red cat [blurry, lowres]"]
)
def test_invokeai_of_version_2(prompt: object) -> None:
    record = {
        "model": "stable diffusion",
        "model_weights": "stable-diffusion-1.5",
        "app_id": "invoke-ai/InvokeAI",
        "image": {
            "prompt": prompt,
            "steps": 50,
            "cfg_scale": 7.5,
            "threshold": 0,
            "sampler": "k_euler_a",
            "seed": 12,
            "width": 512,
            "height": 640,
            "type": "txt2img",
        },
    }
    data = files.png({"sd-metadata": json.dumps(record), "Dream": '"x" -s 1'})
    assert prompts(data) == ("a red cat", "blurry, lowres", "InvokeAI")
    assert settings(data)["Sampler"] == "Euler a" and settings(data)["Size"] == "512x640"


@pytest.mark.parametrize(
    "options", ["-s 50 -S 12 -W 512 -H 640 -C 7.5 -A k_lms", "-s50 -S12 -W512 -H640 -C7.5 -Ak_lms"]
)
def test_invokeai_of_version_1(options: str) -> None:
    data = files.png({"Dream": f'"a "red" cat, hat-shop [blurry]" {options}'})
    assert prompts(data) == ('a "red" cat, hat-shop', "blurry", "InvokeAI")
    assert settings(data) == {
        "Steps": "50",
        "Sampler": "LMS",
        "CFG scale": "7.5",
        "Seed": "12",
        "Size": "512x640",
    }


# Draw Things, Easy Diffusion

DRAW_THINGS = {
    "c": 'a red cat, "blue" hat & <lora>',
    "uc": "blurry",
    "model": "sd_xl_base_1.0_f16.ckpt",
    "sampler": "DPM++ 2M Karras",
    "scale": 4.5,
    "seed": 3210,
    "size": "1024x768",
    "steps": 20,
    "strength": 1,
    "v2": {"aestheticScore": 6},
}
XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"%s>
<xmp:CreatorTool>Draw Things</xmp:CreatorTool>%s</rdf:Description></rdf:RDF></x:xmpmeta>"""


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def draw_things(*, as_attribute: bool) -> str:
    text = escaped(json.dumps(DRAW_THINGS))
    if as_attribute:
        return XMP % (f' exif:UserComment="{text}"', "")
    item = f'<rdf:Alt>\n  <rdf:li xml:lang="x-default">{text}</rdf:li>\n </rdf:Alt>'
    return XMP % ("", f"<exif:UserComment>\n {item}\n</exif:UserComment>")


@pytest.mark.parametrize("as_attribute", [True, False])
def test_draw_things(as_attribute: bool) -> None:
    packet = draw_things(as_attribute=as_attribute)
    as_png = files.inserted(
        files.png({}), files.raw_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet.encode())
    )
    body = b"http://ns.adobe.com/xap/1.0/\0" + packet.encode()
    jpeg = files.saved(files.painted(), "JPEG")
    as_jpeg = jpeg[:2] + b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body + jpeg[2:]
    as_comment = files.with_comment(b"ASCII\0\0\0" + json.dumps(DRAW_THINGS).encode())
    for data in (as_png, as_jpeg, as_comment):
        assert prompts(data) == ('a red cat, "blue" hat & <lora>', "blurry", "Draw Things")
        assert settings(data) == {
            "Steps": "20",
            "Sampler": "DPM++ 2M",
            "Schedule type": "Karras",
            "CFG scale": "4.5",
            "Seed": "3210",
            "Size": "1024x768",
            "Model": "sd_xl_base_1.0_f16",
        }


def test_a_phone_s_xmp_is_no_prompt() -> None:
    packet = XMP % ("", "<exif:UserComment><rdf:Alt><rdf:li>Screenshot</rdf:li></rdf:Alt></exif:UserComment>")
    data = files.inserted(
        files.png({}), files.raw_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet.encode())
    )
    assert open_picture(data).infotext is None


def test_easy_diffusion() -> None:
    names = {
        "prompt": "red cat",
        "negative_prompt": "blurry",
        "seed": "5",
        "use_stable_diffusion_model": "C:\\m\\sd-v1-5.ckpt",
        "sampler_name": "euler_a",
        "width": "512",
        "height": "640",
        "num_inference_steps": "25",
        "guidance_scale": "7.5",
    }
    labels = {name.replace("_", " ").title(): value for name, value in names.items()}
    for data in (
        files.png(names),
        files.png({**labels, "Prompt": "red cat", "Stable Diffusion model": "x"}),
        files.with_comment(files.unicode_comment(json.dumps(names))),
    ):
        assert prompts(data) == ("red cat", "blurry", "Easy Diffusion")
        assert settings(data)["Steps"] == "25" and settings(data)["Size"] == "512x640"


# sd-scripts, Midjourney

SD_SCRIPTS = {"prompt": "red cat", "seed": "5", "sampler": "ddim", "steps": "20", "scale": "7.5"}


@pytest.mark.parametrize("negative", ["", "blurry"])
def test_sd_scripts(negative: str) -> None:
    data = files.png(SD_SCRIPTS | ({"negative-prompt": negative} if negative else {}))
    assert prompts(data) == ("red cat", negative, "sd-scripts")
    found = settings(data)
    assert (found["Steps"], found["CFG scale"], found["Seed"]) == ("20", "7.5", "5")


JOB = "Job ID: 0f3b2c1d-1111-2222-3333-444455556666"


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        (f"a red cat -- by the sea --ar 3:2 --no hat, dog --v 6.1 {JOB}", "a red cat -- by the sea"),
        (f"a red cat\n{JOB}", "a red cat"),
        (f"--ar 3:2 {JOB}", ""),
    ],
)
def test_midjourney(text: str, prompt: str) -> None:
    assert prompts(files.png({"Description": text, "Author": "someone"})) == (prompt, "", "Midjourney")
    data = files.saved(files.painted(), "JPEG", exif=files.exif({0x010E: text}))
    assert prompts(data) == (prompt, "", "Midjourney")


@pytest.mark.parametrize(
    "text", ["a red cat --ar 3:2", "a red cat", "Job ID: 12", f"{JOB} of the printer", "Job ID:"]
)
def test_other_descriptions_are_no_prompt(text: str) -> None:
    assert prompts(files.png({"Description": text})) == ("", "", "")


# Infotexts with more or less than a WebUI itself writes


@pytest.mark.parametrize(
    "data",
    [
        files.png({"Parameters": INFOTEXT}),
        files.saved(
            files.painted(), "JPEG", exif=files.exif({0x9C9C: (INFOTEXT + "\0").encode("utf-16-le")})
        ),
        files.saved(files.painted(), "JPEG", exif=files.exif({0x010E: INFOTEXT})),
    ],
    ids=["Parameters", "XPComment", "ImageDescription"],
)
def test_an_infotext_in_another_place(data: bytes) -> None:
    assert prompts(data) == ("a red cat, (blue hat:1.2), garden", "blurry, lowres", "")


@pytest.mark.parametrize(
    "text", ["our holiday", "Camera: Canon, Lens: 50mm, ISO: 100", '{"prompt": "x"}', "None"]
)
def test_a_camera_s_description_is_no_prompt(text: str) -> None:
    tags = {0x010E: text, 0x9C9C: text.encode("utf-16-le")}
    for data in (
        files.saved(files.painted(), "JPEG", exif=files.exif(tags)),
        files.saved(files.painted(), "JPEG", exif=files.exif(CAMERA | tags)),
    ):
        assert prompts(data) == ("", "", "")


@pytest.mark.parametrize(
    "lines",
    [
        "\nTemplate: a __colour__ cat, garden\nNegative Template: blurry, lowres",
        "\nTemplate: a __colour__ cat,\nin {two|three} lines, Steps: 3\nNegative Template: blurry",
        "\nNegative Template: blurry",
        "\nTemplate:a __colour__ cat\nNegative Template:",
        "\r\nTemplate: a cat\r\n",
    ],
)
def test_the_templates_of_dynamic_prompts_are_no_prompt(lines: str) -> None:
    data = files.png({"parameters": INFOTEXT + lines})
    picture = open_picture(data)
    assert prompts(data) == ("a red cat, (blue hat:1.2), garden", "blurry, lowres", "")
    assert picture.parameters.settings["Model"] == "tiny"


def test_a_template_in_a_prompt_stays() -> None:
    text = "a cat\nTemplate: on paper"
    assert parse_infotext(text).prompt == text
    assert parse_infotext(f"{text}\nSteps: 1, Seed: 2, Size: 8x8").prompt == text


@pytest.mark.parametrize("text", ["None", " None\n", "", "  ", "\0"])
def test_none_is_no_prompt(text: str) -> None:
    assert open_picture(files.png({"parameters": text})).infotext is None
    assert open_picture(files.with_comment(files.unicode_comment(text))).infotext is None
    assert open_picture(files.with_comment(b"ASCII\0\0\0" + text.encode())).infotext is None


def test_none_with_settings_has_no_prompt() -> None:
    picture = open_picture(
        files.png({"parameters": "None\nNegative prompt: ugly\nSteps: 1, Seed: 2, Size: 8x8"})
    )
    assert (picture.parameters.prompt, picture.parameters.negative_prompt) == ("", "ugly")


@pytest.mark.parametrize(
    "prompt", ["{red|blue} cat", "[[red cat]]", "[red:blue:0.5] cat", '"quoted" cat', "{}cat"]
)
def test_prompts_that_begin_like_json_are_prompts(prompt: str) -> None:
    assert prompts(files.png({"parameters": prompt})) == (prompt, "", "")


# Texts that are not prompts


@pytest.mark.parametrize(
    "text",
    [
        '{"prompt": "red cat", "seed": ',  # cut short
        '{"albumid": "x", "place": "y"}',
        '[{"type": "step", "value": 3}]',
        '{"nodes": [], "links": []}',
        '{"prompt": 5, "negative_prompt": null}',
        '{"sui_image_params": 5}',
        '{"a":' * 5000,
        '{"x": "' + "y" * 5_000_000 + '"}',
    ],
)
def test_json_of_programs_that_are_not_known_is_no_prompt(text: str) -> None:
    for data in (
        files.png({"parameters": text}),
        files.png({"parameters": text}, compressed=len(text) < 10**6),
    ):
        found = open_picture(data)
        assert found.infotext is None
        assert found.parameters.program


CAMERA = {0x010F: "Canon", 0x0110: "Canon EOS R5"}


@pytest.mark.parametrize(
    ("tags", "details"),
    [
        (CAMERA, {}),
        ({}, {0x829A: (1, 60)}),
        ({}, {0x9003: "2026:10:05 12:01:22"}),
        ({0x010F: "Apple"}, {0x927C: b"Apple iOS"}),
    ],
)
@pytest.mark.parametrize(
    "comment",
    [
        b"ASCII\0\0\0Our holiday, by the sea",
        b"UNICODE\0" + "Am Meer".encode("utf-16-be"),
        b'\0\0\0\0\0\0\0\0{"albumid": "x"}',
    ],
)
def test_a_camera_s_comment_is_no_prompt(
    tags: dict[int, str], details: dict[int, Any], comment: bytes
) -> None:
    data = files.saved(files.painted(), "JPEG", exif=files.exif(tags, {**details, 0x9286: comment}))
    picture = open_picture(data)
    assert (picture.infotext, picture.parameters) == (None, Parameters())


@pytest.mark.parametrize(
    "comment",
    [
        "Screenshot",
        "OLYMPUS DIGITAL CAMERA",
        "Created with GIMP",
        "charset=Ascii",
        "User comments",
        "..",
        "---",
    ],
)
def test_what_phones_and_editors_write_is_no_prompt(comment: str) -> None:
    assert open_picture(files.with_comment(b"ASCII\0\0\0" + comment.encode())).infotext is None
    assert open_picture(files.saved(files.painted(), "GIF", comment=comment.encode())).infotext is None


def test_an_infotext_beside_a_camera_s_fields_is_read() -> None:
    """A program that keeps EXIF data leaves both after img2img of a photo."""
    data = files.with_comment(files.unicode_comment(INFOTEXT), tags=CAMERA)
    assert prompts(data) == ("a red cat, (blue hat:1.2), garden", "blurry, lowres", "")


def test_a_prompt_of_the_words_of_a_camera_is_a_prompt() -> None:
    for text in ("digital camera", "created with love", "screenshot"):
        assert prompts(files.png({"parameters": text})) == (text, "", "")


# What comes of it


def test_an_infotext_counts_before_a_graph() -> None:
    data = files.png({"parameters": INFOTEXT, "prompt": '{"1": {"class_type": "X", "inputs": {}}}'})
    assert open_picture(data).infotext == INFOTEXT


def test_what_cannot_be_read_leaves_the_rest() -> None:
    data = files.with_comment(b'ASCII\0\0\0{"a": 1}', "PNG")
    text = files.raw_chunk(b"tEXt", b"parameters\0" + INFOTEXT.encode())
    assert open_picture(files.inserted(data, text)).infotext == INFOTEXT


def test_another_program_s_metadata_as_a_webui_writes_it() -> None:
    picture = open_picture(files.png({"parameters": json.dumps(FOOOCUS)}))
    last = (
        "Steps: 30, Sampler: DPM++ 2M SDE, Schedule type: Karras, CFG scale: 4, Seed: 1234567, "
        "Size: 1152x896, Model: juggernautXL_v8Rundiffusion"
    )
    assert picture.infotext == f"red cat, blue hat\nNegative prompt: blurry\n{last}"
    again = parse_infotext(picture.infotext)
    assert (again.prompt, again.settings) == (picture.parameters.prompt, picture.parameters.settings)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("k_euler",), ("Euler", "")),
        (("k_dpmpp_2s_ancestral", "karras"), ("DPM++ 2S a", "Karras")),
        (("k_dpm_2_ancestral",), ("DPM2 a", "")),
        (("kdpm_2_a_k",), ("DPM2 a", "Karras")),
        (("lms_k",), ("LMS", "Karras")),
        (("DPM++ SDE Karras",), ("DPM++ SDE", "Karras")),
        (("Euler A", "native"), ("Euler a", "")),
        (("dpmpp_3m_sde_gpu", "exponential"), ("DPM++ 3M SDE", "Exponential")),
        (("euler", "sgm_uniform"), ("Euler", "SGM Uniform")),
        (("er_sde", "beta57"), ("er_sde", "beta57")),
        (("", ""), ("", "")),
    ],
)
def test_samplers_by_the_webui_s_names(names: tuple[str, ...], expected: tuple[str, str]) -> None:
    found = sampler_and_schedule(*names)
    assert (found.get("Sampler", ""), found.get("Schedule type", "")) == expected


def test_the_other_program_has_no_name_of_its_own() -> None:
    picture: Picture = open_picture(files.png({"parameters": '{"x": 1}'}))
    assert picture.parameters.program == OTHER_PROGRAM

"""ComfyUI's graphs: the prompt is found where there is one, and never guessed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from clip_critic.pictures.infotext import Parameters
from clip_critic.pictures.opening import open_picture
from tests.pictures import files

Graph = dict[str, Any]


def node(kind: str, **inputs: Any) -> dict[str, Any]:
    return {"class_type": kind, "inputs": inputs, "_meta": {"title": kind}}


def default_graph(**changes: Any) -> Graph:
    """The graph that ComfyUI shows at its first start, with other nodes."""
    return {
        "3": node(
            "KSampler",
            seed=156680208700286,
            steps=20,
            cfg=8,
            sampler_name="dpmpp_2m",
            scheduler="karras",
            denoise=1,
            model=["4", 0],
            positive=["6", 0],
            negative=["7", 0],
            latent_image=["5", 0],
        ),
        "4": node("CheckpointLoaderSimple", ckpt_name="sd15/v1-5-pruned-emaonly.safetensors"),
        "5": node("EmptyLatentImage", width=512, height=768, batch_size=1),
        "6": node("CLIPTextEncode", text="red cat, (blue hat:1.2)", clip=["4", 1]),
        "7": node("CLIPTextEncode", text="text, watermark", clip=["4", 1]),
        "8": node("VAEDecode", samples=["3", 0], vae=["4", 2]),
        "9": node("SaveImage", filename_prefix="ComfyUI", images=["8", 0]),
    } | changes


def found(graph: Graph) -> Parameters:
    return open_picture(
        files.png({"prompt": json.dumps(graph), "workflow": '{"nodes": [], "links": []}'})
    ).parameters


def prompts(graph: Graph) -> tuple[str, str]:
    parameters = found(graph)
    assert parameters.program == "ComfyUI"
    return parameters.prompt, parameters.negative_prompt


EXPECTED = ("red cat, (blue hat:1.2)", "text, watermark")
NOTHING = ("", "")


def test_the_default_graph() -> None:
    assert prompts(default_graph()) == EXPECTED
    assert dict(found(default_graph()).settings) == {
        "Steps": "20",
        "Sampler": "DPM++ 2M",
        "Schedule type": "Karras",
        "CFG scale": "8",
        "Seed": "156680208700286",
        "Size": "512x768",
        "Model": "v1-5-pruned-emaonly",
    }


def test_graphs_with_nan() -> None:
    """ComfyUI writes the NaN of ``is_changed`` as such."""
    text = json.dumps(default_graph() | {"10": {**node("LoadImage"), "is_changed": [float("nan")]}})
    assert open_picture(files.png({"prompt": text})).parameters.prompt == EXPECTED[0]


@pytest.mark.parametrize("kind", ["WEBP", "JPEG"])
def test_exif_fields_of_other_files(kind: str) -> None:
    text = json.dumps(default_graph())
    tags = {0x0110: f"prompt:{text}", 0x010F: 'workflow:{"nodes": [], "links": []}'}
    parameters = open_picture(files.saved(files.painted(), kind, exif=files.exif(tags))).parameters
    assert (parameters.prompt, parameters.negative_prompt) == EXPECTED


def test_a_graph_in_a_comment() -> None:
    data = files.with_comment(files.unicode_comment(json.dumps(default_graph())))
    assert open_picture(data).parameters.prompt == EXPECTED[0]


@pytest.mark.parametrize("as_text", [True, False])
def test_a_graph_and_its_editor_s_in_one_comment(as_text: bool) -> None:
    graph: Any = json.dumps(default_graph()) if as_text else default_graph()
    workflow: Graph = {"nodes": [], "links": []}
    both = files.with_comment(files.unicode_comment(json.dumps({"prompt": graph, "workflow": workflow})))
    assert open_picture(both).parameters.prompt == EXPECTED[0]
    alone = files.with_comment(files.unicode_comment(json.dumps({"workflow": workflow})))
    assert open_picture(alone).parameters == Parameters(program="ComfyUI")


@pytest.mark.parametrize(
    "changes",
    [
        # ControlNet changes both; its outputs are in the order of its inputs
        {
            "3": {**default_graph()["3"]["inputs"], "positive": ["20", 0], "negative": ["20", 1]},
            "20": node(
                "ControlNetApplyAdvanced",
                positive=["6", 0],
                negative=["7", 0],
                control_net=["21", 0],
                image=["22", 0],
                strength=0.8,
            ),
            "21": node("ControlNetLoader", control_net_name="x"),
            "22": node("LoadImage", image="a.png"),
        },
        # a chain of nodes that pass the conditioning on
        {
            "3": {**default_graph()["3"]["inputs"], "positive": ["20", 0]},
            "20": node("FluxGuidance", conditioning=["21", 0], guidance=3.5),
            "21": node("ConditioningSetTimestepRange", conditioning=["22", 0], start=0.0, end=1.0),
            "22": node("unCLIPConditioning", conditioning=["6", 0], clip_vision_output=["23", 0]),
            "23": node("CLIPVisionEncode", clip_vision=["24", 0], image=["22", 0]),
        },
        # two ways to the same text
        {
            "3": {**default_graph()["3"]["inputs"], "positive": ["20", 0]},
            "20": node("ConditioningCombine", conditioning_1=["6", 0], conditioning_2=["21", 0]),
            "21": node(
                "ConditioningSetArea", conditioning=["6", 0], width=64, height=64, x=0, y=0, strength=1.0
            ),
        },
        # inpainting
        {
            "3": {**default_graph()["3"]["inputs"], "positive": ["20", 0], "negative": ["20", 1]},
            "20": node(
                "InpaintModelConditioning",
                positive=["6", 0],
                negative=["7", 0],
                vae=["4", 2],
                pixels=["21", 0],
                mask=["21", 1],
                noise_mask=True,
            ),
            "21": node("LoadImage", image="a.png"),
        },
        # texts in nodes of their own
        {
            "6": node("CLIPTextEncode", text=["20", 0], clip=["4", 1]),
            "20": node("ShowText|pysssss", text=["21", 0], text_0="red cat, (blue hat:1.2)"),
            "21": node("Anything", seed=["5", 0], other=["4", 0]),
        },
        {
            "6": node("CLIPTextEncode", text=["20", 0], clip=["4", 1]),
            "20": node("StringConcatenate", string_a=["21", 0], string_b="(blue hat:1.2)", delimiter=", "),
            "21": node("PrimitiveStringMultiline", value="red cat"),
        },
        {
            "6": node("CLIPTextEncode", text=["20", 0], clip=["4", 1]),
            "20": node(
                "ImpactWildcardProcessor", wildcard_text="__c__ cat", populated_text="red cat, (blue hat:1.2)"
            ),
        },
        # both towers of SDXL read the same
        {
            "6": node(
                "CLIPTextEncodeSDXL",
                width=1024,
                height=1024,
                text_g=EXPECTED[0],
                text_l=EXPECTED[0],
                clip=["4", 1],
            ),
        },
        {"6": node("CLIPTextEncodeFlux", clip_l="", t5xxl=EXPECTED[0], guidance=3.5, clip=["4", 1])},
        # a second pass with the same texts
        {
            "30": node(
                "KSampler",
                seed=1,
                steps=10,
                cfg=8,
                sampler_name="euler",
                scheduler="normal",
                denoise=0.5,
                model=["4", 0],
                positive=["6", 0],
                negative=["7", 0],
                latent_image=["31", 0],
            ),
            "31": node("LatentUpscale", samples=["3", 0], width=1024, height=1536),
            "8": node("VAEDecode", samples=["30", 0], vae=["4", 2]),
        },
        # a sampler that leads to no saved picture
        {
            "30": node(
                "KSampler", seed=1, steps=10, positive=["32", 0], negative=["7", 0], latent_image=["5", 0]
            ),
            "32": node("CLIPTextEncode", text="something else", clip=["4", 1]),
        },
        # the names of nodes in a subgraph
        {
            "6": node("CLIPTextEncode", text=["12:3", 0], clip=["4", 1]),
            "12:3": node("String Literal", string=EXPECTED[0]),
        },
        # loaders that hold both texts
        {
            "3": {**default_graph()["3"]["inputs"], "positive": ["20", 1], "negative": ["20", 2]},
            "20": node("Efficient Loader", ckpt_name="x", positive=EXPECTED[0], negative=EXPECTED[1]),
        },
    ],
)
def test_the_prompt_is_found_through_other_nodes(changes: Graph) -> None:
    graph = default_graph(**changes)
    if "class_type" not in graph["3"]:
        graph["3"] = node("KSampler", **graph["3"])
    assert prompts(graph) == EXPECTED


def test_samplers_in_parts() -> None:
    """Flux: a guider, noise, a sampler and steps of their own, and no negative prompt."""
    graph = {
        "1": node(
            "SamplerCustomAdvanced",
            noise=["2", 0],
            guider=["3", 0],
            sampler=["4", 0],
            sigmas=["5", 0],
            latent_image=["6", 0],
        ),
        "2": node("RandomNoise", noise_seed=77),
        "3": node("BasicGuider", model=["7", 0], conditioning=["8", 0]),
        "4": node("KSamplerSelect", sampler_name="euler"),
        "5": node("BasicScheduler", scheduler="simple", steps=24, denoise=1, model=["7", 0]),
        "6": node("EmptySD3LatentImage", width=["13", 0], height=768, batch_size=1),
        "7": node("LoraLoaderModelOnly", lora_name="x", model=["9", 0]),
        "8": node("FluxGuidance", guidance=3.5, conditioning=["10", 0]),
        "9": node("UNETLoader", unet_name="flux/flux1-dev.safetensors"),
        "10": node("CLIPTextEncode", text="a red cat", clip=["11", 0]),
        "11": node("DualCLIPLoader", clip_name1="x"),
        "12": node("SaveImage", images=["14", 0]),
        "13": node("PrimitiveInt", value=512),
        "14": node("VAEDecode", samples=["1", 0]),
    }
    parameters = found(graph)
    assert (parameters.prompt, parameters.negative_prompt) == ("a red cat", "")
    assert dict(parameters.settings) == {
        "Steps": "24",
        "Sampler": "Euler",
        "Schedule type": "Simple",
        "Seed": "77",
        "Size": "512x768",
        "Model": "flux1-dev",
    }
    graph["3"] = node("CFGGuider", model=["7", 0], positive=["8", 0], negative=["20", 0], cfg=3.0)
    graph["20"] = node("ConditioningZeroOut", conditioning=["8", 0])
    assert prompts(graph) == ("a red cat", "")
    assert found(graph).settings["CFG scale"] == "3"


@pytest.mark.parametrize(
    "changes",
    [
        # two different texts in one prompt
        {
            "3": {**default_graph()["3"]["inputs"], "positive": ["20", 0]},
            "20": node("ConditioningConcat", conditioning_to=["6", 0], conditioning_from=["21", 0]),
            "21": node("CLIPTextEncode", text="something else", clip=["4", 1]),
        },
        # two samplers with different texts in one picture
        {
            "30": node("KSampler", seed=1, positive=["32", 0], negative=["7", 0], latent_image=["3", 0]),
            "32": node("CLIPTextEncode", text="something else", clip=["4", 1]),
            "8": node("VAEDecode", samples=["30", 0], vae=["4", 2]),
        },
        # a text that another node makes
        {
            "6": node("CLIPTextEncode", text=["20", 0], clip=["4", 1]),
            "20": node("LanguageModel", model=["4", 0], image=["21", 0], temperature=1.0),
            "21": node("LoadImage"),
        },
        # links that lead nowhere, or in a circle
        {"6": node("CLIPTextEncode", text=["99", 0], clip=["4", 1])},
        {"6": node("Reroute", conditioning=["20", 0]), "20": node("Reroute", conditioning=["6", 0])},
        {"3": node("Nothing")},
        {"6": {"class_type": "CLIPTextEncode"}},
        {"6": node("CLIPTextEncode", text="", clip=["4", 1])},
    ],
)
def test_what_is_not_one_text_is_not_guessed(changes: Graph) -> None:
    graph = default_graph(**changes)
    if "class_type" not in graph["3"]:
        graph["3"] = node("KSampler", **graph["3"])
    assert prompts(graph) == NOTHING
    assert open_picture(files.png({"prompt": json.dumps(graph)})).infotext is None


def test_a_negative_prompt_that_is_not_one_text_is_left_out() -> None:
    graph = default_graph(**{"7": node("CLIPTextEncode", text=["99", 0], clip=["4", 1])})
    assert prompts(graph) == (EXPECTED[0], "")


def test_an_editor_s_graph_alone_has_no_prompt() -> None:
    workflow = {
        "last_node_id": 9,
        "nodes": [{"id": 6, "type": "CLIPTextEncode", "widgets_values": ["x"]}],
        "links": [],
    }
    parameters = open_picture(files.png({"workflow": json.dumps(workflow)})).parameters
    assert parameters == Parameters(program="ComfyUI")


@pytest.mark.parametrize("count", [200, 20_000])
def test_long_and_wide_graphs_end(count: int) -> None:
    """Chains, ladders with two ways at each rung, and many samplers."""
    chain = {str(n): node("Reroute", conditioning=[str(n + 1), 0]) for n in range(100, 100 + count)}
    ladder = {
        str(n): node("ConditioningCombine", conditioning_1=[str(n + 1), 0], conditioning_2=[str(n + 1), 0])
        for n in range(100, 100 + count)
    }
    sampler = default_graph()["3"]["inputs"] | {"positive": ["100", 0]}
    for graph in (chain, ladder):
        assert prompts(default_graph(**graph, **{"3": node("KSampler", **sampler)})) == NOTHING
    many = {str(n): node("KSampler", **sampler, link=[str(n + 1), 0]) for n in range(100, 100 + count)}
    assert prompts(default_graph(**many, **{"9": node("SaveImage", images=["100", 0])})) == NOTHING

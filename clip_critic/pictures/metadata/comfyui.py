"""ComfyUI: the graph of nodes that made the picture.

The prompt is what a sampler's inputs ``positive`` and ``negative`` lead to, through nodes that change the
conditioning, at a node that encodes a text. If that is not one text, no prompt of the graph can be named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from clip_critic.pictures.infotext import Parameters
from clip_critic.pictures.metadata.base import Metadata, Texts, metadata_of
from clip_critic.pictures.metadata.fields import file_name, load_json, setting_text
from clip_critic.pictures.metadata.samplers import sampler_and_schedule

NAME = "ComfyUI"
MAX_NODES = 5_000
"""The largest graph that is followed, in nodes."""
MAX_SAMPLERS = 50
"""The most samplers whose texts are compared."""
MAX_DEPTH = 60
"""The longest way from a sampler to its text, in nodes."""

Node: TypeAlias = Mapping[str, Any]
Graph: TypeAlias = Mapping[str, Node]

# Texts of the nodes that encode one, and of those that only hold one.
_TEXTS = (
    "populated_text",
    "text",
    "text_g",
    "text_l",
    "clip_g",
    "clip_l",
    "t5xxl",
    "t5xxl_text",
    "prompt",
    "string",
)
_HELD = ("value", "Value", "Text", "String", "string", "text", "text_0", "prompt", "Prompt", "result")
_BOTH = {
    "positive": ("positive", "text_positive", "positive_prompt"),
    "negative": ("negative", "text_negative", "negative_prompt"),
}
_NOT_TEXT = (
    "clip",
    "model",
    "vae",
    "control_net",
    "image",
    "mask",
    "latent",
    "samples",
    "style_model",
    "clip_vision_output",
)


def read_comfyui(texts: Texts) -> Metadata | None:
    """Read the text chunks of a PNG, or the EXIF fields in which ComfyUI writes them into other files."""
    found = dict(_labelled(texts))
    graph = load_json(texts.chunks.get("prompt") or found.get("prompt"))
    if is_graph(graph):
        return graph_metadata(graph)
    workflow = load_json(texts.chunks.get("workflow") or found.get("workflow"))
    return Metadata(Parameters(program=NAME)) if is_workflow(workflow) or is_graph(workflow) else None


def _labelled(texts: Texts) -> Iterator[tuple[str, str]]:
    """Yield the fields that begin with the name of their content, such as ``prompt:{...}``."""
    for value in (*texts.tags.values(), texts.comment):
        label, colon, rest = value.partition(":")
        if colon and label.lower() in ("prompt", "workflow"):
            yield label.lower(), rest


def is_graph(record: Mapping[str, Any]) -> bool:
    """Return whether JSON is a graph as ComfyUI executes it."""
    return any(isinstance(node, dict) and "class_type" in node for node in record.values())


def is_workflow(record: Mapping[str, Any]) -> bool:
    """Return whether JSON is a graph as ComfyUI's editor saves it."""
    return isinstance(record.get("nodes"), list) and "links" in record


def graph_metadata(record: Mapping[str, Any]) -> Metadata:
    """Return the metadata in a graph: without a prompt if there is not one that all its samplers use."""
    graph = {
        str(name): node
        for name, node in record.items()
        if isinstance(node, dict) and isinstance(node.get("inputs"), dict)
    }
    if len(graph) > MAX_NODES:
        return Metadata(Parameters(program=NAME))
    samplers = _samplers(graph)
    prompt = _common(graph, samplers, "positive") if len(samplers) <= MAX_SAMPLERS else None
    if not prompt:
        return Metadata(Parameters(program=NAME))
    negative = _common(graph, samplers, "negative") or ""
    return metadata_of(Parameters(prompt, negative, _settings(graph, _first_pass(graph, samplers)), NAME))


def _inputs(graph: Graph, name: str) -> Mapping[str, Any]:
    inputs: Mapping[str, Any] = graph[name]["inputs"]
    return inputs


def _link(graph: Graph, value: object) -> str | None:
    """Return the node that an input is linked to; None for a plain value."""
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], (str, int)):
        return name if (name := str(value[0])) in graph else None
    return None


def _linked(graph: Graph, name: str) -> list[str]:
    return [found for value in _inputs(graph, name).values() if (found := _link(graph, value))]


def _samplers(graph: Graph) -> list[str]:
    """Return the nodes that are conditioned and lead to a saved picture."""
    reached = _reached(graph)
    found = [name for name in graph if name in reached and _is_sampler(graph, name)]
    guided = {source for name in found for source in _linked(graph, name)}
    # A guider is part of the sampler that it is linked to.
    return [name for name in found if name not in guided or "latent_image" in _inputs(graph, name)]


def _reached(graph: Graph) -> set[str]:
    """Return the nodes behind the saved pictures; all nodes if none saves a picture."""
    roots = [name for name in graph if "save" in str(graph[name].get("class_type")).lower()]
    roots = roots or [name for name in graph if "preview" in str(graph[name].get("class_type")).lower()]
    seen = set(roots or graph)
    waiting = list(seen)
    while waiting:
        for name in _linked(graph, waiting.pop()):
            if name not in seen:
                seen.add(name)
                waiting.append(name)
    return seen


def _is_sampler(graph: Graph, name: str) -> bool:
    inputs = _inputs(graph, name)
    if _link(graph, inputs.get("guider")):
        return True
    has_latent = any(key in inputs for key in ("latent_image", "latent", "samples", "seed", "noise_seed"))
    return has_latent and _link(graph, inputs.get("positive")) is not None


def _common(graph: Graph, samplers: list[str], role: str) -> str | None:
    """Return the text that all samplers read in a role; None if there is none, or several."""
    texts = {_text_of_sampler(graph, name, role) for name in samplers}
    return texts.pop() if len(texts) == 1 else None


def _text_of_sampler(graph: Graph, name: str, role: str) -> str | None:
    inputs = _inputs(graph, name)
    guider = _link(graph, inputs.get("guider"))
    if guider:
        inputs = _inputs(graph, guider)
    value = inputs.get(role)
    if value is None and role == "positive":
        value = inputs.get("conditioning")
    return _Search(graph, role).conditioning(value)


class _Search:
    """A search for one text, against the direction of the links.

    Args:
        role: ``positive`` or ``negative``, for nodes that hold both.
    """

    def __init__(self, graph: Graph, role: str) -> None:
        self._graph = graph
        self._role = role
        self._left = MAX_NODES

    def conditioning(self, value: object, depth: int = 0) -> str | None:
        """Return the only text behind a link to a conditioning; None if it is not one text."""
        name = _link(self._graph, value)
        self._left -= 1
        if name is None or depth > MAX_DEPTH or self._left < 0:
            return None
        inputs = _inputs(self._graph, name)
        if "zeroout" in str(self._graph[name].get("class_type")).lower():
            return ""
        own = self._encoded(inputs, depth)
        if own is not None:
            return own
        sources = self._sources(inputs, value)
        return self._same(sources, depth) if sources else self._held(inputs, depth)

    def _encoded(self, inputs: Mapping[str, Any], depth: int) -> str | None:
        """Return the text that a node encodes, if it does."""
        for key in _BOTH[self._role]:
            if isinstance(inputs.get(key), str):
                return str(inputs[key])
        keys = [key for key in _TEXTS if key in inputs]
        if not keys:
            return None
        texts = [self.text(inputs[key], depth) for key in keys]
        if any(text is None for text in texts):
            return None
        return ", ".join(dict.fromkeys(text.strip() for text in texts if text and text.strip()))

    def _sources(self, inputs: Mapping[str, Any], link: object) -> list[object]:
        """Return the links to the conditionings that a node passes on."""
        slot = link[1] if isinstance(link, list) else 0
        both = [inputs.get(role) for role in ("positive", "negative")]
        if all(_link(self._graph, value) for value in both):
            return [both[1 if slot == 1 else 0]]
        return [
            value
            for key, value in inputs.items()
            if not key.startswith(_NOT_TEXT) and _link(self._graph, value)
        ]

    def _same(self, sources: list[object], depth: int) -> str | None:
        texts = {self.conditioning(source, depth + 1) for source in sources}
        return texts.pop() if len(texts) == 1 else None

    def text(self, value: object, depth: int = 0) -> str | None:
        """Return a text, or the one that a link leads to."""
        if isinstance(value, str):
            return value
        name = _link(self._graph, value)
        self._left -= 1
        if name is None or depth > MAX_DEPTH or self._left < 0:
            return None
        inputs = _inputs(self._graph, name)
        if "string_a" in inputs and "string_b" in inputs:
            parts = [self.text(inputs[key], depth + 1) for key in ("string_a", "string_b")]
            delimiter = inputs.get("delimiter", "")
            return None if None in parts else str(delimiter).join(part or "" for part in parts)
        return self._held(inputs, depth)

    def _held(self, inputs: Mapping[str, Any], depth: int) -> str | None:
        for key in (*_BOTH[self._role], "populated_text", *_HELD):
            if isinstance(inputs.get(key), str):
                return str(inputs[key])
        links = [value for value in inputs.values() if _link(self._graph, value)]
        return self.text(links[0], depth + 1) if len(links) == 1 else None


def _first_pass(graph: Graph, samplers: list[str]) -> str:
    """Return the sampler that begins with an empty picture; the first one if there is none."""
    return next((name for name in samplers if _empty_latent(graph, name)), samplers[0])


def _empty_latent(graph: Graph, sampler: str) -> Mapping[str, Any]:
    """Return the inputs of the node that a sampler's size comes from."""
    inputs = _inputs(graph, sampler)
    source = _link(graph, inputs.get("latent_image", inputs.get("latent")))
    found = _inputs(graph, source) if source else {}
    return found if {"width", "height"} <= set(found) else {}


def _settings(graph: Graph, sampler: str) -> dict[str, str]:
    inputs = _merged(graph, sampler)
    found = {"Steps": _number(graph, inputs.get("steps"))}
    found |= sampler_and_schedule(
        setting_text(inputs.get("sampler_name")), setting_text(inputs.get("scheduler"))
    )
    found["CFG scale"] = _number(graph, inputs.get("cfg"))
    found["Seed"] = _number(graph, inputs.get("seed", inputs.get("noise_seed")))
    size = [_number(graph, _empty_latent(graph, sampler).get(side)) for side in ("width", "height")]
    found["Size"] = "x".join(size) if all(side.isdecimal() for side in size) else ""
    found["Model"] = _model(graph, sampler)
    return {name: value for name, value in found.items() if value}


def _merged(graph: Graph, sampler: str) -> Mapping[str, Any]:
    """Return a sampler's inputs with those of the nodes for its guider, noise, sampler and steps."""
    inputs = _inputs(graph, sampler)
    merged: dict[str, Any] = dict(inputs)
    for key in ("guider", "noise", "sampler", "sigmas"):
        source = _link(graph, inputs.get(key))
        if source:
            merged |= _inputs(graph, source)
    return merged


def _number(graph: Graph, value: object) -> str:
    """Return a number, or the one of the node that a link leads to."""
    source = _link(graph, value)
    if source:
        inputs = _inputs(graph, source)
        value = next(
            (
                inputs[key]
                for key in ("seed", "value", "Value", "noise_seed", "int", "number")
                if key in inputs
            ),
            None,
        )
    return setting_text(value) if isinstance(value, (int, float)) else ""


def _model(graph: Graph, sampler: str) -> str:
    """Return the name of the file that a sampler's model is loaded from."""
    name: str | None = sampler
    for _ in range(MAX_DEPTH):
        if name is None:
            break
        inputs = _inputs(graph, name)
        for key in ("ckpt_name", "unet_name"):
            if isinstance(inputs.get(key), str):
                return file_name(inputs[key])
        name = _link(graph, inputs.get("model", inputs.get("guider", inputs.get("MODEL"))))
    return ""

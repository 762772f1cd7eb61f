"""Readers of the places of each kind of picture tower, by hooks in its usual pass.

A tower of CLIP that takes the short way (`clip_critic.encoders.clip_pictures`) needs none: hooks would take a
tenth of the time of a small one.

A reader that does not fit its tower is found out by the probe at load: then the parts do not add up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any

import torch
from torch import nn

from clip_critic.encoders.attention import MeanAttention, SelfAttention, Watch
from clip_critic.encoders.contributions import Contributions, received_by_mean

Finish = Callable[[], None]
Reader = Callable[[ExitStack, Contributions], Finish]
"""It sets up hooks for one pass, and returns what to do after the pass."""
See = Callable[[torch.Tensor], object]


@contextmanager
def reading(read: Reader) -> Iterator[Contributions]:
    """Collect what the tower's places add while the tower runs within the context."""
    found = Contributions()
    with ExitStack() as hooks:
        finish = read(hooks, found)
        yield found
    finish()


def find_reader(model: Any) -> Reader | None:
    """Return the reader of a model's picture tower, or None if its kind is unknown."""
    for find in FINDERS:
        try:
            return find(model)
        except (AttributeError, IndexError, TypeError, LookupError):
            continue
    return None


def _transformers_clip(model: Any) -> Reader:
    """Return the reader of transformers' CLIP and of models that are built like it."""
    tower = model.vision_model
    layers = [(layer.self_attn, layer.mlp) for layer in tower.encoder.layers]
    first, after = tower.encoder.layers[0].layer_norm1, (tower.post_layernorm, model.visual_projection)
    watches = [_four_linears(attention, attention.out_proj) for attention, _ in layers]

    def read(hooks: ExitStack, found: Contributions) -> Finish:
        start: list[torch.Tensor] = []
        show_input(hooks, first, lambda states: start.append(states[:, 0]))
        for watch, (_, mlp) in zip(watches, layers, strict=True):
            watch(hooks, found)
            show_output(hooks, mlp, lambda output: found.add_placeless(output[:, 0]))

        def finish() -> None:
            found.add_placeless(start[0])
            found.finish()
            _take_through(found, after)

        return finish

    return read


def _open_clip_transformer(model: Any) -> Reader:
    """Return the reader of open_clip's vision transformer with a class token."""
    tower = model.visual
    blocks = list(tower.transformer.resblocks)
    _ = tower.class_embedding, tower.ln_post
    if tower.attn_pool is not None or not all(type(block.attn) is SelfAttention for block in blocks):
        raise TypeError("another kind of attention")

    def read(hooks: ExitStack, found: Contributions) -> Finish:
        start: list[torch.Tensor] = []
        is_batch_first = blocks[0].attn.batch_first

        def token(states: torch.Tensor) -> torch.Tensor:
            return states[:, 0] if is_batch_first else states[0]

        show_input(hooks, blocks[0].ln_1, lambda states: start.append(token(states)))
        for block in blocks:
            _watch_block(hooks, block, found)
            show_output(hooks, block.ls_2, lambda output: found.add_placeless(token(output)))

        def finish() -> None:
            found.add_placeless(start[0])
            found.finish()
            found.take_through(tower.ln_post)
            if tower.proj is not None:
                found.project(tower.proj)

        return finish

    return read


def _watch_block(hooks: ExitStack, block: Any, found: Contributions) -> None:
    """Add what the class token receives in a block, whose ``ls_1`` may scale it."""
    scale = None if isinstance(block.ls_1, nn.Identity) else block.ls_1.gamma

    def add(queries: torch.Tensor, keys: torch.Tensor, values: torch.Tensor) -> None:
        found.attend(queries[:, :, :1], keys, values, block.attn.out_proj, scale)

    hooks.enter_context(block.attn.watched(add))


def _transformers_siglip(model: Any) -> Reader:
    """Return the reader of transformers' SigLIP, whose probe attends to all places at the end."""
    head = model.vision_model.head
    attention = head.attention
    if type(attention) is not SelfAttention or not attention.batch_first:
        raise TypeError("another kind of attention")

    def read(hooks: ExitStack, found: Contributions) -> Finish:
        def add(queries: torch.Tensor, keys: torch.Tensor, values: torch.Tensor) -> None:
            found.attend(queries, keys, values, attention.out_proj, has_first=False)

        hooks.enter_context(attention.watched(add))
        show_output(hooks, head.mlp, lambda output: found.add_placeless(output[:, 0]))
        return found.finish

    return read


def _timm_attention_pool(model: Any) -> Reader:
    """Return the reader of timm's attention pooling, as open_clip's SigLIP has it."""
    tower = model.visual
    pool, trunk = tower.trunk.attn_pool, tower.trunk
    _ = pool.q, pool.kv, pool.proj, pool.q_norm, pool.k_norm
    after = [trunk.fc_norm, trunk.head_drop, trunk.head, *tower.head]

    def read(hooks: ExitStack, found: Contributions) -> Finish:
        seen: dict[str, torch.Tensor] = {}
        for name in ("q_norm", "k_norm", "kv"):
            show_output(hooks, getattr(pool, name), partial(seen.__setitem__, name))

        def add(_: torch.Tensor) -> None:
            queries, keys = seen["q_norm"], seen["k_norm"]  # [n, heads, places, width of a head]
            values = seen["kv"].chunk(2, dim=-1)[1].reshape(keys.transpose(1, 2).shape).transpose(1, 2)
            found.attend(queries, keys, values, pool.proj, has_first=False)

        show_output(hooks, pool.proj, add)
        if pool.mlp is not None:
            show_output(hooks, pool.mlp, lambda output: found.add_placeless(output[:, 0]))

        def finish() -> None:
            found.finish()
            _take_through(found, after)

        return finish

    return read


def _attention_pooled_resnet(model: Any) -> Reader:
    """Return the reader of CLIP's ResNet, whose mean attends to all places at the end."""
    attention = model.visual.attnpool
    if type(attention) is not MeanAttention:
        raise TypeError("another kind of attention")
    watch = _four_linears(attention, attention.c_proj)

    def read(hooks: ExitStack, found: Contributions) -> Finish:
        watch(hooks, found)
        return partial(found.finish, received_by_mean)

    return read


def _averaged(model: Any) -> Reader:
    """Return the reader of a convolutional tower whose last map is averaged near the end."""
    tower = getattr(model, "visual", None) or model.vision_model
    pool = _pool_of(tower)
    inside = set(pool.modules())
    leaves = [part for part in tower.modules() if part not in inside and not list(part.children())]

    def read(hooks: ExitStack, found: Contributions) -> Finish:
        after: list[nn.Module] = []

        def start(states: torch.Tensor) -> None:
            places = states.flatten(2).transpose(1, 2)
            found.add(nn.functional.pad(places.float() / places.shape[1], (0, 0, 1, 0)))

        def follow(module: nn.Module, _: torch.Tensor) -> None:
            if found.rows.numel():
                after.append(module)

        show_input(hooks, pool, start)
        for leaf in leaves:
            show_output(hooks, leaf, partial(follow, leaf))
        return lambda: _take_through(found, after)

    return read


def _pool_of(tower: nn.Module) -> nn.Module:
    """Return the module that averages the last map of a tower of timm or of transformers.

    Raises:
        LookupError: there is none.
    """
    pools = [part for part in tower.modules() if type(part).__name__ == "SelectAdaptivePool2d"]
    pools = [part for part in pools if getattr(part, "pool_type", "") in ("avg", "fast", "fastavg")]
    own = getattr(tower, "pooler", None)
    if isinstance(own, nn.AvgPool2d):
        return own
    if len(pools) != 1:
        raise LookupError("no single average")
    return pools[0]


FINDERS: Sequence[Callable[[Any], Reader]] = (
    _transformers_clip,
    _transformers_siglip,
    _open_clip_transformer,
    _attention_pooled_resnet,
    _timm_attention_pool,
    _averaged,
)


def _four_linears(attention: Any, output: Any) -> Callable[[ExitStack, Contributions], None]:
    """Return a function that adds what the first token receives where an attention's parts are `Linear`."""
    watch = watch_linears(attention, output)

    def read(hooks: ExitStack, found: Contributions) -> None:
        def add(queries: torch.Tensor, keys: torch.Tensor, values: torch.Tensor) -> None:
            found.attend(queries[:, :, :1], keys, values, output)

        watch(hooks, add)

    return read


def watch_linears(attention: Any, output: nn.Module) -> Callable[[ExitStack, Watch], None]:
    """Return a function that shows queries, keys and values where an attention's parts are `Linear`."""
    inputs = {name: getattr(attention, name) for name in ("q_proj", "k_proj", "v_proj")}
    heads = int(attention.num_heads)

    def split(states: torch.Tensor) -> torch.Tensor:
        return states.reshape(*states.shape[:2], heads, -1).transpose(1, 2)

    def watch(hooks: ExitStack, show: Watch) -> None:
        seen: dict[str, torch.Tensor] = {}
        for name, part in inputs.items():
            show_output(hooks, part, partial(seen.__setitem__, name))
        show_output(hooks, output, lambda _: show(*(split(seen.pop(name)) for name in inputs)))

    return watch


def _take_through(found: Contributions, modules: Sequence[nn.Module]) -> None:
    for module in modules:
        found.take_through(module)


def show_output(hooks: ExitStack, module: nn.Module, see: See) -> None:
    """Show a module's outputs until the hooks are taken away."""

    def hook(module: nn.Module, inputs: Any, output: Any) -> None:
        see(output)

    hooks.callback(module.register_forward_hook(hook).remove)


def show_input(hooks: ExitStack, module: nn.Module, see: See) -> None:
    """Show a module's first inputs until the hooks are taken away."""

    def hook(module: nn.Module, inputs: Any) -> None:
        see(inputs[0])

    hooks.callback(module.register_forward_pre_hook(hook).remove)

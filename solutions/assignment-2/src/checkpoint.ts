import { type ArrayEntry, readSafetensors, writeSafetensors } from '@dawnbook/lab';
import { type Module, realize, type Tensor, tensor } from '@dawnbook/tensor';
import type { AdamW } from './adamw.ts';

export interface TrainingState {
  readonly model: Module;
  readonly optimizer: AdamW;
  /** The step that comes next: so many are done. */
  readonly step: number;
  /** Whatever describes the run; JSON. */
  readonly config: unknown;
  /** What the data order follows from. */
  readonly rng: { readonly seed: number };
}

/**
 * Writes all that the next step depends on: parameters, both moments and t of each, the step, the seed. The file appears
 * whole or not at all. Tensors are named `model.…`, `optimizer.m.…` and `optimizer.v.…`, by the names of the state dict; a
 * tied parameter comes once.
 */
export async function saveCheckpoint(path: string, state: TrainingState): Promise<void> {
  const { model, optimizer, step, config, rng } = state;
  const tensors = tensorsOf(model, optimizer);
  await realize(...tensors.values());
  const entries: Record<string, ArrayEntry> = {};
  for (const [name, each] of tensors) entries[name] = { shape: each.shape, data: await each.data() };
  const meta = { step, config, rng, t: optimizer.stateDict().t };
  await writeSafetensors(
    path,
    entries,
    Object.fromEntries(Object.entries(meta).map(([key, value]) => [key, JSON.stringify(value)])),
  );
}

/**
 * Loads a checkpoint into a model and its optimizer, which keep their parameters: only values change.
 *
 * @throws Error naming the tensor if one is missing, unknown or of another shape; SafetensorsError if the file is damaged.
 * Nothing is loaded then
 */
export async function loadCheckpoint(
  path: string,
  into: { model: Module; optimizer: AdamW },
): Promise<{ step: number; config: unknown; rng: { seed: number } }> {
  const { model, optimizer } = into;
  const { tensors: saved, metadata } = await readSafetensors(path);
  const wanted = tensorsOf(model, optimizer);
  for (const [name, { shape }] of wanted) {
    const found = saved[name]?.shape.join();
    if (found === undefined) throw new Error(`${path}: ${name} is missing`);
    if (found !== shape.join())
      throw new Error(`${path}: ${name} has shape [${found}], the model's [${shape.join()}]`);
  }
  const unknown = Object.keys(saved).find((name) => !wanted.has(name));
  if (unknown !== undefined) throw new Error(`${path}: ${unknown} is not part of the model`);
  const meta = (key: string): unknown => {
    if (metadata[key] === undefined) throw new Error(`${path}: not a checkpoint, ${key} is missing`);
    return JSON.parse(metadata[key]);
  };
  const result = {
    step: meta('step') as number,
    config: meta('config'),
    rng: meta('rng') as { seed: number },
  };
  const t = meta('t') as number[];

  const value = (name: string): Tensor => tensor(saved[name]!.data as Float32Array, saved[name]!.shape);
  const names = Array.from(model.namedParameters(), ([name]) => name);
  model.loadStateDict(Object.fromEntries(names.map((name) => [name, value(`model.${name}`)])));
  const inOrder = optimizerNames(model, optimizer);
  optimizer.loadStateDict({
    t,
    m: inOrder.map((name) => value(`optimizer.m.${name}`)),
    v: inOrder.map((name) => value(`optimizer.v.${name}`)),
  });
  return result;
}

/** All tensors of a checkpoint by name. */
function tensorsOf(model: Module, optimizer: AdamW): Map<string, Tensor> {
  const { m, v } = optimizer.stateDict();
  const tensors = new Map<string, Tensor>();
  for (const [name, parameter] of model.namedParameters()) tensors.set(`model.${name}`, parameter);
  for (const [i, name] of optimizerNames(model, optimizer).entries()) {
    tensors.set(`optimizer.m.${name}`, m[i]!);
    tensors.set(`optimizer.v.${name}`, v[i]!);
  }
  return tensors;
}

/** The names of the optimizer's parameters, in its order. */
function optimizerNames(model: Module, optimizer: AdamW): string[] {
  const nameOf = new Map(Array.from(model.namedParameters(), ([name, parameter]) => [parameter, name]));
  return optimizer.params.map((parameter) => {
    const name = nameOf.get(parameter);
    if (name === undefined)
      throw new Error('checkpoint: the optimizer has a parameter that is not one of the model');
    return name;
  });
}

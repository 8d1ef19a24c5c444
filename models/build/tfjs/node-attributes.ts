import { ModelBuildError } from '../../files/build-error.ts';
import type { Padding } from '../onnx/channel-last-graph.ts';
import type { GraphNode } from './graph-model.ts';

const PADDINGS: ReadonlyMap<string, Padding> = new Map([
  ['SAME', 'same'],
  ['VALID', 'valid'],
]);

/** The node's `padding` attribute. */
export function paddingOf(node: GraphNode): Padding {
  const declared = node.attr['padding']?.s ?? '';
  const padding = PADDINGS.get(declared);
  if (padding === undefined) throw unsupported(node, `padding ${declared || 'undeclared'}`);
  return padding;
}

/** The [vertical, horizontal] part of a [batch, height, width, channel] attribute whose other entries must be 1. */
export function spatial(node: GraphNode, attribute: string, fallback?: readonly [number, number]): [number, number] {
  const values = node.attr[attribute]?.list?.i;
  if (values === undefined && fallback !== undefined) return [...fallback];
  const [batch, vertical, horizontal, channel, ...rest] = values ?? [];
  if (batch !== 1 || channel !== 1 || rest.length > 0 || vertical === undefined || horizontal === undefined) {
    throw unsupported(node, `${attribute} [${(values ?? []).join()}]`);
  }
  if (vertical < 1 || horizontal < 1) throw unsupported(node, `${attribute} [${vertical},${horizontal}]`);
  return [vertical, horizontal];
}

/** Refuses a node whose images are not channel-last. */
export function requireChannelLast(node: GraphNode): void {
  const format = node.attr['data_format']?.s ?? 'NHWC';
  if (format !== 'NHWC') throw unsupported(node, `data_format ${format}`);
}

export function unsupported(node: GraphNode, what: string): ModelBuildError {
  return new ModelBuildError('operator-unsupported', `${node.op} with ${what}, at ${node.name}`);
}

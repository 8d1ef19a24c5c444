import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelBuildError } from '../../../../models/files/build-error.ts';
import type { ModelInterface } from '../../../../models/build/conversion.ts';
import { sourceFile } from '../../../../models/build/source-files.ts';
import { convertTflite } from '../../../../models/build/tflite/convert.ts';
import { openModelBytes } from '../../../../models/runtime/session.ts';
import { describedModel } from '../../fixtures/described-model.ts';
import { int32, int8 } from '../../fixtures/flat-buffer.ts';
import { keptModel } from '../../fixtures/kept-model.ts';
import {
  SMALL_OPERATORS,
  SMALL_TENSORS,
  type SmallOperator,
  type SmallTensor,
  tflite,
} from '../../fixtures/small-tflite.ts';

const SHAPES = {
  inputs: { in: ['N', 2, 2, 1] as ['N', ...number[]] },
  outputs: { out: ['N', 4] as ['N', ...number[]] },
};
const small: ModelInterface = describedModel(new Uint8Array(), SHAPES);
const convert = (bytes: Uint8Array): Uint8Array => convertTflite(small, new Map([['model', bytes]]));
const withOperator = (at: number, change: Partial<SmallOperator>): SmallOperator[] =>
  SMALL_OPERATORS.map((operator, index) => (index === at ? { ...operator, ...change } : operator));
const withTensor = (at: number, change: Partial<SmallTensor>): SmallTensor[] =>
  SMALL_TENSORS.map((tensor, index) => (index === at ? { ...tensor, ...change } : tensor));

describe('a TensorFlow Lite file', () => {
  it('is converted with a variable batch length', async () => {
    const onnx = convert(tflite(SMALL_TENSORS, SMALL_OPERATORS));
    const session = await openModelBytes(describedModel(onnx, SHAPES), onnx);
    const { out } = await session.run({ in: { data: Float32Array.of(-3, 0, 1, 2), dims: [1, 2, 2, 1] } });
    await session.close();
    expect(out).toEqual({ data: Float32Array.of(-5, 2, 6, 10), dims: [1, 4] });
  });

  it.each<[string, string, Uint8Array]>([
    ['no bytes', 'format-invalid', new Uint8Array()],
    ['another schema version', 'format-invalid', tflite(SMALL_TENSORS, SMALL_OPERATORS, { version: 2 })],
    ['two subgraphs', 'format-invalid', tflite(SMALL_TENSORS, SMALL_OPERATORS, { subgraphs: 2 })],
    ['an unknown operator', 'operator-unsupported', tflite(SMALL_TENSORS, withOperator(1, { code: 14 }))],
    ['two outputs of one operator', 'format-invalid', tflite(SMALL_TENSORS, withOperator(1, { outputs: [4, 5] }))],
    ['a tensor used before it has a value', 'format-invalid', tflite(SMALL_TENSORS, withOperator(1, { inputs: [5] }))],
    ['a missing tensor', 'format-invalid', tflite(SMALL_TENSORS, withOperator(1, { inputs: [99] }))],
    ['a fused activation', 'operator-unsupported', tflite(SMALL_TENSORS, withOperator(2, { options: { 0: int8(1) } }))],
    [
      'a stride of 0',
      'operator-unsupported',
      tflite(SMALL_TENSORS, withOperator(0, { options: { 1: int32(0), 2: int32(1) } })),
    ],
    ['a constant of an unknown type', 'operator-unsupported', tflite(withTensor(1, { type: 9 }), SMALL_OPERATORS)],
    [
      'a constant that does not fill its shape',
      'format-invalid',
      tflite(withTensor(1, { shape: [1, 1, 2, 1] }), SMALL_OPERATORS),
    ],
    ['a negative shape', 'format-invalid', tflite(withTensor(0, { shape: [-1, 2, 2, 1] }), SMALL_OPERATORS)],
    [
      'too many axes',
      'format-invalid',
      tflite(withTensor(0, { shape: Array.from({ length: 9 }, () => 1) }), SMALL_OPERATORS),
    ],
    ["no tensor of the output's name", 'format-invalid', tflite(withTensor(7, { name: 'other' }), SMALL_OPERATORS)],
  ])('with %s is refused', (_, code, bytes) => {
    expect(() => convert(bytes)).toThrow(expect.objectContaining({ name: 'ModelBuildError', code }));
  });

  it('with changed bytes is converted or refused with a ModelBuildError', () => {
    const valid = tflite(SMALL_TENSORS, SMALL_OPERATORS);
    const change = fc.tuple(fc.nat(valid.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const bytes = Uint8Array.from(valid);
        for (const [at, value] of changes) bytes[at] = value;
        expect(outcome(bytes)).toMatch(/^(converted|refused)$/);
      }),
      { numRuns: 2000 },
    );
  });

  it('truncated at any position is refused with a ModelBuildError', () => {
    const valid = tflite(SMALL_TENSORS, SMALL_OPERATORS);
    for (let length = 0; length < valid.length; length++) {
      expect(outcome(valid.subarray(0, length))).toBe('refused');
    }
  });

  it('with arbitrary bytes after the identifier is refused with a ModelBuildError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 400 }), (bytes) => {
        bytes.set(Buffer.from('TFL3'), 4);
        expect(outcome(bytes)).toBe('refused');
      }),
    );
  });

  it('of five megabytes, truncated at any position, is refused quickly', async () => {
    const { files } = await keptModel('mobilefacenet');
    const model = sourceFile(files, 'model');
    fc.assert(
      fc.property(fc.nat(model.length - 1), (length) => {
        expect(outcome(model.subarray(0, length))).toBe('refused');
      }),
      { numRuns: 50 },
    );
  });
});

function outcome(bytes: Uint8Array): string {
  try {
    convert(bytes);
    return 'converted';
  } catch (error) {
    return error instanceof ModelBuildError ? 'refused' : `another error: ${String(error)}`;
  }
}

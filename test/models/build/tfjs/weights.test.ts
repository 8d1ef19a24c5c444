import { describe, expect, it } from 'vitest';
import { decodeWeights, type WeightSpec } from '../../../../models/build/tfjs/weights.ts';

const spec = (name: string, extra: Partial<WeightSpec> = {}): WeightSpec => ({
  name,
  shape: [2],
  dtype: 'float32',
  ...extra,
});
const refused = (): unknown => expect.objectContaining({ code: 'format-invalid' });

describe('decodeWeights', () => {
  it('reads consecutive weights, each in its storage format', () => {
    const binary = new Uint8Array(8 + 8 + 4 + 2);
    const view = new DataView(binary.buffer);
    view.setFloat32(0, 1.5, true);
    view.setFloat32(4, -2, true);
    view.setInt32(8, -1, true);
    view.setInt32(12, 1404, true);
    view.setUint16(16, 0x3c00, true);
    view.setUint16(18, 0xc000, true);
    binary.set([0, 255], 20);
    const weights = decodeWeights(
      [
        spec('floats'),
        spec('integers', { dtype: 'int32' }),
        spec('halves', { quantization: { dtype: 'float16' } }),
        spec('bytes', { quantization: { dtype: 'uint8', scale: 0.5, min: -1 } }),
      ],
      binary,
    );
    expect([...weights].map(([name, { data }]) => [name, [...data]])).toEqual([
      ['floats', [1.5, -2]],
      ['integers', [-1, 1404]],
      ['halves', [1, -2]],
      ['bytes', [-1, 126.5]],
    ]);
  });

  it('refuses a file that ends inside a weight', () => {
    expect(() => decodeWeights([spec('floats')], new Uint8Array(7))).toThrow(refused());
  });

  it('refuses a file with bytes that belong to no weight', () => {
    expect(() => decodeWeights([spec('floats')], new Uint8Array(9))).toThrow(refused());
  });

  it('refuses a shape whose size overflows', () => {
    const shape = Array.from({ length: 8 }, () => 2 ** 50);
    expect(() => decodeWeights([spec('floats', { shape })], new Uint8Array(8))).toThrow(refused());
  });

  it('refuses two weights with the same name', () => {
    expect(() => decodeWeights([spec('same'), spec('same')], new Uint8Array(16))).toThrow(refused());
  });

  it('refuses integers that float32 cannot hold', () => {
    const binary = new Uint8Array(Int32Array.of(0, 2 ** 24 + 1).buffer);
    expect(() => decodeWeights([spec('integers', { dtype: 'int32' })], binary)).toThrow(refused());
  });
});

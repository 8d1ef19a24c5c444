import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clearTinyWeights } from '../../../models/build/clear-tiny-weights.ts';
import { sourceFile } from '../../../models/build/source-files.ts';
import { ModelBuildError } from '../../../models/files/build-error.ts';
import { GraphBuilder } from '../../../models/onnx/graph-builder.ts';
import { openModel, openModelBytes } from '../../../models/runtime/session.ts';
import { sha256 } from '../../../models/build/digest.ts';
import { describedModel } from '../fixtures/described-model.ts';
import { keptModel } from '../fixtures/kept-model.ts';
import { modelInput } from '../fixtures/model-input.ts';
import { sampleImage } from '../fixtures/sample-image.ts';

function adding(values: readonly number[]): Uint8Array {
  const graph = new GraphBuilder('adding');
  const sum = graph.node('Add', [
    graph.input('in', [1, values.length]),
    graph.floats([values.length], Float32Array.from(values)),
  ]);
  graph.node('Reshape', [sum, graph.integers([0, -1])], {}, 'out');
  graph.output('out', ['N', values.length]);
  return graph.finish();
}

async function weightsOf(bytes: Uint8Array, count: number): Promise<readonly number[]> {
  const model = describedModel(bytes, { inputs: { in: ['N', count] }, outputs: { out: ['N', count] } });
  const session = await openModelBytes(model, bytes);
  const { out } = await session.run({ in: { data: new Float32Array(count), dims: [1, count] } });
  await session.close();
  return [...(out?.data ?? [])];
}

describe('weights too small to matter', () => {
  it('become zero; other weights, whole numbers and the length stay', async () => {
    const values = [1e-13, -1e-40, 1e-11, -2, 0, -1e-13];
    const model = adding(values);
    const before = Uint8Array.from(model);
    const cleared = clearTinyWeights(model);
    expect(await weightsOf(cleared, values.length)).toEqual([0, 0, Math.fround(1e-11), -2, 0, 0]);
    expect(cleared.length).toBe(model.length);
    expect(Buffer.compare(model, before)).toBe(0);
    expect(Buffer.compare(clearTinyWeights(cleared), cleared)).toBe(0);
  });

  it('leave the results of mobilefacenet-512 as they are, bit by bit', async () => {
    const { model, files } = await keptModel('mobilefacenet-512');
    const source = sourceFile(files, 'model');
    const before = await openModelBytes({ ...model, onnx: { sha256: sha256(source) } }, source);
    const after = await openModel('mobilefacenet-512');
    for (const seed of [1, 2, 3]) {
      const image = sampleImage(modelInput(model), 1, seed);
      const [one, other] = [await before.run({ input: image }), await after.run({ input: image })];
      expect(one['output']?.data.some((value) => Math.abs(value) > 0.01)).toBe(true);
      expect(other['output']?.data).toEqual(one['output']?.data);
    }
    await Promise.all([before.close(), after.close()]);
  });

  it('are a sixth of the weights of mobilefacenet-512, and are cleared in the built model', async () => {
    const { model, files } = await keptModel('mobilefacenet-512');
    const source = sourceFile(files, 'model');
    const cleared = clearTinyWeights(source);
    expect(sha256(cleared)).toBe(model.onnx.sha256);
    // Most bytes of such a number differ from zero
    const changed = cleared.filter((byte, at) => byte !== source[at]).length;
    expect(changed).toBeGreaterThan(3 * 190_000);
    expect(Buffer.compare(clearTinyWeights(cleared), cleared)).toBe(0);
  });

  it('are not looked for in bytes that are no ONNX model', () => {
    const model = adding([1, 2, 3]);
    const any = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.nat(model.length - 1).map((length) => model.subarray(0, length)),
      fc.tuple(fc.nat(model.length - 1), fc.nat(255)).map(([at, byte]) => model.with(at, byte)),
    );
    fc.assert(
      fc.property(any, (bytes) => {
        try {
          expect(clearTinyWeights(bytes).length).toBe(bytes.length);
        } catch (error) {
          if (!(error instanceof ModelBuildError)) throw error;
          expect(error.code).toBe('format-invalid');
        }
      }),
      { numRuns: 2_000 },
    );
    for (const wrong of ['', '3a', '3a05', '3a8080808080808080808001', '0b']) {
      const bytes = Uint8Array.from(Buffer.from(wrong, 'hex'));
      if (wrong === '') expect(clearTinyWeights(bytes)).toEqual(bytes);
      else expect(() => clearTinyWeights(bytes)).toThrow(ModelBuildError);
    }
  });
});

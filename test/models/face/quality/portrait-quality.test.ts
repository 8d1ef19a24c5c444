import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Image } from '../../../../hardware/device/image.ts';
import { portraitQuality } from '../../../../models/face/quality/portrait-quality.ts';
import { seededRandom } from '../rendering/seeded-random.ts';
import { painted, templateLandmarks } from './drawn-face.ts';

const SCALE = 1.5;
const [WIDTH, HEIGHT] = [413, 531];
const landmarks = templateLandmarks(SCALE, 122, 150);

describe('BackgroundUniformity', () => {
  const behind = (colourAt: Parameters<typeof painted>[2]) =>
    portraitQuality(painted(WIDTH, HEIGHT, colourAt), landmarks).backgroundUniformity;

  it('is best in front of a plain wall', () => {
    expect(behind(() => [200, 200, 200])).toMatchObject({ native: 0, component: 100 });
  });

  it('falls with structure on the wall, and not with structure on the face', () => {
    const striped = behind((x) => (x % 24 < 12 ? [90, 90, 90] : [200, 200, 200]));
    expect(striped.kind === 'assessed' && striped.native > 20 && striped.component < 95).toBe(true);
    const faceX = 122 + 56 * SCALE;
    const faceY = 150 + 60 * SCALE;
    const painted = behind((x, y) =>
      Math.hypot(x - faceX, y - faceY) < 60 && x % 6 < 3 ? [10, 10, 10] : [200, 200, 200],
    );
    expect(painted).toMatchObject({ native: 0 });
  });

  it('is not assessable when the head fills the picture', () => {
    const { backgroundUniformity } = portraitQuality(
      painted(80, 80, () => [200, 200, 200]),
      templateLandmarks(1, -16, -20),
    );
    expect(backgroundUniformity).toEqual({ kind: 'not-assessable', why: 'no-background' });
  });
});

describe('NoCompressionArtifacts', () => {
  const random = seededRandom(3);
  const waves = Array.from(
    { length: 24 },
    () => [random.between(0.02, 0.4), random.between(0.02, 0.4), random.between(0, 6)] as const,
  );
  const original = painted(WIDTH, HEIGHT, (x, y) => {
    const value = 128 + 6 * waves.reduce((sum, [a, b, c]) => sum + Math.sin(a * x + b * y + c), 0);
    return [value, value, value];
  });
  const encoded = async (quality: number): Promise<Image> => {
    const file = await sharp(original.data, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
      .jpeg({ quality })
      .toBuffer();
    const decoded = await sharp(file).raw().toBuffer();
    return { ...original, data: new Uint8Array(new ArrayBuffer(decoded.length)).map((_, at) => decoded[at]!) };
  };

  it('falls with stronger compression', async () => {
    const natives: number[] = [];
    for (const quality of [95, 60, 30, 10]) {
      const { noCompressionArtifacts } = portraitQuality(await encoded(quality), landmarks);
      if (noCompressionArtifacts.kind !== 'assessed') throw new Error('not assessed');
      natives.push(noCompressionArtifacts.native);
    }
    expect(natives).toEqual([...natives].sort((a, b) => a - b));
    expect(natives[0]).toBeLessThan(0.3);
    expect(natives[3]).toBeGreaterThan(1);
  });

  it('finds no artefacts in a picture that was never a JPEG', () => {
    const { noCompressionArtifacts } = portraitQuality(original, landmarks);
    expect(noCompressionArtifacts).toMatchObject({ component: 100 });
  });

  it('is not assessable for a face of a few blocks', () => {
    const { noCompressionArtifacts } = portraitQuality(
      painted(32, 32, () => [200, 200, 200]),
      templateLandmarks(0.25),
    );
    expect(noCompressionArtifacts).toEqual({ kind: 'not-assessable', why: 'face-too-small' });
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readDg3 } from '../../../../../models/finger/formats/dg3.ts';
import { decodeWsq } from '../../../../../models/finger/formats/wsq/decode.ts';
import { encodeWsq } from '../../../../../models/finger/formats/wsq/encode.ts';
import { needed, testWithData } from '../finger-data.ts';
import { ridges } from '../ridges.ts';
import { ENCODED_AGAIN, GENERATED, REAL_FILES } from './nbis-digests.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function pixelsOf(file: Uint8Array<ArrayBuffer>): Uint8Array {
  const read = decodeWsq(file);
  if (read.kind !== 'decoded') throw new Error(`unreadable: ${read.reason}`);
  return read.image.data;
}

describe('WSQ codec, bit-identical with NIST’s encoder and decoder', () => {
  test.each(GENERATED)('$width x $height at $bitsPerPixel bits per pixel', (vector) => {
    const image = ridges(vector.width, vector.height);
    expect(sha256(image.data)).toBe(vector.pixels);
    const encoded = encodeWsq(image, { resolutionPpi: 500, bitsPerPixel: vector.bitsPerPixel });
    expect(sha256(encoded)).toBe(vector.encoded);
    expect(sha256(pixelsOf(encoded))).toBe(vector.decoded);
  });

  for (const [path, digests] of Object.entries(REAL_FILES)) {
    testWithData(path)(`decodes ${path}`, () => {
      const file = needed(path);
      const record = path.endsWith('.wsq') ? undefined : readDg3(file);
      const images = record?.kind === 'read' ? record.representations.map(({ data }) => data) : [file];
      expect(images.map((image) => sha256(pixelsOf(image)))).toEqual(digests);
    });
  }

  for (const [path, bitsPerPixel, digest] of ENCODED_AGAIN) {
    testWithData(path)(`encodes the pixels of ${path} at ${bitsPerPixel} bits per pixel`, () => {
      const read = decodeWsq(needed(path));
      if (read.kind !== 'decoded') throw new Error(`unreadable: ${read.reason}`);
      expect(sha256(encodeWsq(read.image, { resolutionPpi: 500, bitsPerPixel }))).toBe(digest);
    });
  }
});

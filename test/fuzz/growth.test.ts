/** Each parser of untrusted bytes under inputs that repeat one piece: its time may grow with their length alone. */
import { describe, expect, it } from 'vitest';
import { casesOf } from '../support/extent.ts';
import { growthOf } from '../support/growth.ts';
import { TARGET_NAMES, targetOf } from './engine.ts';

/** More than any of these files has; the readers of HTTP bound bodies below it. */
const LARGEST_BYTES = 262_144;
const CUTS = casesOf([0, 0.25, 0.5, 0.75, 1], (cut) => cut === 0.5);

/** Pieces that make a parser begin again, nest, or look for an end that is not there. */
const PIECES = [
  ...[
    '"',
    '\\"',
    '[',
    '{',
    '{"a":',
    '[],',
    '"a":1,',
    '<',
    '<a>',
    '<a ',
    '<!--',
    '&amp;',
    '-----BEGIN A-----',
    '\n',
    ' ',
    '0',
    '1.',
    '-',
    '\u0315\u0327',
  ],
].map((text) => Buffer.from(text));
const BYTES = [
  [0x00],
  [0xff],
  [0x30, 0x80],
  [0x30, 0x00],
  [0x24, 0x80],
  [0x31, 0x82, 0xff, 0xff],
  [0x7f, 0x61],
  [0x02, 0x01, 0x00],
].map((bytes) => Buffer.from(bytes));

const repeated = (piece: Uint8Array, size: number) => Buffer.alloc(Math.max(1, size), piece);

describe.each(TARGET_NAMES)('the time of %s', (name) => {
  it('grows with the length of its input alone', async () => {
    const target = await targetOf(name);
    const seeds = await target.seeds();
    const slow: string[] = [];
    for (const [index, seed] of seeds.entries()) {
      const bodies = [...PIECES, ...BYTES, Buffer.from(seed.subarray(0, 64)), Buffer.from(seed)];
      for (const cut of CUTS) {
        const at = Math.floor(seed.length * cut);
        const [head, tail] = [seed.subarray(0, at), seed.subarray(at)];
        for (const piece of bodies) {
          const make = (size: number) => Uint8Array.from(Buffer.concat([head, repeated(piece, size), tail]));
          const growth = await growthOf(make, LARGEST_BYTES, (data) => target.fuzz(data));
          if (growth.kind !== 'linear')
            slow.push(
              `seed ${index} with ${piece.subarray(0, 16).toString('hex')} at ${at}: ${growth.ratio.toFixed(1)}`,
            );
        }
      }
    }
    expect(slow).toEqual([]);
  });
});

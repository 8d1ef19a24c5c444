import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NutError } from '../../../../hardware/camera/ffmpeg/nut-cursor.ts';
import { nutReader } from '../../../../hardware/camera/ffmpeg/nut-reader.ts';
import { missingFfmpeg } from './film.ts';
import { nutHead, nutPicture, nutSyncpoint, type NutOptions } from './nut-writer.ts';

interface Read {
  size?: { width: number; height: number };
  readonly pictures: { ptsMs: number; pixels: Uint8Array; whole: boolean }[];
}

/** Reads in pieces of these lengths, over and over. */
function read(bytes: Uint8Array, pieces: readonly number[] = [bytes.length], skip = false): Read {
  const found: Read = { pictures: [] };
  const reader = nutReader(
    {
      onSize: (width, height) => void (found.size = { width, height }),
      begin(ptsMs) {
        const pixels = new Uint8Array((found.size?.width ?? 0) * (found.size?.height ?? 0) * 3);
        found.pictures.push({ ptsMs, pixels, whole: false });
        return skip ? undefined : pixels;
      },
      end() {
        found.pictures.at(-1)!.whole = true;
      },
    },
    1_000_000,
  );
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = Math.max(1, pieces[turn % pieces.length] ?? 1);
    reader.push(bytes.subarray(at, at + length));
    at += length;
  }
  return found;
}

const SIZE = { width: 4, height: 2 };
const film = (times: readonly number[], options: Partial<NutOptions> = {}) =>
  Buffer.concat([
    nutHead({ ...SIZE, ...options }),
    ...times.flatMap((time, index) => [
      ...(index % 2 === 0 ? [nutSyncpoint(time)] : []),
      nutPicture(time, new Uint8Array(24).fill(index + 1)),
    ]),
  ]);

describe('the NUT reader', () => {
  it('returns size, times and pixels, however the bytes are split', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(2 ** 40), { minLength: 1, maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }),
        (times, pieces) => {
          const { size, pictures } = read(film(times), pieces);
          expect(size).toEqual(SIZE);
          expect(pictures.map(({ ptsMs }) => Math.round(ptsMs * 1000))).toEqual(times);
          for (const [index, { pixels, whole }] of pictures.entries()) {
            expect(whole).toBe(true);
            expect(pixels.every((value) => value === index + 1)).toBe(true);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('drops unwanted pictures without copying them', () => {
    const { pictures } = read(film([0, 1000, 2000]), [7], true);
    expect(pictures.map(({ whole }) => whole)).toEqual([true, true, true]);
    expect(pictures.every(({ pixels }) => pixels.every((value) => value === 0))).toBe(true);
  });

  it('skips information packets, including long ones', () => {
    expect(read(film([0], { infoBytes: 9000 })).pictures).toHaveLength(1);
  });

  it.each<[string, Buffer]>([
    ['another kind of stream', Buffer.from('RIFF....AVI LIST')],
    ['two streams', film([0], { streams: 2 })],
    ['pictures that are not RGB', film([0], { fourcc: 'BGR\x18' })],
    ['pictures without pixels', film([], { width: 0 })],
    ['pictures larger than allowed', film([], { width: 2000, height: 2000 })],
    ['a header larger than allowed', film([], { infoBytes: 70_000 })],
    ['a picture of another size', Buffer.concat([film([0]), nutPicture(1, new Uint8Array(23))])],
    ['another size in the middle', Buffer.concat([film([0]), nutHead({ width: 2, height: 4 }).subarray(25)])],
    ['a picture before the headers', Buffer.concat([nutHead(SIZE).subarray(0, 25), nutPicture(0, new Uint8Array(24))])],
    ['a syncpoint before the headers', Buffer.concat([nutHead(SIZE).subarray(0, 25), nutSyncpoint(0)])],
  ])('refuses %s', (_name, bytes) => {
    expect(() => read(bytes)).toThrow(NutError);
  });

  it('detects any changed byte of a header', () => {
    const whole = film([40]);
    const headerBytes = whole.length - 24;
    for (let at = 25; at < headerBytes; at += 1) {
      const changed = Buffer.from(whole);
      changed[at]! ^= 0x10;
      let pictures: readonly { ptsMs: number; whole: boolean }[] = [];
      try {
        pictures = read(changed).pictures;
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(NutError);
      }
      expect(pictures.filter(({ whole }) => whole)).toEqual([]);
    }
  });

  it('returns pictures or throws a NutError for any bytes', () => {
    const whole = film([0, 40_000, 80_000], { infoBytes: 50 });
    const change = fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) });
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 8 }),
        fc.uint8Array({ maxLength: 200 }),
        fc.nat(whole.length),
        (changes, tail, cut) => {
          const bytes = Buffer.concat([whole.subarray(0, cut), tail]);
          for (const { at, value } of changes) if (at < bytes.length) bytes[at] = value;
          try {
            read(bytes, [13]);
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(NutError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it.skipIf(missingFfmpeg() !== undefined)('reads what ffmpeg writes', () => {
    const args = [
      '-f',
      'lavfi',
      '-i',
      'color=c=red:size=16x8:rate=25:duration=1',
      '-c:v',
      'rawvideo',
      '-pix_fmt',
      'rgb24',
    ];
    const bytes = execFileSync('ffmpeg', ['-loglevel', 'error', ...args, '-f', 'nut', 'pipe:1']);
    const { size, pictures } = read(bytes, [1000, 3, 77]);
    expect(size).toEqual({ width: 16, height: 8 });
    expect(pictures).toHaveLength(25);
    expect(pictures.map(({ ptsMs }) => Math.round(ptsMs))).toEqual(
      Array.from({ length: 25 }, (_, index) => index * 40),
    );
    for (const { pixels } of pictures) {
      expect(pixels[0]).toBeGreaterThan(250);
      expect(pixels[1]).toBeLessThan(5);
    }
  });
});

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { portraitOfDg2 } from '../../../../../kiosk/rules/document/dg2.ts';
import { decodePortrait } from '../../../../../kiosk/biometrics/face/decode-portrait.ts';
import { projectRoot } from '../../../../../models/files/project-root.ts';
import { missingFfmpeg } from '../../../../hardware/camera/ffmpeg/film.ts';
import { repetitions } from '../../../../support/extent.ts';
import { dataPath, needed } from '../../../../models/finger/formats/finger-data.ts';
import { changed, codestreamOf, decodedByFfmpeg, jp2Of, largestDifference, offsetOf, pixelsOf } from './jp2-files.ts';

const unreadable = (reason: string) => ({ kind: 'unreadable', reason });
const RGB = { width: 413, height: 531, pixelFormat: 'rgb24' } as const;
const LOSSLESS = ['-pred', 'dwt53'];

async function decoded(file: Uint8Array) {
  const outcome = await decodePortrait(file);
  if (outcome.kind !== 'decoded') throw new Error(`not decoded: ${outcome.reason}`);
  return outcome.image;
}

describe.skipIf(missingFfmpeg() !== undefined)('JPEG 2000 from ffmpeg', () => {
  it.each([
    ['without loss', LOSSLESS],
    ['without loss, one tile', [...LOSSLESS, '-tile_width', '1024', '-tile_height', '1024']],
    ['without loss, small tiles', [...LOSSLESS, '-tile_width', '100', '-tile_height', '90']],
    ['as a bare codestream', [...LOSSLESS, '-format', 'j2k']],
    ['by resolution', [...LOSSLESS, '-prog', 'rpcl']],
    ['by component', [...LOSSLESS, '-prog', 'cprl']],
    ['with markers round packets', [...LOSSLESS, '-sop', '1', '-eph', '1']],
  ])('%s is decoded bit-exactly', async (_, options) => {
    const image = await decoded(jp2Of(RGB, options));
    expect(image).toMatchObject({ width: 413, height: 531, channelOrder: 'rgb', ownership: 'owned' });
    expect(largestDifference(image.data, pixelsOf(RGB))).toBe(0);
  });

  it.each([
    ['a little', ['-q:v', '5']],
    ['much', ['-q:v', '60']],
    ['in small tiles', ['-q:v', '20', '-tile_width', '128', '-tile_height', '128']],
  ])('lossy, %s, equals ffmpeg’s output up to rounding', async (_, options) => {
    const file = jp2Of(RGB, options);
    expect(largestDifference((await decoded(file)).data, decodedByFfmpeg(file, 'rgb24'))).toBeLessThanOrEqual(2);
  });

  it('in grey becomes three equal channels', async () => {
    const grey = { ...RGB, pixelFormat: 'gray' } as const;
    const { data, channelOrder } = await decoded(jp2Of(grey, LOSSLESS));
    const pixels = pixelsOf(grey);
    expect(channelOrder).toBe('rgb');
    for (const channel of [0, 1, 2]) {
      const samples = data.filter((_value, at) => at % 3 === channel);
      expect(largestDifference(samples, pixels)).toBe(0);
    }
  });

  it('in sYCC becomes sRGB', async () => {
    const file = jp2Of({ ...RGB, pixelFormat: 'yuv444p' }, LOSSLESS);
    const full = 'scale=in_range=full:out_range=full:in_color_matrix=bt601:sws_flags=accurate_rnd+full_chroma_int';
    const { data } = await decoded(file);
    expect(largestDifference(data, decodedByFfmpeg(file, 'rgb24', full))).toBeLessThanOrEqual(2);
  });

  it('is decoded independently of the size in the image header and of bytes after the image', async () => {
    const file = jp2Of(RGB, LOSSLESS);
    const ihdr = offsetOf(file, 0x69686472) + 4;
    const lying = changed(file, ihdr, 0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60);
    const longer = new Uint8Array(lying.length + 500).fill(0xa5);
    longer.set(lying);
    expect(largestDifference((await decoded(longer)).data, pixelsOf(RGB))).toBe(0);
  });
});

describe.skipIf(missingFfmpeg() !== undefined)('JPEG 2000 that is refused', () => {
  const file = missingFfmpeg() === undefined ? jp2Of({ ...RGB, width: 120, height: 160 }, LOSSLESS) : new Uint8Array();
  const bare = () => codestreamOf(file);
  const u32 = (value: number) => [value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255];
  /** Offsets in a codestream: SOC, SIZ and its length, Rsiz, then the fields of §A.5.1; COD follows. */
  const at = { capabilities: 6, width: 8, height: 12, x: 16, tileWidth: 24, components: 40, depth: 42, sampling: 43 };
  const style = () => offsetOf(bare(), 0xff52000c) + 4;

  it.each([
    ['more pixels than the limit', () => changed(bare(), at.width, ...u32(60_000), ...u32(60_000)), 'too-large'],
    ['sides of 2^32 - 1', () => changed(bare(), at.width, ...u32(0xffffffff), ...u32(0xffffffff)), 'too-large'],
    ['tiles of one pixel', () => changed(bare(), at.tileWidth, ...u32(1), ...u32(1)), 'too-large'],
    ['no columns', () => changed(bare(), at.width, ...u32(0)), 'corrupt'],
    ['tiles without columns', () => changed(bare(), at.tileWidth, ...u32(0)), 'corrupt'],
    ['sides too short for a face', () => changed(bare(), at.width, ...u32(8)), 'too-small'],
    ['an offset of the image', () => changed(bare(), at.x, ...u32(1)), 'format'],
    ['part 2', () => changed(bare(), at.capabilities, 0x80, 0), 'format'],
    ['high throughput coding', () => changed(bare(), at.capabilities, 0x40, 0), 'format'],
    ['two components', () => changed(bare(), at.components, 0, 2), 'colour'],
    ['16,384 components', () => changed(bare(), at.components, 0x40, 0), 'colour'],
    ['components of sixteen bits', () => changed(bare(), at.depth, 15), 'colour'],
    ['components with a sign', () => changed(bare(), at.depth, 0x87), 'colour'],
    ['components of half the size', () => changed(bare(), at.sampling, 2, 2), 'format'],
    ['too many layers', () => changed(bare(), style() + 2, 0xff, 0xff), 'too-large'],
    ['no layer', () => changed(bare(), style() + 2, 0, 0), 'corrupt'],
    ['33 decompositions', () => changed(bare(), style() + 5, 33), 'corrupt'],
    ['code-blocks beyond the standard', () => changed(bare(), style() + 6, 9), 'corrupt'],
    ['no header of a style', () => changed(bare(), style() - 4, 0xff, 0x64), 'corrupt'],
    ['headers packed elsewhere', () => changed(bare(), style() - 4, 0xff, 0x60), 'format'],
    ['a missing tile', () => changed(bare(), offsetOf(bare(), 0xff90000a) + 4, 0, 9), 'corrupt'],
    ['a tile longer than the file', () => changed(bare(), offsetOf(bare(), 0xff90000a) + 6, 0x7f), 'truncated'],
    ['a tile that goes backwards', () => changed(bare(), offsetOf(bare(), 0xff90000a) + 6, ...u32(1)), 'corrupt'],
    ['only its start', () => bare().slice(0, 4), 'truncated'],
  ])('has %s', async (_, make, reason) => {
    expect(await decodePortrait(make())).toEqual(unreadable(reason));
  });

  it.each([
    ['precincts of two samples', 0x11],
    ['precincts of one sample', 0x00],
  ])('has %s, each with a packet', async (_, sides) => {
    const stream = codestreamOf(jp2Of(RGB, LOSSLESS));
    const cod = offsetOf(stream, 0xff52000c);
    const decompositions = stream[cod + 9] ?? 0;
    const own = Array<number>(decompositions + 1).fill(sides);
    const head = [...stream.subarray(0, cod), 0xff, 0x52, 0, 12 + own.length, 1, ...stream.subarray(cod + 5, cod + 14)];
    const outcome = await decodePortrait(Uint8Array.from([...head, ...own, ...stream.subarray(cod + 14)]));
    expect(outcome).toEqual(unreadable(sides === 0 ? 'corrupt' : 'too-large'));
  });

  it('is truncated at any position', async () => {
    for (let share = 0.02; share < 1; share += 0.02) {
      for (const whole of [file, bare()]) {
        const { kind } = await decodePortrait(whole.slice(0, Math.floor(share * whole.length)));
        expect(kind).toBe('unreadable');
      }
    }
    expect(await decodePortrait(bare().slice(0, -2))).toEqual(unreadable('truncated'));
  });

  it('has arbitrary bytes instead of boxes', async () => {
    const signature = [0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50, 0x20, 0x20, 0x0d, 0x0a, 0x87, 0x0a];
    for (const rest of [[], [0], Array<number>(200).fill(0), Array<number>(200).fill(0xff)]) {
      expect((await decodePortrait(Uint8Array.from([...signature, ...rest]))).kind).toBe('unreadable');
    }
  });

  it.each([
    ['a palette', 'rgb24', 16, [0x70, 0x63, 0x6c, 0x72]],
    ['CMYK', 'rgb24', 12, undefined],
    ['grey in three components', 'rgb24', 17, undefined],
    ['sYCC in one component', 'gray', 18, undefined],
  ] as const)('declares its components as %s', async (_, pixelFormat, colourSpace, palette) => {
    const whole = jp2Of({ width: 64, height: 64, pixelFormat }, LOSSLESS);
    const colr = offsetOf(whole, 0x636f6c72);
    const other = palette === undefined ? changed(whole, colr + 10, colourSpace) : changed(whole, colr, ...palette);
    expect(await decodePortrait(other)).toEqual(unreadable('colour'));
  });

  it.each(['yuv420p', 'rgb48le', 'rgba'] as const)(
    'has a pixel format that portraits do not use: %s',
    async (pixelFormat) => {
      const { kind } = await decodePortrait(jp2Of({ width: 64, height: 64, pixelFormat }, LOSSLESS));
      expect(kind).toBe('unreadable');
    },
  );
});

const OFFICIAL = [
  ['bsi2008/Datagroup2.bin', 413, 531],
  ['nl-specimen2006/ef0102.bin', 449, 598],
  ['iso39794/dg2/dg2_silver_mandatory_fields.bin', 413, 531],
  ['iso39794/dg2/dg2_silver_all_fields.bin', 413, 531],
] as const;
const noData = dataPath('mrtd') === undefined || missingFfmpeg() !== undefined;

describe.skipIf(noData)('official portraits (POSTERN_DATA)', () => {
  it.each(OFFICIAL)('%s equals ffmpeg’s output up to rounding', async (path, width, height) => {
    const read = portraitOfDg2(needed(join('mrtd', path)));
    if (read.kind !== 'found') throw new Error('no portrait');
    const image = await decoded(read.image);
    expect(image).toMatchObject({ width, height });
    expect(largestDifference(image.data, decodedByFfmpeg(read.image, 'rgb24'))).toBeLessThanOrEqual(2);
  });
});

describe.skipIf(missingFfmpeg() !== undefined)('the memory of the JPEG 2000 decoder', () => {
  it('stays bounded over portraits, decompression bombs and malformed files', async () => {
    const program = `
      import { readFileSync } from 'node:fs';
      import { decodePortrait } from './kiosk/biometrics/face/decode-portrait.js';
      const files = JSON.parse(readFileSync(0, 'utf8')).map((file) => Buffer.from(file, 'base64'));
      for (let round = 0; round < 10; round++) await decodePortrait(files[0]);
      const before = process.resourceUsage().maxRSS;
      const kinds = [];
      for (let round = 0; round < ${repetitions(25, 60)}; round++) for (const file of files) kinds.push((await decodePortrait(file)).reason);
      console.log(JSON.stringify({ grown: process.resourceUsage().maxRSS - before, kinds: [...new Set(kinds)] }));`;
    const normal = jp2Of(RGB, ['-q:v', '40']);
    const stream = codestreamOf(normal);
    const files = [normal, changed(stream, 8, 0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60), normal.slice(0, 9_000)];
    const child = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      cwd: join(projectRoot(), '.build'),
    });
    child.child.stdin?.end(JSON.stringify(files.map((file) => Buffer.from(file).toString('base64'))));
    const { grown, kinds } = JSON.parse((await child).stdout) as { grown: number; kinds: (string | null)[] };
    expect(kinds).toEqual([null, 'too-large', 'truncated']);
    expect(grown).toBeLessThan(256 * 1024);
  });
});

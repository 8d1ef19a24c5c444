import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodePortrait } from '../../../../kiosk/biometrics/face/decode-portrait.ts';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { claiming, frameAt, jpeg, owned, picture } from './portrait-files.ts';

const unreadable = (reason: string) => ({ kind: 'unreadable', reason });

async function decoded(file: Uint8Array) {
  const outcome = await decodePortrait(file);
  if (outcome.kind !== 'decoded') throw new Error(`not decoded: ${outcome.reason}`);
  return outcome.image;
}

describe('decodePortrait decodes', () => {
  it.each([
    ['baseline', {}],
    ['progressive', { progressive: true }],
    ['without chroma subsampling', { chromaSubsampling: '4:4:4' }],
    ['restart markers and optimised tables', { mozjpeg: true }],
  ])('%s', async (_, options) => {
    const image = await decoded(await jpeg(120, 160, options));
    expect(image).toMatchObject({ width: 120, height: 160, channelOrder: 'rgb', ownership: 'owned' });
    expect(image.data).toHaveLength(120 * 160 * 3);
    expect(image.data.some((value) => value > 0)).toBe(true);
  });

  it('grey, as three equal channels', async () => {
    const file = await picture(80, 60).greyscale().jpeg().toBuffer();
    const { data } = await decoded(file);
    expect(data).toHaveLength(80 * 60 * 3);
    for (let at = 0; at < data.length; at += 3) {
      expect(data[at] === data[at + 1] && data[at] === data[at + 2]).toBe(true);
    }
  });

  it('a picture that is rotated by Exif, upright', async () => {
    const file = await picture(120, 160).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await decoded(file)).toMatchObject({ width: 160, height: 120 });
  });

  it('a picture with a colour profile like one without', async () => {
    const plain = await picture(64, 64).jpeg().toBuffer();
    const profiled = await picture(64, 64).withIccProfile('p3', { attach: true }).jpeg().toBuffer();
    expect((await sharp(profiled).metadata()).icc).toBeDefined();
    const [one, other] = [await decoded(plain), await decoded(profiled)];
    expect(one.data).toHaveLength(other.data.length);
  });

  it('a file with bytes after its end', async () => {
    const file = await jpeg();
    const longer = new Uint8Array(file.length + 3_000).fill(0xa5);
    longer.set(file);
    expect((await decoded(longer)).data).toEqual((await decoded(file)).data);
  });

  it.each([
    ['a portrait', 413, 531],
    ['the smallest', 32, 32],
  ])('into memory that can be transferred to another thread: %s', async (_, width, height) => {
    const { data } = await decoded(await jpeg(width, height));
    const before = Uint8Array.from(data);
    const moved = structuredClone(data, { transfer: [data.buffer] });
    expect(Buffer.from(moved).equals(before)).toBe(true);
    // Node 20 copies memory of native code, and later releases refuse it
    expect(data).toHaveLength(0);
  });

  it('without changing the file', async () => {
    const file = await jpeg();
    const before = owned(file);
    await decoded(file);
    expect(file).toEqual(before);
  });
});

describe('decodePortrait refuses', () => {
  it('no bytes', async () => expect(await decodePortrait(new Uint8Array())).toEqual(unreadable('empty')));

  it.each([
    ['PNG', () => picture(64, 64).png()],
    ['16-bit PNG', () => picture(64, 64).toColourspace('rgb16').png()],
    ['TIFF', () => picture(64, 64).tiff()],
    ['WebP', () => picture(64, 64).webp()],
    ['GIF', () => picture(64, 64).gif()],
  ])('%s by its format', async (_, make) => {
    expect(await decodePortrait(await make().toBuffer())).toEqual(unreadable('format'));
  });

  it('SVG, which would fetch and draw', async () => {
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"/>');
    expect(await decodePortrait(svg)).toEqual(unreadable('format'));
  });

  it('CMYK by its colour', async () => {
    const file = await picture(64, 64).toColourspace('cmyk').jpeg().toBuffer();
    expect(await decodePortrait(file)).toEqual(unreadable('colour'));
  });

  it.each([
    ['12 bits for each sample', 4, 12, 'format'],
    ['arithmetic coding', 1, 0xc9, 'format'],
    ['lossless coding', 1, 0xc3, 'format'],
    ['four components', 9, 4, 'colour'],
    ['no components', 9, 0, 'colour'],
  ])('%s', async (_, offset, value, reason) => {
    const file = await jpeg();
    file[frameAt(file) + offset] = value;
    expect(await decodePortrait(file)).toEqual(unreadable(reason));
  });

  it.each([
    ['a bomb of 60,000 x 60,000', 60_000, 60_000, 'too-large'],
    ['a strip of 65,535 x 64', 65_535, 64, 'too-large'],
    ['no columns', 0, 160, 'corrupt'],
    ['no rows', 120, 0, 'corrupt'],
    ['sides too short for a face', 16, 160, 'too-small'],
    ['more rows than it holds', 120, 1_600, 'corrupt'],
  ])('a file with %s', async (_, width, height, reason) => {
    expect(await decodePortrait(claiming(await jpeg(), width, height))).toEqual(unreadable(reason));
  });

  it('more bytes than the limit, without reading them', async () => {
    const file = new Uint8Array(512_001);
    file.set(await jpeg());
    expect(await decodePortrait(file)).toEqual(unreadable('too-large'));
  });

  it('more pixels than the limit', async () => {
    const file = await jpeg(2_400, 1_800, { quality: 10 });
    expect(file.length).toBeLessThan(512_000);
    expect(await decodePortrait(file)).toEqual(unreadable('too-large'));
  });

  it('too many passes', async () => {
    const file = await jpeg(120, 160, { progressive: true });
    const scan = file.findIndex((byte, at) => byte === 0xff && file[at + 1] === 0xda);
    const again = Array.from({ length: 100 }, () => [
      0xff, 0xda, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x3f, 0x00,
    ]).flat();
    const longer = Uint8Array.from([...file.subarray(0, scan), ...again, ...file.subarray(scan)]);
    expect(await decodePortrait(longer)).toEqual(unreadable('too-large'));
  });

  it('a file truncated at any position', async () => {
    const file = await jpeg();
    for (let share = 0.02; share < 1; share += 0.02) {
      const outcome = await decodePortrait(file.subarray(0, Math.floor(share * file.length)));
      expect(outcome).toEqual(unreadable('truncated'));
    }
    expect(await decodePortrait(file.subarray(0, file.length - 2))).toEqual(unreadable('truncated'));
  });

  it('coded data that ends before the picture', async () => {
    const file = await jpeg();
    const cut = Uint8Array.from([...file.subarray(0, file.length - 800), 0xff, 0xd9]);
    expect(await decodePortrait(cut)).toEqual(unreadable('corrupt'));
  });

  it('unusable Huffman tables', async () => {
    const file = await jpeg();
    const table = file.findIndex((byte, at) => byte === 0xff && file[at + 1] === 0xc4);
    file.fill(0xff, table + 5, table + 21);
    expect(await decodePortrait(file)).toEqual(unreadable('corrupt'));
  });
});

describe('the memory of a decoded portrait', () => {
  it('is not kept by the decoder', () => {
    expect(sharp.cache()).toMatchObject({ memory: { max: 0 }, items: { max: 0 } });
    expect(sharp.concurrency()).toBe(1);
  });

  it('grows by at most 48 MiB for any file', async () => {
    const program = `
      import { readFileSync } from 'node:fs';
      import { decodePortrait } from './kiosk/biometrics/face/decode-portrait.js';
      import { collectGarbage } from './kiosk/platform/launch/collect-garbage.js';
      const files = JSON.parse(readFileSync(0, 'utf8')).map((file) => Buffer.from(file, 'base64'));
      await decodePortrait(files[0]);
      collectGarbage();
      const before = process.resourceUsage().maxRSS;
      const kinds = [];
      for (let round = 0; round < 40; round++) for (const file of files) {
        kinds.push((await decodePortrait(file)).reason);
        // As the portrait thread does
        collectGarbage();
      }
      console.log(JSON.stringify({ grown: process.resourceUsage().maxRSS - before, kinds: [...new Set(kinds)] }));`;
    const normal = await jpeg(413, 531);
    const files = [normal, claiming(normal, 60_000, 60_000), claiming(normal, 2_000, 2_000), normal.subarray(0, 9_000)];
    const child = promisify(execFile)(process.execPath, ['--expose-gc', '--input-type=module', '-e', program], {
      cwd: join(projectRoot(), '.build'),
    });
    child.child.stdin?.end(JSON.stringify(files.map((file) => Buffer.from(file).toString('base64'))));
    const { grown, kinds } = JSON.parse((await child).stdout) as { grown: number; kinds: (string | null)[] };
    expect(kinds).toEqual([null, 'too-large', 'corrupt', 'truncated']);
    expect(grown).toBeLessThan(48 * 1024);
  });
});

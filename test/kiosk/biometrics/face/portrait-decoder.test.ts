import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { decodePortrait } from '../../../../kiosk/biometrics/face/decode-portrait.ts';
import { openPortraitDecoder, type PortraitDecoder } from '../../../../kiosk/biometrics/face/portrait-decoder.ts';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { missingFfmpeg } from '../../../hardware/camera/ffmpeg/film.ts';
import { jp2Of } from './jpeg-2000/jp2-files.ts';
import { jpeg } from './portrait-files.ts';

function open(limitMs?: number): PortraitDecoder {
  const decoder = openPortraitDecoder(limitMs === undefined ? {} : { limitMs });
  onTestFinished(() => decoder.close());
  return decoder;
}

describe('the portrait thread, of a JPEG', () => {
  it.each([
    [32, 32],
    [120, 160],
    [413, 531],
  ])('returns the pixels, %i x %i', async (width, height) => {
    const file = await jpeg(width, height);
    const [there, here] = [await open().decode(file), await decodePortrait(file)];
    expect(there).toMatchObject({ kind: 'decoded', image: { width, height, channelOrder: 'rgb', ownership: 'owned' } });
    if (there.kind !== 'decoded' || here.kind !== 'decoded') throw new Error('the portrait was not decoded');
    expect(Buffer.from(there.image.data.buffer).equals(here.image.data)).toBe(true);
  });
});

describe.skipIf(missingFfmpeg() !== undefined)('the portrait thread', () => {
  const large = () => jp2Of({ width: 1_600, height: 2_000, pixelFormat: 'rgb24' }, ['-q:v', '60']);

  it.each([
    [32, 32],
    [120, 160],
  ])('returns the output of both decoders, %i x %i, and does not change the file', async (width, height) => {
    const decoder = open();
    const files = [await jpeg(width, height), jp2Of({ width, height, pixelFormat: 'rgb24' })];
    for (const file of [...files, ...files]) {
      const before = Uint8Array.from(file);
      const [there, here] = [await decoder.decode(file), await decodePortrait(file)];
      expect(there).toMatchObject({ kind: 'decoded', image: { width, height, channelOrder: 'rgb' } });
      expect(there).toEqual(here);
      expect(file).toEqual(before);
    }
  });

  it('refuses other files with a closed reason', async () => {
    const decoder = open();
    expect(await decoder.decode(new Uint8Array())).toEqual({ kind: 'unreadable', reason: 'empty' });
    expect(await decoder.decode(new Uint8Array(512_001))).toEqual({ kind: 'unreadable', reason: 'too-large' });
    expect(await decoder.decode(Uint8Array.of(1, 2, 3))).toEqual({ kind: 'unreadable', reason: 'format' });
  });

  it('is terminated by a slow file, and another thread decodes the next file', async () => {
    const decoder = open(60);
    await decoder.ready;
    expect(await decoder.decode(large())).toEqual({ kind: 'unreadable', reason: 'timed-out' });
    expect((await open(60_000).decode(large())).kind).toBe('decoded');
    const next = await decoder.decode(Uint8Array.of(0xff, 0xd8, 0xff));
    expect(next).toEqual({ kind: 'unreadable', reason: 'truncated' });
  });

  it('decodes nothing after close', async () => {
    const decoder = openPortraitDecoder();
    await decoder.close();
    await expect(decoder.decode(Uint8Array.of(1))).rejects.toMatchObject({ code: 'closed' });
  });
});

describe.skipIf(missingFfmpeg() !== undefined)('the codec of JPEG 2000', () => {
  it('leaves no portrait in its memory, decoded or refused, and uses a new memory for each file', async () => {
    const program = `
      import { readFileSync } from 'node:fs';
      const memories = [];
      const { instantiate } = WebAssembly;
      WebAssembly.instantiate = async (...given) => {
        const instance = await instantiate(...given);
        memories.push(Object.values(instance.exports).find((one) => one instanceof WebAssembly.Memory));
        return instance;
      };
      const { decodePortrait } = await import('./kiosk/biometrics/face/decode-portrait.js');
      const { codecReady } = await import('./kiosk/biometrics/face/jpeg-2000/codec.js');
      const file = readFileSync(0);
      const good = await decodePortrait(file);
      const broken = Buffer.from(file);
      // The quantisation becomes a comment: the library is the one that misses it.
      broken[broken.indexOf(Buffer.from([0xff, 0x5c])) + 1] = 0x64;
      const bad = await decodePortrait(broken);
      await codecReady();
      const set = memories.map((memory) => new Uint8Array(memory.buffer).some((byte) => byte !== 0));
      console.log(JSON.stringify({ kinds: [good.kind, bad.reason], set }));`;
    const child = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      cwd: join(projectRoot(), '.build'),
    });
    child.child.stdin?.end(jp2Of({ width: 413, height: 531, pixelFormat: 'rgb24' }));
    const { kinds, set } = JSON.parse((await child).stdout) as { kinds: string[]; set: boolean[] };
    expect(kinds).toEqual(['decoded', 'corrupt']);
    // The last memory is prepared for the next portrait.
    expect(set).toEqual([false, false, true]);
  });
});

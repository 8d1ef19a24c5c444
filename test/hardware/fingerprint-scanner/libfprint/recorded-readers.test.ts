/** Real readers, replayed: libfprint's own driver talks to a recording of a device's USB traffic. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { missingRecordings, recordingOf } from './libfprint-parts.ts';

const missing = missingRecordings();

const replay = async (reader: string) => {
  const folder = recordingOf(reader);
  const device = `/sys${readFileSync(`${folder}/device`, 'utf8').split('\n', 1)[0]!.slice('P: '.length)}`;
  const program = fileURLToPath(new URL('./recorded-capture-process.js', import.meta.url));
  const { stdout } = await promisify(execFile)(
    'umockdev-run',
    ['-d', `${folder}/device`, '-p', `${device}=${folder}/capture.pcapng`, '--', process.execPath, program],
    { env: { ...process.env, FP_DEVICE_EMULATION: '1' }, maxBuffer: 64 * 1024 * 1024, timeout: 240_000 },
  );
  return JSON.parse(stdout) as {
    descriptor: unknown;
    status: unknown;
    capture: { pixels: string };
  };
};

describe.skipIf(missing !== undefined)('a recorded U.are.U 4500', () => {
  it('returns the recorded image, pixel by pixel', async () => {
    const { descriptor, status, capture } = await replay('uru4000-4500');
    expect(descriptor).toMatchObject({ driver: 'libfprint', model: 'uru4000', simulated: false });
    expect(capture).toMatchObject({ kind: 'captured', resolutionPpi: 512, image: { width: 384, height: 290 } });
    expect(status).toEqual({ kind: 'ready' });
    const expected = await sharp(`${recordingOf('uru4000-4500')}/capture.png`)
      .extractChannel(0)
      .raw()
      .toBuffer();
    expect(Buffer.compare(Buffer.from(capture.pixels, 'base64'), expected)).toBe(0);
  });
});

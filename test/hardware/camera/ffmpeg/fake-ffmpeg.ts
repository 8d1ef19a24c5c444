/** A substitute for ffmpeg with behaviour given by a test. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nutHead, nutPicture } from './nut-writer.ts';

export const FAKE_SIZE = { width: 64, height: 48 } as const;

/**
 * @param behaviour JavaScript. `out(bytes)` writes, `head` and `picture(timeUs)` are NUT, `tell(line)` is the standard error, `sleep(ms)`
 * waits, `film(pictures)` writes the head and as many pictures at 50 a second, `args` are the arguments.
 */
export function fakeProgram(folder: string, name: string, behaviour: string): string {
  const path = join(folder, name);
  const pixels = new Uint8Array(FAKE_SIZE.width * FAKE_SIZE.height * 3).fill(0x5a);
  const probe = nutPicture(0, pixels);
  const text = `#!${process.execPath}
const { writeSync } = require('node:fs');
const args = process.argv.slice(2);
const out = (bytes) => { for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at); };
const tell = (line) => process.stderr.write(line + '\\n');
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const monotonicUs = () => Number(process.hrtime.bigint() / 1000n);
const head = Buffer.from('${nutHead(FAKE_SIZE).toString('base64')}', 'base64');
const pixels = Buffer.alloc(${pixels.length}, 0x5a);
const v = (value) => { const bytes = [value % 128]; for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest % 128) | 128); return bytes; };
const crc = (bytes) => { let value = 0; for (const byte of bytes) for (let bit = 7; bit >= 0; bit -= 1) { const top = ((value >>> 31) & 1) ^ ((byte >> bit) & 1); value = (value << 1) >>> 0; if (top) value = (value ^ 0x04c11db7) >>> 0; } return value; };
const picture = (timeUs) => { const header = Buffer.from([0, ...v(timeUs + 128), ...v(pixels.length)]); const sum = Buffer.alloc(4); sum.writeUInt32BE(crc(header)); return Buffer.concat([header, sum, pixels]); };
const film = async (pictures) => { out(head); for (let index = 0; index < pictures; index += 1) { out(picture(monotonicUs())); await sleep(20); } };
process.on('uncaughtException', () => process.exit(1));
(async () => { ${behaviour} })();
`;
  if (probe.length < pixels.length) throw new Error('the writer is broken');
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

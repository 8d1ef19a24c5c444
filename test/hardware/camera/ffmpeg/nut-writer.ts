/**
 * Writes NUT by its specification, with the simplest table of frame codes: each picture has its time, size and checksum.
 */

const bytesOf = (text: string) => [...Buffer.from(text, 'latin1')];

function v(value: number): number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest % 128) | 0x80);
  return bytes;
}

const u32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

/** Bit by bit, unlike the reader's table. */
function crc(bytes: readonly number[]): number {
  let value = 0;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit -= 1) {
      const out = ((value >>> 31) & 1) ^ ((byte >> bit) & 1);
      value = (value << 1) >>> 0;
      if (out === 1) value = (value ^ 0x04c11db7) >>> 0;
    }
  }
  return value;
}

function packet(startCode: string, body: readonly number[]): number[] {
  const start = [...Buffer.from(startCode, 'hex'), ...v(body.length + 4)];
  return [...start, ...(body.length + 4 > 4096 ? u32(crc(start)) : []), ...body, ...u32(crc(body))];
}

export interface NutSize {
  readonly width: number;
  readonly height: number;
}

export interface NutOptions extends NutSize {
  readonly streams?: number;
  readonly fourcc?: string;
  readonly infoBytes?: number;
}

/** Times are in microseconds. */
export function nutHead(options: NutOptions): Buffer {
  const { width, height, streams = 1, fourcc = 'RGB\x18', infoBytes = 0 } = options;
  const codedPtsSizeChecksum = 8 + 32 + 64;
  const main = [
    ...[...v(3), ...v(streams), ...v(65_536), ...v(1), ...v(1), ...v(1_000_000)],
    // flags, fields; time 0, multiplier 1, stream 0, size 0, reserved 0, 255 codes
    ...[...v(codedPtsSizeChecksum), ...v(6), ...v(0), ...v(1), ...v(0), ...v(0), ...v(0), ...v(255)],
    ...v(0),
  ];
  const stream = [
    ...[...v(0), ...v(0), ...v(4), ...bytesOf(fourcc), ...v(0), ...v(7), ...v(1000), ...v(0), ...v(0), ...v(0)],
    ...[...v(width), ...v(height), ...v(0), ...v(0), ...v(0)],
  ];
  return Buffer.from([
    ...bytesOf('nut/multimedia container\0'),
    ...packet('4e4d7a561f5f04ad', main),
    ...packet('4e5311405bf2f9db', stream),
    ...(infoBytes > 0
      ? packet(
          '4e49ab68b596ba78',
          Array.from({ length: infoBytes }, () => 7),
        )
      : []),
  ]);
}

export function nutSyncpoint(timeUs: number): Buffer {
  return Buffer.from(packet('4e4be4adeeca4569', [...v(timeUs), ...v(0)]));
}

export function nutPicture(timeUs: number, pixels: Uint8Array): Buffer {
  const header = [0, ...v(timeUs + 128), ...v(pixels.length)];
  return Buffer.concat([Buffer.from([...header, ...u32(crc(header))]), pixels]);
}

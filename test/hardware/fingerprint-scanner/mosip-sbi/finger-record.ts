import type { GreyPicture } from '../libfprint/virtual-reader.ts';

/** One finger, uncompressed, as a finger image record of ISO/IEC 19794-4:2005: 32 bytes of header, 14 of the view's. */
export function fingerRecord({ width, height, data }: GreyPicture, position: number): Buffer {
  const header = Buffer.alloc(32 + 14);
  header.write('FIR\u0000010\u0000', 0, 'latin1');
  header.writeUIntBE(header.length + data.length, 8, 6);
  header.writeUInt16BE(31, 16);
  header.writeUInt8(1, 18);
  header.writeUInt8(1, 19);
  for (const at of [20, 22, 24, 26]) header.writeUInt16BE(500, at);
  header.writeUInt8(8, 28);
  header.writeUInt32BE(14 + data.length, 32);
  header.writeUInt8(position, 36);
  header.writeUInt8(1, 37);
  header.writeUInt8(1, 38);
  header.writeUInt16BE(width, 41);
  header.writeUInt16BE(height, 43);
  return Buffer.concat([header, data]);
}

/** Pure: the outline of a PNG file (ISO/IEC 15948) that consists of its picture alone. */

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** The header, the palette with its transparency, the picture, the end. No text, no profile, no animation. */
const CHUNKS = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
const OVERHEAD_BYTES = 12;
const HEADER_BYTES = 13;

export interface PngOutline {
  readonly width: number;
  readonly height: number;
}

/** `undefined` when it is no PNG, has other chunks, or has bytes after its end. The compressed picture is not opened. */
export function plainPng(bytes: Uint8Array): PngOutline | undefined {
  if (!SIGNATURE.every((byte, at) => bytes[at] === byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = SIGNATURE.length;
  let outline: PngOutline | undefined;
  let hasPicture = false;
  while (at + OVERHEAD_BYTES <= bytes.length) {
    const length = view.getUint32(at);
    const end = at + OVERHEAD_BYTES + length;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (end > bytes.length || !CHUNKS.has(type)) return undefined;
    if ((outline === undefined) !== (type === 'IHDR')) return undefined;
    if (type === 'IHDR') {
      if (length !== HEADER_BYTES) return undefined;
      outline = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    }
    if (type === 'IDAT') hasPicture = true;
    if (type === 'IEND') return end === bytes.length && length === 0 && hasPicture ? outline : undefined;
    at = end;
  }
  return undefined;
}

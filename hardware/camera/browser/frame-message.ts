/**
 * Message format of a picture: a header of 32 bytes, then the planes, sealed with AES-256-GCM under the connection's key.
 * The header is the associated data. Integers are big-endian. This file runs both in the page and in the lane, so it
 * imports nothing.
 *
 * | at | size | what |
 * | --- | --- | --- |
 * | 0 | 4 | `PCF1` |
 * | 4 | 1 | plane layout: 1 I420, 2 NV12 |
 * | 5 | 1 | 1 full range, 0 limited range |
 * | 6 | 1 | matrix: 0 BT.601, 1 BT.709 |
 * | 7 | 1 | timestamp from: 1 the capture, 0 the page |
 * | 8 | 4 | message number, from 1, unique for each key |
 * | 12 | 4 | picture number since the camera was opened |
 * | 16 | 8 | capture time, ms of the page's clock, IEEE 754 |
 * | 24 | 2 + 2 | width, height |
 * | 28 | 4 | bytes of the planes |
 */

export const HEADER_BYTES = 32;
export const TAG_BYTES = 16;
/** 4K. */
export const LARGEST_SIDE = 3840;
export const LARGEST_MESSAGE_BYTES = HEADER_BYTES + TAG_BYTES + planeBytes(3840, 2160);

const MAGIC = 0x50434631;
const LAYOUTS = ['', 'I420', 'NV12'] as const;

export interface FrameHeader {
  readonly layout: 'I420' | 'NV12';
  readonly fullRange: boolean;
  readonly matrix: 'bt601' | 'bt709';
  readonly datedByCapture: boolean;
  /** 1 to 2^32 - 1. */
  readonly message: number;
  readonly sequence: number;
  readonly capturedAtPageMs: number;
  /** Even sides, 2 to 3840. */
  readonly width: number;
  readonly height: number;
}

/** Size in bytes, for both layouts: one luma sample per pixel, two chroma samples per 2 x 2 pixels. */
export function planeBytes(width: number, height: number): number {
  return (width * height * 3) / 2;
}

export function encodeFrameHeader(header: FrameHeader): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC);
  view.setUint8(4, LAYOUTS.indexOf(header.layout));
  view.setUint8(5, header.fullRange ? 1 : 0);
  view.setUint8(6, header.matrix === 'bt709' ? 1 : 0);
  view.setUint8(7, header.datedByCapture ? 1 : 0);
  view.setUint32(8, header.message);
  view.setUint32(12, header.sequence);
  view.setFloat64(16, header.capturedAtPageMs);
  view.setUint16(24, header.width);
  view.setUint16(26, header.height);
  view.setUint32(28, planeBytes(header.width, header.height));
  return bytes;
}

/** @param message header, sealed planes and tag. @returns `undefined` when a field or the length is invalid */
export function decodeFrameHeader(message: Uint8Array): FrameHeader | undefined {
  if (message.byteLength < HEADER_BYTES + TAG_BYTES || message.byteLength > LARGEST_MESSAGE_BYTES) return undefined;
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const layout = LAYOUTS[view.getUint8(4)];
  const [range, matrix, dated] = [view.getUint8(5), view.getUint8(6), view.getUint8(7)];
  const [width, height] = [view.getUint16(24), view.getUint16(26)];
  const capturedAtPageMs = view.getFloat64(16);
  const fits = (side: number) => side >= 2 && side <= LARGEST_SIDE && side % 2 === 0;
  if (view.getUint32(0) !== MAGIC || layout === undefined || layout === '') return undefined;
  if (range > 1 || matrix > 1 || dated > 1 || view.getUint32(8) === 0) return undefined;
  if (!fits(width) || !fits(height) || view.getUint32(28) !== planeBytes(width, height)) return undefined;
  if (message.byteLength !== HEADER_BYTES + planeBytes(width, height) + TAG_BYTES) return undefined;
  if (!Number.isFinite(capturedAtPageMs) || capturedAtPageMs < 0 || capturedAtPageMs > Number.MAX_SAFE_INTEGER) {
    return undefined;
  }
  return {
    layout,
    fullRange: range === 1,
    matrix: matrix === 1 ? 'bt709' : 'bt601',
    datedByCapture: dated === 1,
    message: view.getUint32(8),
    sequence: view.getUint32(12),
    capturedAtPageMs,
    width,
    height,
  };
}

/** 96-bit nonce (RFC 5116 §3.2): the message number, which is unique for each key. */
export function nonceOf(message: number): Uint8Array<ArrayBuffer> {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(8, message);
  return nonce;
}

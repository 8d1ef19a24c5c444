/** Parses the NUT headers that this reader needs: main header, stream header, syncpoint and frame header (NUT §3). */
import { type NutCursor, nutChecksum, NutError } from './nut-cursor.ts';

/** Flags of a frame code (NUT §3.4). */
export const FLAG = {
  codedPts: 8,
  streamId: 16,
  sizeMsb: 32,
  checksum: 64,
  reserved: 128,
  sideData: 256,
  headerIndex: 1024,
  matchTime: 2048,
  coded: 4096,
  invalid: 8192,
} as const;

export interface FrameCode {
  readonly flags: number;
  readonly streamId: number;
  readonly sizeMul: number;
  readonly sizeLsb: number;
  readonly ptsDelta: number;
  readonly reservedCount: number;
}

export interface MainHeader {
  /** Seconds a tick. */
  readonly timeBases: readonly { readonly num: number; readonly denom: number }[];
  readonly frameCodes: readonly FrameCode[];
}

export interface StreamHeader {
  readonly fourcc: string;
  readonly timeBase: number;
  readonly msbPtsShift: number;
  readonly width: number;
  readonly height: number;
}

export interface FrameHeader {
  readonly size: number;
  /** Ticks: the complete value, or its low bits when `ptsBits` is set. */
  readonly pts: { readonly kind: 'whole' | 'low-bits' | 'delta'; readonly ticks: number };
}

const MAX_TIME_BASES = 16;
const VIDEO = 0;

/** `s`: a signed number, carried in a `v` (NUT §2.2). */
function signed(coded: number): number {
  const value = coded + 1;
  return value % 2 === 1 ? -Math.floor(value / 2) : value / 2;
}

export function readMainHeader(cursor: NutCursor): MainHeader {
  const version = cursor.v();
  if (version < 2 || version > 3) throw new NutError('another version of NUT');
  const streams = cursor.v();
  if (streams !== 1) throw new NutError('more than one stream');
  cursor.skipV();
  const timeBaseCount = cursor.v();
  if (timeBaseCount < 1 || timeBaseCount > MAX_TIME_BASES) throw new NutError('too many time bases');
  const timeBases = Array.from({ length: timeBaseCount }, () => ({ num: cursor.v(), denom: cursor.v() }));
  if (timeBases.some(({ num, denom }) => num < 1 || denom < 1)) throw new NutError('a time base of 0');
  const frameCodes = readFrameCodes(cursor);
  const elisionHeaders = cursor.v();
  for (let index = 0; index < elisionHeaders && !cursor.short; index += 1) cursor.vb();
  if (cursor.short) throw new NutError('the main header is cut off');
  return { timeBases, frameCodes };
}

/**
 * NUT §3.4: runs of frame codes that differ only in the low part of the size. The code of `N` is reserved for start codes.
 */
function readFrameCodes(cursor: NutCursor): readonly FrameCode[] {
  const invalid = { flags: FLAG.invalid, streamId: 0, sizeMul: 1, sizeLsb: 0, ptsDelta: 0, reservedCount: 0 };
  const codes: FrameCode[] = [];
  let [ptsDelta, sizeMul, streamId] = [0, 1, 0];
  while (codes.length < 256) {
    if (cursor.short) throw new NutError('the main header is cut off');
    const flags = cursor.v();
    const fields = cursor.v();
    if (fields > 64) throw new NutError('a frame code with too many fields');
    if (fields > 0) ptsDelta = signed(cursor.v());
    if (fields > 1) sizeMul = cursor.v();
    if (fields > 2) streamId = cursor.v();
    const size = fields > 3 ? cursor.v() : 0;
    const reservedCount = fields > 4 ? cursor.v() : 0;
    const count = fields > 5 ? cursor.v() : sizeMul - size;
    if (count < 1 || count > 256) throw new NutError('a run of frame codes that does not fit');
    for (let field = 6; field < fields; field += 1) cursor.skipV();
    for (let step = 0; step < count && codes.length < 256; ) {
      if (codes.length === 'N'.charCodeAt(0)) {
        codes.push(invalid);
        continue;
      }
      codes.push({ flags, streamId, sizeMul, sizeLsb: size + step, ptsDelta, reservedCount });
      step += 1;
    }
  }
  return codes;
}

export function readStreamHeader(cursor: NutCursor, { timeBases }: MainHeader): StreamHeader {
  const id = cursor.v();
  const kind = cursor.v();
  if (id !== 0 || kind !== VIDEO) throw new NutError('not one stream of pictures');
  const fourcc = String.fromCharCode(...cursor.vb().subarray(0, 8));
  const timeBase = timeBases[cursor.v()];
  if (timeBase === undefined) throw new NutError('a time base that is not there');
  const msbPtsShift = cursor.v();
  if (msbPtsShift > 30) throw new NutError('a time of too many bits');
  for (let field = 0; field < 3; field += 1) cursor.skipV();
  cursor.vb();
  const width = cursor.v();
  const height = cursor.v();
  if (cursor.short) throw new NutError('the stream header is cut off');
  return { fourcc, timeBase: timeBase.num / timeBase.denom, msbPtsShift, width, height };
}

/** The time that a syncpoint sets, in ticks of its stream's time base (NUT §3.6). */
export function readSyncpoint(cursor: NutCursor, { timeBases }: MainHeader, stream: StreamHeader): number {
  const coded = cursor.v();
  if (cursor.short) throw new NutError('the syncpoint is cut off');
  const base = timeBases[coded % timeBases.length];
  if (base === undefined) throw new NutError('a time base that is not there');
  const ticks = Math.floor(coded / timeBases.length);
  return Math.floor((ticks * (base.num / base.denom)) / stream.timeBase);
}

/** `undefined` while the header is incomplete; otherwise the cursor is after it (NUT §3.7). */
export function readFrameHeader(
  cursor: NutCursor,
  bytes: Uint8Array,
  main: MainHeader,
  stream: StreamHeader,
): FrameHeader | undefined {
  const start = cursor.at;
  const code = main.frameCodes[cursor.u8()];
  if (code === undefined) return undefined;
  let { flags } = code;
  if ((flags & FLAG.invalid) !== 0) throw new NutError('a frame code that is not in use');
  if ((flags & FLAG.coded) !== 0) flags ^= cursor.v();
  const has = (flag: number) => (flags & flag) !== 0;
  if (has(FLAG.sideData) || has(FLAG.headerIndex) || has(FLAG.matchTime)) throw new NutError('a frame of another kind');
  const streamId = has(FLAG.streamId) ? cursor.v() : code.streamId;
  const codedPts = has(FLAG.codedPts) ? cursor.v() : undefined;
  const sizeMsb = has(FLAG.sizeMsb) ? cursor.v() : 0;
  const reserved = has(FLAG.reserved) ? cursor.v() : code.reservedCount;
  if (reserved > 16) throw new NutError('a frame header that is too long');
  for (let field = 0; field < reserved; field += 1) cursor.skipV();
  const end = cursor.at;
  const checksum = has(FLAG.checksum) ? cursor.u32() : undefined;
  if (cursor.short) return undefined;
  if (checksum !== undefined && checksum !== nutChecksum(bytes.subarray(start, end))) {
    throw new NutError('a frame header that is damaged');
  }
  if (streamId !== 0) throw new NutError('a frame of a stream that is not there');
  const size = code.sizeLsb + sizeMsb * code.sizeMul;
  if (codedPts === undefined) return { size, pts: { kind: 'delta', ticks: code.ptsDelta } };
  const whole = 2 ** stream.msbPtsShift;
  return codedPts < whole
    ? { size, pts: { kind: 'low-bits', ticks: codedPts } }
    : { size, pts: { kind: 'whole', ticks: codedPts - whole } };
}

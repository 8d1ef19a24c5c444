/**
 * Parses a NUT stream of raw RGB pictures as it arrives. NUT is the only container in ffmpeg that writes a raw picture at
 * once and with its timestamp: `rawvideo` and `yuv4mpegpipe` have no timestamps, Matroska delays each picture until the
 * next.
 *
 * Headers pass through a small buffer of fixed size; pixels are copied straight to their destination or dropped. Any byte
 * stream yields pictures or `NutError`, in bounded memory.
 */
import { NutCursor, nutChecksum, NutError } from './nut-cursor.ts';
import {
  type MainHeader,
  readFrameHeader,
  readMainHeader,
  readStreamHeader,
  readSyncpoint,
  type StreamHeader,
} from './nut-headers.ts';

export interface PictureSink {
  /** The size of every picture that follows. */
  onSize(width: number, height: number): void;
  /**
   * A picture begins. Returns the buffer for its pixels, `width * height * 3` bytes, or `undefined` to drop it.
   * @param ptsMs the picture's timestamp in the stream
   */
  begin(ptsMs: number): Uint8Array | undefined;
  /** The current picture is complete, or was dropped. */
  end(): void;
}

export interface NutReader {
  /** Throws `NutError` when the stream is invalid; the reader cannot be used afterwards. */
  push(bytes: Uint8Array): void;
}

/** Limit for a header. ffmpeg's info packets hold the metadata of the source, which stays below it. */
const LARGEST_PACKET_BYTES = 65_536;
const FILE_ID = 'nut/multimedia container\0';
/** The second half of each start code; the first two bytes are `N` and a letter (NUT §3.2). */
const START_CODES: Readonly<Record<string, 'main' | 'stream' | 'syncpoint' | 'index' | 'info'>> = {
  '4e4d7a561f5f04ad': 'main',
  '4e5311405bf2f9db': 'stream',
  '4e4be4adeeca4569': 'syncpoint',
  '4e58dd672f23e64e': 'index',
  '4e49ab68b596ba78': 'info',
};
const FOURCC = 'RGB\x18';
/** A packet longer than this has a separate header checksum (NUT §3.3). */
const LONG_PACKET_BYTES = 4096;

export function nutReader(sink: PictureSink, largestPixels: number): NutReader {
  return new Reader(sink, largestPixels);
}

class Reader implements NutReader {
  readonly #sink: PictureSink;
  readonly #largestPixels: number;
  readonly #pending = new Uint8Array(LARGEST_PACKET_BYTES + 64);
  #pendingBytes = 0;
  #identified = false;
  #main: MainHeader | undefined;
  #stream: StreamHeader | undefined;
  #lastTicks = 0;
  #target: Uint8Array | undefined;
  #pictureBytes = 0;
  #pictureAt = 0;
  #inPicture = false;

  constructor(sink: PictureSink, largestPixels: number) {
    this.#sink = sink;
    this.#largestPixels = largestPixels;
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      if (this.#inPicture) {
        const count = Math.min(this.#pictureBytes - this.#pictureAt, bytes.length - at);
        this.#target?.set(bytes.subarray(at, at + count), this.#pictureAt);
        at += count;
        this.#pictureAt += count;
        if (this.#pictureAt < this.#pictureBytes) return;
        this.#inPicture = false;
        this.#target = undefined;
        this.#sink.end();
        continue;
      }
      if (this.#pendingBytes === this.#pending.length) throw new NutError('a header that does not end');
      this.#pending[this.#pendingBytes] = bytes[at] ?? 0;
      this.#pendingBytes += 1;
      at += 1;
      if (this.#understandPending() > 0) this.#pendingBytes = 0;
    }
  }

  #identify(): number {
    const length = Math.min(this.#pendingBytes, FILE_ID.length);
    for (let index = 0; index < length; index += 1) {
      if (this.#pending[index] !== FILE_ID.charCodeAt(index)) throw new NutError('not a NUT stream');
    }
    if (length < FILE_ID.length) return 0;
    this.#identified = true;
    return length;
  }

  #packet(bytes: Uint8Array): number {
    if (bytes.length < 8) return 0;
    const kind = START_CODES[Buffer.from(bytes.buffer, bytes.byteOffset, 8).toString('hex')];
    if (kind === undefined) throw new NutError('an unknown start code');
    const cursor = new NutCursor(bytes, 8);
    const length = cursor.v();
    if (length > LARGEST_PACKET_BYTES) throw new NutError('a header that is too large');
    const headerEnd = cursor.at;
    const headerChecksum = length > LONG_PACKET_BYTES ? cursor.u32() : undefined;
    const bodyAt = cursor.at;
    if (cursor.short || bytes.length < bodyAt + length) return 0;
    if (length < 4) throw new NutError('a header without a checksum');
    if (headerChecksum !== undefined && headerChecksum !== nutChecksum(bytes.subarray(0, headerEnd))) {
      throw new NutError('a header that is damaged');
    }
    const body = bytes.subarray(bodyAt, bodyAt + length);
    if (nutChecksum(body) !== 0) throw new NutError('a header that is damaged');
    this.#understand(kind, new NutCursor(body.subarray(0, length - 4)));
    return bodyAt + length;
  }

  #understand(kind: (typeof START_CODES)[string], cursor: NutCursor): void {
    switch (kind) {
      case 'main':
        this.#main = readMainHeader(cursor);
        return;
      case 'stream': {
        if (this.#main === undefined) throw new NutError('a stream header before the main header');
        const read = readStreamHeader(cursor, this.#main);
        if (read.fourcc !== FOURCC) throw new NutError('not RGB pictures');
        if (read.width < 1 || read.height < 1 || read.width * read.height > this.#largestPixels) {
          throw new NutError('pictures of an impossible size');
        }
        if (this.#stream === undefined) this.#sink.onSize(read.width, read.height);
        else if (read.width !== this.#stream.width || read.height !== this.#stream.height)
          throw new NutError('the size changed');
        this.#stream = read;
        return;
      }
      case 'syncpoint':
        if (this.#main === undefined || this.#stream === undefined)
          throw new NutError('a syncpoint before the headers');
        this.#lastTicks = readSyncpoint(cursor, this.#main, this.#stream);
        return;
      case 'index':
      case 'info':
      case undefined:
        return;
    }
  }

  #frame(bytes: Uint8Array): number {
    if (this.#main === undefined || this.#stream === undefined) throw new NutError('a picture before the headers');
    const cursor = new NutCursor(bytes);
    const header = readFrameHeader(cursor, bytes, this.#main, this.#stream);
    if (header === undefined) return 0;
    this.#pictureBytes = this.#stream.width * this.#stream.height * 3;
    if (header.size !== this.#pictureBytes) throw new NutError('a picture of another size');
    this.#lastTicks = this.#ticksOf(header.pts, this.#stream);
    this.#inPicture = true;
    this.#pictureAt = 0;
    this.#target = this.#sink.begin(this.#lastTicks * this.#stream.timeBase * 1000);
    return cursor.at;
  }

  #ticksOf(
    { kind, ticks }: { kind: 'whole' | 'low-bits' | 'delta'; ticks: number },
    { msbPtsShift }: StreamHeader,
  ): number {
    if (kind === 'whole') return ticks;
    if (kind === 'delta') return this.#lastTicks + ticks;
    const range = 2 ** msbPtsShift;
    const delta = this.#lastTicks - Math.floor(range / 2);
    return ((((ticks - delta) % range) + range) % range) + delta;
  }

  #understandPending(): number {
    const bytes = this.#pending.subarray(0, this.#pendingBytes);
    if (!this.#identified) return this.#identify();
    return bytes[0] === 'N'.charCodeAt(0) ? this.#packet(bytes) : this.#frame(bytes);
  }
}

/** Command and response units, ISO/IEC 7816-4 §5.1 and §5.3. */
import { concat } from '../../ber/write.ts';
import { ChipError } from './chip-error.ts';

export interface Command {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  /** Up to 65,535 bytes. */
  readonly data?: Uint8Array | undefined;
  /** Ne: largest length of the answer, up to 65,536; absent when no data is expected. */
  readonly expected?: number | undefined;
}

export interface Response {
  readonly data: Uint8Array<ArrayBuffer>;
  /** SW1 and SW2. */
  readonly statusWord: number;
}

export const SHORT_DATA_BYTES = 255;
export const SHORT_EXPECTED_BYTES = 256;
const EXTENDED_EXPECTED_BYTES = 65_536;
const STATUS_BYTES = 2;

/** Whether the unit needs the extended form. */
export function needsExtendedLength({ data, expected = 0 }: Command): boolean {
  return (data?.length ?? 0) > SHORT_DATA_BYTES || expected > SHORT_EXPECTED_BYTES;
}

/** Uses the short form where it fits, unless `extended` is set. */
export function encodeCommand(command: Command, extended = needsExtendedLength(command)): Uint8Array<ArrayBuffer> {
  const { cla, ins, p1, p2, data = new Uint8Array(), expected } = command;
  const header = Uint8Array.of(cla, ins, p1, p2);
  const hasData = data.length > 0;
  if (!extended) {
    const lengthField = hasData ? Uint8Array.of(data.length) : new Uint8Array();
    // 256 and 65,536 are written as zero: the byte arrays drop the carry
    const expectedField = expected === undefined ? new Uint8Array() : Uint8Array.of(expected);
    return concat(header, lengthField, data, expectedField);
  }
  const lengthField = hasData ? Uint8Array.of(0, data.length >> 8, data.length) : new Uint8Array();
  const expectedBytes = expected === undefined ? [] : [expected >> 8, expected];
  return concat(
    header,
    lengthField,
    data,
    Uint8Array.from(hasData ? expectedBytes : expectedBytes.length > 0 ? [0, ...expectedBytes] : []),
  );
}

/** Decodes a command, as a chip does; `undefined` when malformed. */
export function decodeCommand(bytes: Uint8Array<ArrayBuffer>): Command | undefined {
  if (bytes.length < 4) return undefined;
  const [cla = 0, ins = 0, p1 = 0, p2 = 0] = bytes;
  const header = { cla, ins, p1, p2 };
  const body = bytes.subarray(4);
  const short = (at: number) => body[at]! || SHORT_EXPECTED_BYTES;
  const extended = (at: number) => body[at]! * 256 + body[at + 1]! || EXTENDED_EXPECTED_BYTES;
  if (body.length === 0) return header;
  if (body.length === 1) return { ...header, expected: short(0) };
  if (body[0] !== 0) {
    const end = 1 + body[0]!;
    if (body.length === end) return { ...header, data: body.subarray(1, end) };
    return body.length === end + 1 ? { ...header, data: body.subarray(1, end), expected: short(end) } : undefined;
  }
  if (body.length === 3) return { ...header, expected: extended(1) };
  const end = 3 + body[1]! * 256 + body[2]!;
  if (body.length === end) return { ...header, data: body.subarray(3, end) };
  return body.length === end + 2 ? { ...header, data: body.subarray(3, end), expected: extended(end) } : undefined;
}

/** @throws ChipError `malformed` when there is no status word */
export function decodeResponse(bytes: Uint8Array<ArrayBuffer>): Response {
  const end = bytes.length - STATUS_BYTES;
  if (end < 0) throw new ChipError('malformed', 'an answer without a status word');
  return { data: bytes.subarray(0, end), statusWord: bytes[end]! * 256 + bytes[end + 1]! };
}

export function encodeResponse({ data, statusWord }: Response): Uint8Array<ArrayBuffer> {
  return concat(data, Uint8Array.of(statusWord >> 8, statusWord));
}

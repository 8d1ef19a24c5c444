/** Modbus RTU frames (MODBUS over Serial Line V1.02, §2.5.1): a unit, the PDU, and a checksum. */
import { corrupt, functionOf, type ModbusRequest } from './pdu.ts';

export interface RtuFrame {
  readonly unit: number;
  readonly pdu: Uint8Array;
}

const CRC_START = 0xffff;
/** x^16 + x^15 + x^2 + 1, its bits in reverse order (§6.2.2). */
const CRC_POLYNOMIAL = 0xa001;
const CRC_BYTES = 2;
const EXCEPTION = 0x80;
/** Unit, function and exception code, without the checksum. */
const EXCEPTION_BYTES = 3;
/** Unit, function, address and value or count. */
const WRITE_BYTES = 6;

export function crc16(bytes: Uint8Array): number {
  let crc = CRC_START;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >> 1) ^ CRC_POLYNOMIAL : crc >> 1;
  }
  return crc;
}

export function encodeRtuFrame({ unit, pdu }: RtuFrame): Uint8Array {
  const body = Uint8Array.from([unit, ...pdu]);
  const crc = crc16(body);
  return Uint8Array.from([...body, crc & 0xff, crc >> 8]);
}

/**
 * The frame in what has arrived since the request was sent; `undefined` while it is not complete. The length follows from the request and
 * not from silence, which an operating system does not measure. Throws `ModbusError` `corrupt`, also for bytes behind the frame.
 */
export function rtuAnswer(request: ModbusRequest, held: Uint8Array): RtuFrame | undefined {
  const length = answerLength(request, held);
  if (length === undefined || held.length < length) return undefined;
  if (held.length > length) throw corrupt('more than one answer');
  const body = held.subarray(0, length - CRC_BYTES);
  const crc = (held[length - 2] ?? 0) | ((held[length - 1] ?? 0) << 8);
  if (crc16(body) !== crc) throw corrupt('an answer with a wrong checksum');
  return { unit: body[0] ?? 0, pdu: body.slice(1) };
}

function answerLength(request: ModbusRequest, held: Uint8Array): number | undefined {
  const code = held[1];
  if (code === undefined) return undefined;
  const asked = functionOf(request);
  if (code === (asked | EXCEPTION)) return EXCEPTION_BYTES + CRC_BYTES;
  if (code !== asked) throw corrupt('an answer to another function');
  switch (request.kind) {
    case 'read-coils':
    case 'read-discrete-inputs':
      return 3 + Math.ceil(request.count / 8) + CRC_BYTES;
    case 'read-holding-registers':
    case 'read-input-registers':
      return 3 + 2 * request.count + CRC_BYTES;
    default:
      return WRITE_BYTES + CRC_BYTES;
  }
}

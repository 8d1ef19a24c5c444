/** Modbus TCP frames (MODBUS Messaging on TCP/IP Implementation Guide V1.0b, §3.1.3): a header of seven bytes before the PDU. */
import { corrupt, LONGEST_PDU } from './pdu.ts';

export interface TcpFrame {
  readonly transaction: number;
  readonly unit: number;
  readonly pdu: Uint8Array;
}

const HEADER_BYTES = 7;
/** The length counts the unit and the PDU: a function and one byte at least. */
const MIN_LENGTH = 3;

export function encodeTcpFrame({ transaction, unit, pdu }: TcpFrame): Uint8Array {
  const length = pdu.length + 1;
  return Uint8Array.from([transaction >> 8, transaction & 0xff, 0, 0, length >> 8, length & 0xff, unit, ...pdu]);
}

/**
 * Cuts a stream into frames. `push` returns those that are complete and throws `ModbusError` `corrupt` as soon as a header is impossible;
 * the stream has no mark to find the next frame by, so the line must be closed then.
 */
export function tcpFrames(): { push(bytes: Uint8Array): TcpFrame[] } {
  let held = new Uint8Array(0);
  return {
    push(bytes) {
      held = Uint8Array.from([...held, ...bytes]);
      const frames: TcpFrame[] = [];
      for (let length = frameLength(held); length !== undefined && held.length >= length; length = frameLength(held)) {
        frames.push({
          transaction: wordAt(held, 0),
          unit: held[6] ?? 0,
          pdu: held.slice(HEADER_BYTES, length),
        });
        held = held.slice(length);
      }
      return frames;
    },
  };
}

/** `undefined` while the header is not complete. A wrong byte is detected as soon as it arrives. */
function frameLength(held: Uint8Array): number | undefined {
  if ((held[2] ?? 0) !== 0 || (held[3] ?? 0) !== 0) throw corrupt('a frame of another protocol');
  if (held.length < 6) return undefined;
  const length = wordAt(held, 4);
  if (length < MIN_LENGTH || length > LONGEST_PDU + 1) throw corrupt('a frame of an impossible length');
  return HEADER_BYTES - 1 + length;
}

function wordAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

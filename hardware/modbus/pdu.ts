/** Requests and answers of eight functions (MODBUS Application Protocol Specification V1.1b3, §6), without the frame around them. */
import { ModbusError } from './modbus-error.ts';

export type ModbusRequest =
  | { readonly kind: 'read-coils'; readonly address: number; readonly count: number }
  | { readonly kind: 'read-discrete-inputs'; readonly address: number; readonly count: number }
  | { readonly kind: 'read-holding-registers'; readonly address: number; readonly count: number }
  | { readonly kind: 'read-input-registers'; readonly address: number; readonly count: number }
  | { readonly kind: 'write-coil'; readonly address: number; readonly value: boolean }
  | { readonly kind: 'write-register'; readonly address: number; readonly value: number }
  | { readonly kind: 'write-coils'; readonly address: number; readonly values: readonly boolean[] }
  | { readonly kind: 'write-registers'; readonly address: number; readonly values: readonly number[] };

const FUNCTIONS = {
  'read-coils': 1,
  'read-discrete-inputs': 2,
  'read-holding-registers': 3,
  'read-input-registers': 4,
  'write-coil': 5,
  'write-register': 6,
  'write-coils': 15,
  'write-registers': 16,
} as const satisfies Record<ModbusRequest['kind'], number>;

/** An answer whose function has this bit is an exception (§7). */
const EXCEPTION = 0x80;
const COIL_ON = 0xff00;
const REGISTER_MAX = 0xffff;
/** The largest numbers of elements in one request (§6.1 to §6.12). */
const MAX = { 'read-bits': 2_000, 'read-registers': 125, 'write-bits': 1_968, 'write-registers': 123 } as const;
/** The longest PDU (§4.1). */
export const LONGEST_PDU = 253;

export function functionOf(request: ModbusRequest): number {
  return FUNCTIONS[request.kind];
}

/** Throws `RangeError` for an address, a count or a value that the protocol cannot carry. */
export function encodeRequest(request: ModbusRequest): Uint8Array {
  const { address } = request;
  assertWithin(address, 0, REGISTER_MAX, 'address');
  const head = (second: number): number[] => [functionOf(request), ...word(address), ...word(second)];
  switch (request.kind) {
    case 'read-coils':
    case 'read-discrete-inputs':
      assertSpan(address, request.count, MAX['read-bits']);
      return Uint8Array.from(head(request.count));
    case 'read-holding-registers':
    case 'read-input-registers':
      assertSpan(address, request.count, MAX['read-registers']);
      return Uint8Array.from(head(request.count));
    case 'write-coil':
      return Uint8Array.from(head(request.value ? COIL_ON : 0));
    case 'write-register':
      assertWithin(request.value, 0, REGISTER_MAX, 'value');
      return Uint8Array.from(head(request.value));
    case 'write-coils': {
      const { values } = request;
      assertSpan(address, values.length, MAX['write-bits']);
      const bytes = packBits(values);
      return Uint8Array.from([...head(values.length), bytes.length, ...bytes]);
    }
    case 'write-registers': {
      const { values } = request;
      assertSpan(address, values.length, MAX['write-registers']);
      for (const value of values) assertWithin(value, 0, REGISTER_MAX, 'value');
      return Uint8Array.from([...head(values.length), 2 * values.length, ...values.flatMap(word)]);
    }
  }
}

/**
 * The values of an answer: bits as 0 and 1, registers as 0 to 65535; none for a write. Throws `ModbusError`: `exception`, or `corrupt`
 * for anything that is not exactly the answer to this request.
 */
export function decodeAnswer(request: ModbusRequest, pdu: Uint8Array): readonly number[] {
  const code = functionOf(request);
  const [answered] = pdu;
  if (answered === (code | EXCEPTION)) {
    if (pdu.length !== 2) throw corrupt('an exception of a wrong length');
    const exception = pdu[1] ?? 0;
    throw new ModbusError('exception', `the module refused function ${code} with exception ${exception}`, exception);
  }
  if (answered !== code) throw corrupt('an answer to another function');
  switch (request.kind) {
    case 'read-coils':
    case 'read-discrete-inputs': {
      const bytes = payload(pdu, Math.ceil(request.count / 8));
      return Array.from({ length: request.count }, (_, bit) => ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1);
    }
    case 'read-holding-registers':
    case 'read-input-registers': {
      const bytes = payload(pdu, 2 * request.count);
      return Array.from({ length: request.count }, (_, at) => wordAt(bytes, 2 * at));
    }
    case 'write-coil':
    case 'write-register':
      assertEcho(pdu, encodeRequest(request));
      return [];
    case 'write-coils':
    case 'write-registers':
      assertEcho(pdu, encodeRequest(request).subarray(0, 5));
      return [];
  }
}

function payload(pdu: Uint8Array, length: number): Uint8Array {
  if (pdu[1] !== length || pdu.length !== 2 + length) throw corrupt('an answer of a wrong length');
  return pdu.subarray(2);
}

function assertEcho(pdu: Uint8Array, expected: Uint8Array): void {
  if (pdu.length !== expected.length || expected.some((byte, at) => pdu[at] !== byte)) {
    throw corrupt('a write that is confirmed with other values');
  }
}

function packBits(values: readonly boolean[]): number[] {
  const bytes = Array.from({ length: Math.ceil(values.length / 8) }, () => 0);
  values.forEach((value, bit) => {
    if (value) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7));
  });
  return bytes;
}

function word(value: number): [number, number] {
  return [value >> 8, value & 0xff];
}

function wordAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function assertSpan(address: number, count: number, most: number): void {
  assertWithin(count, 1, most, 'count');
  assertWithin(address + count - 1, 0, REGISTER_MAX, 'last address');
}

function assertWithin(value: number, least: number, most: number, what: string): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`the ${what} must be a whole number, ${least} to ${most}`);
  }
}

export function corrupt(what: string): ModbusError {
  return new ModbusError('corrupt', `the module sent ${what}`);
}

/** Verifies a capture answer: all checks from the received bytes to a record that may be used. */
import { createHash } from 'node:crypto';
import type { DeviceErrorCode } from '../../device/device-error.ts';
import type { FingerRecord } from '../fingerprint-scanner.ts';
import { isFingerName, UNKNOWN_FINGER } from './finger-names.ts';
import { chainHash, isSameHash } from './hash-chain.ts';
import { decodeBase64Url, exciseMember } from './json-with-secret.ts';
import { captureDataSchema, type CaptureRequest, captureSchema } from './messages.ts';
import { serviceError } from './service-errors.ts';
import { digitalId, type SessionOptions } from './session.ts';
import { verifySigned } from './signed.ts';

export type CaptureAnswer =
  | { readonly kind: 'captured'; readonly record: FingerRecord; readonly hash: string; readonly digest: string }
  | { readonly kind: 'nothing-there' | 'occupied' | 'poor-contact' | 'off-centre' | 'wrong-finger' }
  | { readonly kind: 'failed'; readonly code: DeviceErrorCode; readonly message: string };

export interface Expected {
  readonly request: CaptureRequest;
  readonly deviceCode: string;
}

/** Tolerated difference of the clocks, ms. A replayed answer is older, or names another transaction. */
const MAX_CLOCK_SKEW_MS = 5 * 60_000;
/** `FIR` and a zero byte: ISO/IEC 19794-4, every edition. */
const RECORD_MAGIC = [0x46, 0x49, 0x52, 0x00] as const;
/** `hardware/device/image.ts`: biometric data must not be in a buffer so small that V8 moves it. */
const MIN_RECORD_BYTES = 65;

const corrupt = (message: string): CaptureAnswer => ({ kind: 'failed', code: 'corrupt', message });

/** @param body wiped by the caller in every case */
export function readCaptureAnswer(body: Uint8Array, expected: Expected, session: SessionOptions): CaptureAnswer {
  const outer = exciseMember(body, 'data');
  const parsed = captureSchema.safeParse(outer?.rest ?? withoutData(body));
  const [biometric] = parsed.data?.biometrics ?? [];
  if (biometric === undefined) return corrupt('the device service answered nonsense');
  const error = serviceError(biometric.error?.errorCode);
  switch (error.kind) {
    case 'nothing-there':
    case 'occupied':
      return { kind: error.kind };
    case 'outcome':
      return { kind: error.outcome };
    case 'fault':
      return { kind: 'failed', code: error.code, message: error.message };
    case 'none':
      break;
  }
  if (outer === undefined || typeof biometric.hash !== 'string') return corrupt('the capture has no data');
  const verified = verifySigned(outer.value, session.trust, session.clock.wallMs());
  if (verified.kind === 'malformed') return corrupt('the capture is malformed');
  if (verified.kind !== 'verified') {
    return { kind: 'failed', code: 'unsupported', message: `the capture is ${verified.kind}` };
  }
  try {
    return readSigned(verified.payload, biometric.hash, expected, session);
  } finally {
    verified.payload.fill(0);
  }
}

function readSigned(payload: Uint8Array, hash: string, expected: Expected, session: SessionOptions): CaptureAnswer {
  const inner = exciseMember(payload, 'bioValue');
  const data = captureDataSchema.safeParse(inner?.rest).data;
  if (inner === undefined || data === undefined) return corrupt('the signed capture is not one');
  const { request, deviceCode } = expected;
  const [asked] = request.bio;
  const identity = digitalId(data.digitalId, data.deviceCode, session);
  if (identity.kind === 'failed') return identity;
  if (data.deviceCode !== deviceCode) return corrupt('the capture is from another device');
  if (data.transactionId !== request.transactionId) return corrupt('the capture belongs to another transaction');
  if (data.env !== request.env || data.purpose !== request.purpose)
    return corrupt('the capture is for another purpose');
  const capturedMs = Date.parse(data.timestamp);
  if (!(Math.abs(capturedMs - session.clock.wallMs()) <= MAX_CLOCK_SKEW_MS))
    return corrupt('the capture is from another time');
  if (data.bioType !== 'Finger') return corrupt('the capture is not of a finger');
  if (!asked.bioSubType.includes(data.bioSubType) && data.bioSubType !== UNKNOWN_FINGER) {
    return isFingerName(data.bioSubType) ? { kind: 'wrong-finger' } : corrupt('the capture is of no finger');
  }
  const bytes = decodeBase64Url(inner.value);
  if (bytes === undefined) return corrupt('the record is malformed');
  const refuse = (message: string): CaptureAnswer => {
    bytes.fill(0);
    return corrupt(message);
  };
  const expectedHash = chainHash(asked.previousHash, bytes);
  if (!isSameHash(hash, expectedHash)) return refuse('the capture does not follow the one before');
  if (bytes.length < MIN_RECORD_BYTES || RECORD_MAGIC.some((byte, at) => bytes[at] !== byte)) {
    return refuse('the record is not one of ISO/IEC 19794-4');
  }
  return {
    kind: 'captured',
    record: { format: 'iso19794-4', bytes },
    hash: expectedHash,
    digest: createHash('sha256').update(bytes).digest('hex'),
  };
}

/** An error answer may have no data. */
function withoutData(body: Uint8Array): unknown {
  const MAX_OF_AN_ERROR_BYTES = 16_384;
  if (body.length > MAX_OF_AN_ERROR_BYTES) return undefined;
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}

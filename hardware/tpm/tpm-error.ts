/** Response codes of a TPM (Part 2, §6.6), and the errors of a secure element that they become. */
import { DeviceError, type DeviceErrorCode } from '../device/device-error.ts';
import type { CommandName } from './numbers.ts';

/** TPM_RC. Codes of format one are without the number of the parameter, handle or session. */
export const RESPONSE = {
  initialize: 0x100,
  failure: 0x101,
  policy: 0x126,
  pcrChanged: 0x128,
  value: 0x84,
  handle: 0x8b,
  authFail: 0x8e,
  nonce: 0x8f,
  scheme: 0x92,
  size: 0x95,
  symmetric: 0x96,
  binding: 0xa5,
  curve: 0xa6,
  badAuth: 0xa2,
  policyFail: 0x9d,
  integrity: 0x9f,
  signature: 0x9b,
  commandCode: 0x143,
  nvSpace: 0x14b,
  nvDefined: 0x14c,
  objectMemory: 0x902,
  sessionMemory: 0x903,
  memory: 0x904,
  sessionHandles: 0x905,
  objectHandles: 0x906,
  yielded: 0x908,
  cancelled: 0x909,
  testing: 0x90a,
  referenceHandle: 0x910,
  referenceSession: 0x918,
  lockout: 0x921,
  retry: 0x922,
  nvRate: 0x920,
  nvUnavailable: 0x923,
} as const;
export type ResponseName = keyof typeof RESPONSE;

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(RESPONSE).map(([name, code]) => [
    code,
    `TPM_RC_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
  ]),
);

/** The TPM was busy and executed nothing: the same command may be sent again. */
const BUSY: ReadonlySet<number> = new Set([
  RESPONSE.retry,
  RESPONSE.yielded,
  RESPONSE.testing,
  RESPONSE.nvRate,
  RESPONSE.nvUnavailable,
]);

/** Warnings 0x910 to 0x916 and 0x918 to 0x91e: a handle or a session of the command is not loaded. */
const REFERENCES = 7;

const FORMAT_ONE = 0x80;
const NUMBER_OF_FORMAT_ONE = 0xbf;
/** Bits above these name the layer of the software stack that returned the code. */
const TPM_LAYER = 0xfff;

/** A command that the TPM did not execute. */
export class TpmError extends Error {
  override readonly name = 'TpmError';
  readonly command: CommandName;
  /** The code without the number of the parameter, handle or session. */
  readonly returned: number;

  constructor(command: CommandName, code: number) {
    const plain = plainCode(code);
    const hex = `0x${code.toString(16)}`;
    super(`TPM2 command ${command} returned ${NAMES.get(plain) ?? 'code'} (${hex})`);
    this.command = command;
    this.returned = plain;
  }

  is(...names: readonly ResponseName[]): boolean {
    return names.some((name) => RESPONSE[name] === this.returned);
  }

  get isBusy(): boolean {
    return BUSY.has(this.returned);
  }

  /** A handle or session is gone, as after a reset of the TPM. */
  get isReset(): boolean {
    return [RESPONSE.referenceHandle, RESPONSE.referenceSession].some(
      (first) => this.returned >= first && this.returned < first + REFERENCES,
    );
  }
}

function plainCode(code: number): number {
  const low = code & TPM_LAYER;
  return (low & FORMAT_ONE) === 0 ? low : low & NUMBER_OF_FORMAT_ONE;
}

export function tpmFault(code: DeviceErrorCode, message: string, cause?: unknown): DeviceError {
  return new DeviceError('secure-element', code, message, cause === undefined ? undefined : { cause });
}

const NOT_OFFERED: readonly ResponseName[] = ['commandCode', 'scheme', 'symmetric', 'curve'];
const FULL: readonly ResponseName[] = [
  'nvSpace',
  'nvDefined',
  'objectMemory',
  'sessionMemory',
  'memory',
  'sessionHandles',
  'objectHandles',
];

/** The error of a command that has no more specific one. */
export function deviceErrorOf(error: TpmError): DeviceError {
  if (error.isReset) return tpmFault('disconnected', `the TPM was reset: ${error.message}`, error);
  if (error.isBusy) return tpmFault('timed-out', `the TPM stayed busy: ${error.message}`, error);
  if (error.is('lockout')) return lockedOut(undefined, error);
  if (error.is('authFail', 'badAuth')) {
    return tpmFault('not-permitted', `the TPM refuses an authorisation value: ${error.message}`, error);
  }
  if (error.is('policyFail', 'policy', 'pcrChanged')) {
    return tpmFault(
      'not-permitted',
      `the TPM refuses, because the machine was started differently: ${error.message}`,
      error,
    );
  }
  if (error.is('integrity')) {
    return tpmFault(
      'unsupported',
      'the keys on disk were changed, or belong to another TPM or to one that was cleared',
      error,
    );
  }
  if (error.is(...NOT_OFFERED)) return tpmFault('unsupported', `the TPM cannot do it: ${error.message}`, error);
  if (error.is(...FULL)) return tpmFault('refused', `the TPM has no room: ${error.message}`, error);
  if (error.is('handle')) return tpmFault('unknown-key', `the TPM does not have this key: ${error.message}`, error);
  return tpmFault('disconnected', `the TPM does not work: ${error.message}`, error);
}

/** @param recoveryS seconds until the TPM forgets one failed attempt; `undefined` when it could not be read */
export function lockedOut(recoveryS: number | undefined, cause?: unknown): DeviceError {
  const when = recoveryS === undefined ? 'after a time' : `in at most ${recoveryS} seconds`;
  return tpmFault(
    'not-permitted',
    `the TPM is in dictionary-attack lockout and accepts attempts again ${when}; an administrator can end it with tpm2_dictionarylockout --clear-lockout`,
    cause,
  );
}

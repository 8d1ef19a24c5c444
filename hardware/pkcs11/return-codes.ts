/** Maps PKCS #11 return values to errors of the secure element. */
import { DeviceError, type DeviceErrorCode } from '../device/device-error.ts';

/** Names of the values that a technician at a kiosk may have to look up. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [0x3, 'CKR_SLOT_ID_INVALID'],
  [0x5, 'CKR_GENERAL_ERROR'],
  [0x6, 'CKR_FUNCTION_FAILED'],
  [0x11, 'CKR_ATTRIBUTE_SENSITIVE'],
  [0x12, 'CKR_ATTRIBUTE_TYPE_INVALID'],
  [0x13, 'CKR_ATTRIBUTE_VALUE_INVALID'],
  [0x30, 'CKR_DEVICE_ERROR'],
  [0x31, 'CKR_DEVICE_MEMORY'],
  [0x32, 'CKR_DEVICE_REMOVED'],
  [0x40, 'CKR_ENCRYPTED_DATA_INVALID'],
  [0x41, 'CKR_ENCRYPTED_DATA_LEN_RANGE'],
  [0x68, 'CKR_KEY_FUNCTION_NOT_PERMITTED'],
  [0x6a, 'CKR_KEY_UNEXTRACTABLE'],
  [0x70, 'CKR_MECHANISM_INVALID'],
  [0x71, 'CKR_MECHANISM_PARAM_INVALID'],
  [0x82, 'CKR_OBJECT_HANDLE_INVALID'],
  [0xa0, 'CKR_PIN_INCORRECT'],
  [0xa1, 'CKR_PIN_INVALID'],
  [0xa2, 'CKR_PIN_LEN_RANGE'],
  [0xa3, 'CKR_PIN_EXPIRED'],
  [0xa4, 'CKR_PIN_LOCKED'],
  [0xb3, 'CKR_SESSION_HANDLE_INVALID'],
  [0xe0, 'CKR_TOKEN_NOT_PRESENT'],
  [0xe1, 'CKR_TOKEN_NOT_RECOGNIZED'],
  [0xe2, 'CKR_TOKEN_WRITE_PROTECTED'],
  [0x100, 'CKR_USER_ALREADY_LOGGED_IN'],
  [0x101, 'CKR_USER_NOT_LOGGED_IN'],
  [0x102, 'CKR_USER_PIN_NOT_INITIALIZED'],
  [0x121, 'CKR_RANDOM_NO_RNG'],
]);

export const CKR_ATTRIBUTE_SENSITIVE = 0x11;
export const CKR_MECHANISM_INVALID = 0x70;
export const CKR_USER_ALREADY_LOGGED_IN = 0x100;
const CKR_PIN_LOCKED = 0xa4;
const PIN_REFUSED: ReadonlySet<number> = new Set([0xa0, 0xa1, 0xa2]);
const PIN_UNUSABLE: ReadonlySet<number> = new Set([0xa3, 0x102]);
const NOT_OFFERED: ReadonlySet<number> = new Set([0x54, 0x70, 0x71, 0x121]);
const ENCRYPTED_DATA: ReadonlySet<number> = new Set([0x40, 0x41]);
const CKR_GENERAL_ERROR = 0x5;

/** A call that did not return CKR_OK. */
export class CryptokiError extends Error {
  override readonly name = 'CryptokiError';
  readonly returned: number;

  constructor(call: string, returned: number) {
    super(`${call} returned ${NAMES.get(returned) ?? `0x${returned.toString(16)}`}`);
    this.returned = returned;
  }

  /**
   * Whether the value is one that decryption returns for a wrong tag: CKR_ENCRYPTED_DATA_INVALID in the standard,
   * CKR_GENERAL_ERROR in SoftHSM 2.6.1.
   */
  get saysTampered(): boolean {
    return ENCRYPTED_DATA.has(this.returned) || this.returned === CKR_GENERAL_ERROR;
  }
}

export function elementError(code: DeviceErrorCode, message: string, cause?: unknown): DeviceError {
  return new DeviceError('secure-element', code, message, cause === undefined ? undefined : { cause });
}

/** The error of a failed login: `not-permitted` with a message for each problem with a PIN. */
export function loginFault(error: CryptokiError): DeviceError {
  if (PIN_REFUSED.has(error.returned)) {
    return elementError('not-permitted', 'the PIN is wrong; it is not tried again, so that the token does not lock');
  }
  if (error.returned === CKR_PIN_LOCKED) {
    return elementError('not-permitted', "the PIN is locked: the token's security officer must reset it");
  }
  if (PIN_UNUSABLE.has(error.returned)) {
    return elementError('not-permitted', "the PIN is not set or has expired: the token's security officer must set it");
  }
  return tokenFault(error);
}

/**
 * The error of a call after login. An error that does not concern a single key means that the token is lost until it is
 * connected again.
 */
export function tokenFault(error: CryptokiError): DeviceError {
  if (NOT_OFFERED.has(error.returned)) return elementError('unsupported', `the token cannot do it: ${error.message}`);
  return elementError('disconnected', `the token does not answer: ${error.message}`);
}

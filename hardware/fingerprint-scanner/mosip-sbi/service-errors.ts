/** Maps SBI's error codes to outcomes of the contract. */
import type { DeviceErrorCode } from '../../device/device-error.ts';

export type ServiceError =
  | { readonly kind: 'none' }
  /** Nothing was detected before the time-out. */
  | { readonly kind: 'nothing-there' }
  /** The device is busy, usually with an abandoned capture. */
  | { readonly kind: 'occupied' }
  | { readonly kind: 'outcome'; readonly outcome: 'poor-contact' | 'off-centre' }
  | { readonly kind: 'fault'; readonly code: DeviceErrorCode; readonly message: string };

const fault = (code: DeviceErrorCode, message: string): ServiceError => ({ kind: 'fault', code, message });

/** SBI, section on error codes; 110 and 111 are used by MOSIP's own services. */
const ERRORS: Readonly<Record<string, ServiceError>> = {
  '0': { kind: 'none' },
  '100': fault('unsupported', 'the device is not registered with its provider'),
  '101': { kind: 'nothing-there' },
  '102': { kind: 'outcome', outcome: 'poor-contact' },
  '103': fault('unsupported', 'the device reports tampering'),
  '104': fault('unsupported', 'the device cannot reach its provider'),
  '105': { kind: 'outcome', outcome: 'off-centre' },
  '106': fault('disconnected', 'the device service has lost its device'),
  '107': fault('unsupported', "the device's key is out of date"),
  '108': fault('unsupported', 'the device lacks the key to encrypt to'),
  '109': fault('unsupported', 'the device does not capture the finger that was asked for'),
  '110': { kind: 'occupied' },
  '111': { kind: 'occupied' },
  '202': fault('disconnected', 'the device service has no device'),
};

/** Codes of a provider (5xx and others) are reported by number, without their text. */
export function serviceError(code: string | undefined): ServiceError {
  if (code === undefined || code === '') return { kind: 'none' };
  return Object.hasOwn(ERRORS, code)
    ? (ERRORS[code] as ServiceError)
    : fault('corrupt', `the device reports error ${numbered(code)}`);
}

const numbered = (code: string): string => (/^\d{1,4}$/.test(code) ? code : 'without a number');

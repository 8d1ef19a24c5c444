import { DeviceError } from '../../../hardware/device/device-error.ts';
import { KeyError, type KeyErrorCode } from '../base/key-error.ts';

type Codes = { readonly [Code in DeviceError['code']]?: KeyErrorCode };

/** On a token `refused` means that it has keys of a server; a TPM refuses only for lack of space. */
const OF_TOKEN: Codes = {
  'not-permitted': 'not-permitted',
  unsupported: 'unsuitable',
  refused: 'present',
  'unknown-key': 'absent',
  'timed-out': 'timed-out',
};
const OF_TPM: Codes = { ...OF_TOKEN, refused: 'unsuitable' };

/** The error of a token or TPM as one of the server's keys. Throws any other error. */
export function keyErrorOf(error: unknown, where: 'token' | 'tpm'): KeyError {
  if (error instanceof KeyError) return error;
  if (!(error instanceof DeviceError)) throw error;
  const codes = where === 'token' ? OF_TOKEN : OF_TPM;
  return new KeyError(codes[error.code] ?? 'lost', error.message, { cause: error });
}

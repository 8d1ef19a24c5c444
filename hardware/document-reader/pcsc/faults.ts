import { DeviceError } from '../../device/device-error.ts';
import type { Fault } from './messages.ts';
import { ReturnCodeError } from './return-codes.ts';

export function deviceError({ code, message }: Fault, cause?: unknown): DeviceError {
  return new DeviceError('document-reader', code, message, { cause });
}

/** The fault of the reader behind a failed PC/SC call. `card-transport.ts` handles errors of the card. */
export function readerFault(error: ReturnCodeError): Fault {
  switch (error.meaning) {
    case 'no-service':
      return { code: 'disconnected', message: `there is no PC/SC daemon (pcscd): ${error.message}` };
    case 'no-reader':
      return { code: 'disconnected', message: `the card reader is absent: ${error.message}` };
    case 'not-allowed':
      return { code: 'disconnected', message: `the PC/SC daemon denies access to this user: ${error.message}` };
    case 'held':
      return { code: 'disconnected', message: `another program holds the card: ${error.message}` };
    case 'removed':
    case 'mute':
    case 'unexpected':
      return { code: 'corrupt', message: error.message };
  }
}

/** The fault for any error. The message of an unexpected error is not passed on, because it may contain data. */
export function faultOf(error: unknown): Fault {
  if (error instanceof DeviceError) return { code: error.code, message: error.message };
  if (error instanceof ReturnCodeError) return readerFault(error);
  return { code: 'corrupt', message: `the reading failed: ${error instanceof Error ? error.name : typeof error}` };
}

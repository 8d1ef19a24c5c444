import { DeviceError } from '../../device-error.ts';
import type { Fault } from './messages.ts';
import { ReturnCodeError } from './return-codes.ts';

export function deviceError({ code, message }: Fault, cause?: unknown): DeviceError {
  return new DeviceError('document-reader', code, message, { cause });
}

/** What a failed PC/SC call says about the reader. Those about the card are made sense of in `card-transport.ts`. */
export function readerFault(error: ReturnCodeError): Fault {
  switch (error.meaning) {
    case 'no-service':
      return { code: 'disconnected', message: `there is no PC/SC daemon (pcscd): ${error.message}` };
    case 'no-reader':
      return { code: 'disconnected', message: `the card reader is not there: ${error.message}` };
    case 'not-allowed':
      return { code: 'disconnected', message: `the PC/SC daemon does not let this user in: ${error.message}` };
    case 'held':
      return { code: 'disconnected', message: `another program holds the card: ${error.message}` };
    case 'removed':
    case 'mute':
    case 'unexpected':
      return { code: 'corrupt', message: error.message };
  }
}

/** For errors of any kind. A bug's own words stay where they are: nobody knows what is in them. */
export function faultOf(error: unknown): Fault {
  if (error instanceof DeviceError) return { code: error.code, message: error.message };
  if (error instanceof ReturnCodeError) return readerFault(error);
  return { code: 'corrupt', message: `the reading broke off: ${error instanceof Error ? error.name : typeof error}` };
}

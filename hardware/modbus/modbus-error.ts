import { codedError } from '../host/coded-error.ts';
import type { DeviceErrorCode } from '../device/device-error.ts';

export type ModbusErrorCode =
  /** No answer within the time of the request. The module may still have carried out a write. */
  | 'timed-out'
  /** The answer breaks the protocol: damaged, too short, too long, from another unit, or to another request. */
  | 'corrupt'
  /** The line is closed, or closed while the request waited. */
  | 'disconnected'
  /** The module refused the request with an exception code. */
  | 'exception'
  /** The module, or the line to it, does not keep a setting that safety needs, e.g. its watchdog. */
  | 'unsafe'
  /** Too many requests wait already. */
  | 'busy'
  | 'aborted';

/** The contract's code for each. */
export const DEVICE_CODES = {
  'timed-out': 'timed-out',
  corrupt: 'corrupt',
  disconnected: 'disconnected',
  exception: 'corrupt',
  unsafe: 'unsupported',
  busy: 'busy',
  aborted: 'aborted',
} as const satisfies Record<ModbusErrorCode, DeviceErrorCode>;

export class ModbusError extends codedError<ModbusErrorCode>('ModbusError') {
  /** The module's exception code, with `exception`. */
  readonly exception: number | undefined;

  constructor(code: ModbusErrorCode, message: string, exception?: number) {
    super(code, message);
    this.exception = exception;
  }
}

/** The address of a module: a TCP port, or a serial line with its speed and format. */
import { execFile } from 'node:child_process';
import type { DeviceKind } from '../device/device-kind.ts';
import {
  lineDevicePlace,
  type LineDevice,
  type LineDevicePlace,
  type LineListener,
  openLineDevice,
} from '../device/line-device.ts';
import { ModbusError } from './modbus-error.ts';

export type ModbusAddress =
  | { readonly framing: 'tcp'; readonly place: Extract<LineDevicePlace, { readonly kind: 'tcp' }> }
  | {
      readonly framing: 'rtu';
      readonly place: Extract<LineDevicePlace, { readonly kind: 'path' }>;
      readonly baud: number;
      readonly parity: 'none' | 'even' | 'odd';
      readonly stopBits: 1 | 2;
    };

export const MODBUS_ADDRESS_FORMS =
  'tcp:host:port, or rtu:, the absolute path of a serial line, its speed and its format, e.g. rtu:/dev/serial/by-id/usb-relay:19200:8E1';

const SERIAL = /^rtu:(\/[\x21-\x7e]+):(1200|2400|4800|9600|19200|38400|57600|115200):8([NEO])([12])$/;
const PARITIES = { N: 'none', E: 'even', O: 'odd' } as const;

/** `undefined` when it is neither of `MODBUS_ADDRESS_FORMS`. */
export function modbusAddress(text: string): ModbusAddress | undefined {
  if (text.startsWith('tcp:')) {
    const place = lineDevicePlace(text);
    return place?.kind === 'tcp' ? { framing: 'tcp', place } : undefined;
  }
  const [, path, baud, parity, stopBits] = SERIAL.exec(text) ?? [];
  if (path === undefined || parity === undefined) return undefined;
  return {
    framing: 'rtu',
    place: { kind: 'path', path },
    baud: Number(baud),
    parity: PARITIES[parity as keyof typeof PARITIES],
    stopBits: stopBits === '2' ? 2 : 1,
  };
}

const BITS_IN_A_BYTE = 11;

/** The time that the longest polled answer and its request take on the wire, ms. */
export function transmissionMs(address: ModbusAddress): number {
  if (address.framing === 'tcp') return 0;
  const BYTES = 64;
  return Math.ceil((1_000 * BITS_IN_A_BYTE * BYTES) / address.baud);
}

/** The silence between two frames, ms: 3.5 characters, and 1.75 ms above 19,200 baud (MODBUS over Serial Line V1.02, §2.5.1.1). */
export function frameGapMs(address: ModbusAddress): number {
  if (address.framing === 'tcp') return 0;
  return Math.ceil(address.baud > 19_200 ? 1.75 : (1_000 * BITS_IN_A_BYTE * 3.5) / address.baud);
}

/** Rejects with `DeviceError` `disconnected` or `aborted`, or `ModbusError` `unsafe` for a line that does not accept its settings. */
export async function openModbusLine(
  kind: DeviceKind,
  address: ModbusAddress,
  listener: LineListener,
  signal: AbortSignal,
): Promise<LineDevice> {
  if (address.framing === 'tcp') return openLineDevice(kind, address.place, listener, signal);
  const line = await openLineDevice(kind, address.place, listener, signal);
  try {
    // After opening: putting the line into raw mode there leaves the output's translation of line ends switched on
    await setSerialLine(address);
  } catch (error) {
    line.close();
    throw error;
  }
  return line;
}

function setSerialLine({
  place,
  baud,
  parity,
  stopBits,
}: Extract<ModbusAddress, { readonly framing: 'rtu' }>): Promise<void> {
  const parityFlags = { none: ['-parenb'], even: ['parenb', '-parodd'], odd: ['parenb', 'parodd'] } as const;
  const format = ['cs8', ...parityFlags[parity], stopBits === 2 ? 'cstopb' : '-cstopb'];
  const settings = ['-F', place.path, String(baud), 'raw', '-echo', '-ixoff', ...format, 'clocal', 'cread', '-crtscts'];
  return new Promise((resolve, reject) => {
    execFile('stty', settings, { timeout: 2_000 }, (error) => {
      if (error === null) resolve();
      else reject(new ModbusError('unsafe', 'the serial line does not take its speed and format'));
    });
  });
}

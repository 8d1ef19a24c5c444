/** A barcode scanner on USB that is unplugged. */
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { serialTokenReader } from '../../../hardware/token-reader/serial/serial-token-reader.ts';
import { describeTokenReader } from '../../contracts/describe-token-reader.ts';
import { never } from '../../contracts/device-rig.ts';
import { until } from './kernel-file.ts';
import { USB_SERIAL, usbSerial } from './usb-serial.ts';

describeTokenReader('a scanner on USB', async () => {
  const scanner = await usbSerial();
  const device = serialTokenReader({ path: USB_SERIAL, clock: systemClock });
  const read = (signal: AbortSignal) => device.read({ timeoutMs: 600_000, signal });
  return {
    device,
    clock: systemClock,
    pass: (byMs) => pause(byMs),
    endless: read,
    use: () => read(never()),
    whenCancelled: 'rejects',
    overlapping: false,
    async unplug() {
      await scanner.unplug();
      await until(() => device.status().kind === 'disconnected', 'a reader that is unplugged');
    },
    plugIn: scanner.plugIn,
    readWithinMs: 0,
    show: (text: string) => scanner.type(`${text}\r`),
    showSomethingElse: () => scanner.type('\x00\xff\x00\r'),
    close: scanner.close,
  };
});

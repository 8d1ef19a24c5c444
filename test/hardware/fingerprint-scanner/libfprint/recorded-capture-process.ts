/** Started under `umockdev-run`: connects, captures once with the product's driver, writes what came to standard output. */
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { libfprintScanner } from '../../../../hardware/fingerprint-scanner/libfprint/libfprint-scanner.ts';

const scanner = libfprintScanner({ clock: systemClock });
const signal = AbortSignal.timeout(220_000);
await scanner.connect(signal);
const { descriptor } = scanner;
const capture = await scanner.capture({ position: 2, timeoutMs: 200_000, signal });
const status = scanner.status();
await scanner.disconnect();
const seen =
  capture.kind === 'captured'
    ? {
        ...capture,
        image: { width: capture.image.width, height: capture.image.height },
        pixels: Buffer.from(capture.image.data).toString('base64'),
      }
    : capture;
process.stdout.write(JSON.stringify({ descriptor, status, capture: seen }));

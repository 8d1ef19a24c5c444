/**
 * The reader process: runs libfprint with one fingerprint reader, so that a crashing driver ends only this process. It ends
 * with the kiosk. Images are wiped here as soon as they are sent.
 */
import { type Handle, type LibFprint, type LibraryError, loadLibFprint, type NativeImage } from './bindings.ts';
import { captureEnd } from './outcomes.ts';
import { MAX_SIDE_PX, type ReaderAnswer, type ReaderRequest } from './reader-messages.ts';
import { isVirtual } from './resolution.ts';

/** Interval of presence checks of an idle reader. */
const PRESENCE_MS = 200;
const VERSION = '1.94';

let reader: { readonly library: LibFprint; readonly device: Handle } | undefined;
let running: { readonly id: number; readonly cancellable: Handle } | undefined;

const send = (answer: ReaderAnswer, sent?: () => void): void => {
  if (process.connected) process.send?.(answer, undefined, {}, sent);
};
const text = ({ domain, code, message }: LibraryError): string => `${domain} ${code}: ${message}`.slice(0, 400);

function open(allowVirtual: boolean): void {
  const library = loadLibFprint();
  if ('missing' in library) {
    send({ kind: 'refused', code: 'unsupported', message: `the library ${library.missing} is not installed` });
    return;
  }
  const devices = library.devices().filter((device) => allowVirtual || !isVirtual(library.driverOf(device)));
  const device = devices.find((candidate) => library.canCapture(candidate));
  if (device === undefined) {
    send(
      devices.length === 0
        ? { kind: 'refused', code: 'disconnected', message: 'no reader that libfprint supports is plugged in' }
        : { kind: 'refused', code: 'unsupported', message: 'the reader does not return images' },
    );
    return;
  }
  const error = library.open(device);
  if (error !== undefined) {
    send({ kind: 'refused', code: 'disconnected', message: `the reader cannot be opened: ${text(error)}` });
    return;
  }
  reader = { library, device };
  setInterval(lookForRemoval, PRESENCE_MS);
  send({ kind: 'opened', driver: library.driverOf(device), version: VERSION });
}

function lookForRemoval(): void {
  if (reader === undefined || running !== undefined) return;
  reader.library.iterate();
  if (reader.library.isRemoved(reader.device)) send({ kind: 'removed' });
}

async function capture(id: number): Promise<void> {
  if (reader === undefined || running !== undefined) {
    send({ kind: 'failed', id, code: 'corrupt', message: 'a capture was asked for out of turn' });
    return;
  }
  const { library, device } = reader;
  const cancellable = library.newCancellable();
  running = { id, cancellable };
  const captured = await library.capture(device, cancellable);
  running = undefined;
  library.release(cancellable);
  if ('image' in captured) sendImage(id, captured.image);
  else sendEnd(id, captured.error);
}

function sendImage(id: number, image: NativeImage): void {
  const { width, height } = image;
  const whole = image.pixels.byteLength === width * height && Math.max(width, height) <= MAX_SIDE_PX;
  if (!whole) {
    image.release();
    send({ kind: 'failed', id, code: 'corrupt', message: 'the image does not have its stated size' });
    return;
  }
  const pixels = Uint8Array.from(image.pixels);
  image.release();
  send({ kind: 'image', id, width, height, pixels }, () => pixels.fill(0));
}

function sendEnd(id: number, error: LibraryError): void {
  const end = captureEnd(error.domain, error.code);
  switch (end.kind) {
    case 'retry':
      return send({ kind: 'retry', id, retry: end.retry });
    case 'cancelled':
      return send({ kind: 'cancelled', id });
    case 'failed':
      return send({ kind: 'failed', id, code: end.code, message: text(error) });
  }
}

process.on('message', (request: ReaderRequest) => {
  switch (request.kind) {
    case 'open':
      return open(request.allowVirtual);
    case 'check':
      lookForRemoval();
      return send({ kind: 'checked', id: request.id });
    case 'capture':
      return void capture(request.id);
    case 'cancel':
      if (running?.id === request.id) reader?.library.cancel(running.cancellable);
      return undefined;
  }
});
process.on('disconnect', () => process.exit(0));

/** A reader program that misbehaves as its environment specifies, for faults that the library cannot produce. */
import type { ReaderRequest } from '../../../../hardware/fingerprint-scanner/libfprint/reader-messages.ts';

const manner = process.env['FAKE_READER'] ?? 'good';
const send = (message: unknown) => process.send?.(message);
const opened = { kind: 'opened', driver: 'virtual_image', version: '1.94' };
const square = (id: number, side = 64, bytes = side * side) => ({
  kind: 'image',
  id,
  width: side,
  height: side,
  pixels: new Uint8Array(bytes).fill(9),
});

const openings: Record<string, () => unknown> = {
  'library-missing': () =>
    send({ kind: 'refused', code: 'unsupported', message: 'the library libfprint-2.so.2 is not installed' }),
  'resolution-unknown': () => send({ ...opened, driver: 'brand_new' }),
  'nonsense-at-once': () => send({ kind: 'opened' }),
  'crash-at-once': () => process.kill(process.pid, 'SIGSEGV'),
  'silent-at-once': () => undefined,
  'removed-at-once': () => [opened, { kind: 'removed' }].forEach(send),
};

const captures: Record<string, (id: number) => unknown> = {
  good: (id) => send(square(id)),
  crash: () => process.kill(process.pid, 'SIGSEGV'),
  nonsense: () => send('finger'),
  'wrong-size': (id) => send(square(id, 64, 63)),
  'too-large': (id) => send({ ...square(id, 1), width: 100_000, height: 100_000 }),
  'answer-to-nothing': (id) => [square(id + 7), square(id)].forEach(send),
  'silent-when-cancelled': () => undefined,
  'image-when-cancelled': () => undefined,
  removed: () => undefined,
};

process.on('message', (request: ReaderRequest) => {
  switch (request.kind) {
    case 'open':
      (openings[manner] ?? (() => send(opened)))();
      if (manner === 'removed') setTimeout(() => send({ kind: 'removed' }), 50);
      return undefined;
    case 'check':
      return send({ kind: 'checked', id: request.id });
    case 'capture':
      return captures[manner]?.(request.id);
    case 'cancel':
      return manner === 'image-when-cancelled' ? send(square(request.id)) : undefined;
  }
});
process.on('disconnect', () => process.exit(0));

/**
 * `node --import`: what a test does inside a program on a computer with a turned clock. Timers, durations and the time since boot pass with the
 * wall time when the test turns it. The bytes that the program sends over connections are recorded before TLS encrypts them, so the records of
 * all programs together are the plaintext of their wires in both directions.
 */
import { openSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { backgroundClock, systemClock } from '../../../hardware/host/system-clock.ts';
import { laneClock, turnLaneClock } from '../lane-clock.ts';

const LOOK_EVERY_MS = 50;
/** Smaller differences of the two clocks are not turns. */
const MIN_TURN_MS = 500;

const aheadMs = (): number => Date.now() - performance.now();
const startedMs = aheadMs();
let turnedMs = 0;

function follow(): void {
  const nextMs = aheadMs() - startedMs;
  if (nextMs - turnedMs < MIN_TURN_MS) return;
  const byMs = nextMs - turnedMs;
  turnedMs = nextMs;
  turnLaneClock(byMs);
}
setInterval(follow, LOOK_EVERY_MS).unref();

for (const clock of [systemClock, backgroundClock])
  Object.assign(clock, {
    monotonicMs: laneClock.monotonicMs,
    after: laneClock.after,
    sinceBootMs: () => uptime() * 1_000 + aheadMs() - startedMs,
  });

interface Written {
  readonly chunk: string | Uint8Array;
  readonly encoding: BufferEncoding;
}

type Write = (this: Socket, chunk: string | Uint8Array, encoding: BufferEncoding, done: () => void) => void;
type WriteAll = (this: Socket, chunks: readonly Written[], done: () => void) => void;

const folder = process.env['RECORDED_WIRE_FOLDER'];
/** The port of the screen and the dock of a lane, which are in the lane. */
const ownScreen = process.env['POSTERN_KIOSK_PORT'];
if (folder !== undefined) {
  const name = `${process.env['RECORDED_WIRE_NAME']}-${process.pid}-${threadId}`;
  const file = openSync(join(folder, name), 'a', 0o600);
  const record = (socket: Socket, { chunk, encoding }: Written): void => {
    // A pipe has no other end on the network
    if (socket.remotePort === undefined && !socket.connecting) return;
    if (ownScreen !== undefined && String(socket.localPort) === ownScreen) return;
    writeSync(file, typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk);
  };
  const parts = Socket.prototype as unknown as { _write: Write; _writev: WriteAll };
  const { _write, _writev } = parts;
  parts._write = function write(chunk, encoding, done) {
    record(this, { chunk, encoding });
    Reflect.apply(_write, this, [chunk, encoding, done]);
  };
  parts._writev = function writeAll(chunks, done) {
    for (const written of chunks) record(this, written);
    Reflect.apply(_writev, this, [chunks, done]);
  };
}

/** Reads zones in a worker thread, one picture at a time. */
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../host/clock.ts';
import { type Image, wipeImage } from '../../device/image.ts';
import type { FromThread } from './from-thread.ts';
import type { ZoneReading } from './zone-reading.ts';

type ThreadReading = ZoneReading | { readonly kind: 'gave-up' };

export interface ZoneReadingThread {
  /** Starts the thread, which trains its classifier in about a second. Does nothing when it runs. */
  start(): void;
  /** Whether a picture is being read. */
  busy(): boolean;
  /**
   * Takes ownership of the picture and wipes it. `gave-up`: the reading took too long, or the thread ended. Never rejects.
   * Throws `RangeError` while another picture is being read.
   */
  read(image: Image): Promise<ThreadReading>;
  close(): Promise<void>;
}

/** The largest picture takes two seconds on a busy machine. */
const LIMIT_MS = 5_000;
/** The training at the start takes three seconds on a busy machine. */
const START_LIMIT_MS = 20_000;

/** `entry`: the program of the thread; for tests. */
export function zoneReadingThread(
  clock: Clock,
  entry: URL = new URL('./zone-reading-worker.js', import.meta.url),
): ZoneReadingThread {
  let worker: Worker | undefined;
  let ready = false;
  let settle: ((answer: ThreadReading) => void) | undefined;

  function start(): Worker {
    if (worker !== undefined) return worker;
    const started = new Worker(entry);
    ready = false;
    const ended = (): void => {
      if (worker !== started) return;
      worker = undefined;
      settle?.({ kind: 'gave-up' });
    };
    started.on('message', (said: FromThread) => {
      if (worker !== started) return;
      if (said.kind === 'ready') ready = true;
      else settle?.(said);
    });
    started.on('error', ended);
    started.on('exit', ended);
    started.unref();
    worker = started;
    return started;
  }

  async function stop(): Promise<void> {
    const last = worker;
    worker = undefined;
    settle?.({ kind: 'gave-up' });
    await last?.terminate();
  }

  return {
    start: () => void start(),
    busy: () => settle !== undefined,
    read(image) {
      if (settle !== undefined) throw new RangeError('one picture at a time');
      const reader = start();
      return new Promise((resolve) => {
        const cancel = clock.after(ready ? LIMIT_MS : START_LIMIT_MS + LIMIT_MS, () => void stop());
        settle = (answer) => {
          cancel();
          settle = undefined;
          resolve(answer);
        };
        if (image.data.byteLength === image.data.buffer.byteLength) {
          reader.postMessage(image, [image.data.buffer]);
        } else {
          // A view of a larger buffer: copy only the picture's own bytes
          reader.postMessage({ ...image, data: Uint8Array.from(image.data) });
          wipeImage(image);
        }
      });
    },
    close: stop,
  };
}

/** Decodes portraits in a separate thread, so that a slow file or a failing codec affects only that thread. */
import { ThreadPoolError } from '../../../models/threads/thread-pool-error.ts';
import { createThreadPool } from '../../../models/threads/thread-pool.ts';
import { LONGEST_FILE_BYTES, PORTRAIT_LIMIT_MS } from './portrait-limits.ts';
import { type PortraitOutcome, unreadable } from './unreadable.ts';

export interface PortraitRequest {
  /** In shared memory, so that the caller can wipe it also when the thread was terminated. */
  readonly file: Uint8Array;
}

export interface PortraitDecoder {
  /** Resolves when the thread and the codec are loaded. Rejects with `ThreadPoolError`. */
  readonly ready: Promise<void>;
  /**
   * Like `decodePortrait`. Rejects with `ThreadPoolError` when the decoder is closed or the queue is full, never
   * because of the content of the file.
   */
  decode(file: Uint8Array): Promise<PortraitOutcome>;
  close(): Promise<void>;
}

/** Maximum number of queued portraits. A lane has one at a time. */
const QUEUE_LIMIT = 2;

export function openPortraitDecoder({ limitMs = PORTRAIT_LIMIT_MS } = {}): PortraitDecoder {
  const pool = createThreadPool<PortraitRequest, PortraitOutcome>({
    entry: new URL('./portrait-thread.js', import.meta.url),
    size: 1,
    queueLimit: QUEUE_LIMIT,
    taskLimitMs: limitMs,
  });
  return {
    ready: pool.ready,
    async decode(file) {
      if (file.length > LONGEST_FILE_BYTES) return unreadable('too-large');
      const shared = new Uint8Array(new SharedArrayBuffer(file.length));
      shared.set(file);
      try {
        return await pool.submit({ file: shared });
      } catch (error) {
        if (!(error instanceof ThreadPoolError)) throw error;
        if (error.code === 'task-timed-out') return unreadable('timed-out');
        if (error.code === 'thread-died') return unreadable('corrupt');
        throw error;
      } finally {
        shared.fill(0);
      }
    },
    close: () => pool.close(),
  };
}

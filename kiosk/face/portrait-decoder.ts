/** Portraits are decoded in a thread of their own: a file that takes too long, or a codec that breaks, costs that thread alone. */
import { ThreadPoolError } from '../../models/threads/thread-pool-error.ts';
import { createThreadPool } from '../../models/threads/thread-pool.ts';
import { LONGEST_FILE_BYTES, PORTRAIT_LIMIT_MS } from './portrait-limits.ts';
import { type PortraitOutcome, unreadable } from './unreadable.ts';

export interface PortraitRequest {
  /** In shared memory: whoever asked wipes it, also when the thread was stopped over it. */
  readonly file: Uint8Array;
}

export interface PortraitDecoder {
  /** Resolves when the thread and its codec are loaded. Rejects with `ThreadPoolError`. */
  readonly ready: Promise<void>;
  /** As `decodePortrait`. Rejects with `ThreadPoolError` when the decoder is closed or too many wait, never for what the file holds. */
  decode(file: Uint8Array): Promise<PortraitOutcome>;
  close(): Promise<void>;
}

/** A lane has one portrait at a time. */
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

import { Worker } from 'node:worker_threads';
import type { RenderAnswer, RenderRequest, RenderWish } from './render-messages.ts';

/** The thread that draws pictures. It starts with the first request and does not keep the process alive. */
export interface RenderThread {
  /** Resolves to RGB, grey or JPEG bytes that the caller owns. Rejects when the picture cannot be drawn or the thread ends. */
  draw(wish: RenderWish): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly reject: (error: Error) => void;
}

export function renderThread(): RenderThread {
  let worker: Worker | undefined;
  let nextId = 0;
  const waiting = new Map<number, Waiting>();

  const ended = (which: Worker, error: Error) => {
    if (worker !== which) return;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    worker = undefined;
  };
  const start = () => {
    const started = new Worker(new URL('./render-worker.js', import.meta.url));
    started.on('message', (answer: RenderAnswer) => {
      const { resolve, reject } = waiting.get(answer.id) ?? {};
      waiting.delete(answer.id);
      if (answer.kind === 'done') resolve?.(answer.bytes);
      else reject?.(new Error(answer.message));
      if (waiting.size === 0) started.unref();
    });
    started.on('error', (error: Error) => ended(started, error));
    started.on('exit', () => ended(started, new Error('the render thread has ended')));
    return started;
  };

  return {
    draw(wish) {
      worker ??= start();
      worker.ref();
      const id = nextId++;
      worker.postMessage({ id, ...wish } satisfies RenderRequest);
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
      });
    },
    async close() {
      await worker?.terminate();
    },
  };
}

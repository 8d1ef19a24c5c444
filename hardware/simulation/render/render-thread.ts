import { Worker } from 'node:worker_threads';
import { pendingRequests } from '../../device/pending-requests.ts';
import type { RenderAnswer, RenderRequest, RenderWish } from './render-messages.ts';

/** The thread that draws pictures. It starts with the first request and does not keep the process alive. */
export interface RenderThread {
  /** Resolves to RGB, grey or JPEG bytes that the caller owns. Rejects when the picture cannot be drawn or the thread ends. */
  draw(wish: RenderWish): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

export function renderThread(): RenderThread {
  let worker: Worker | undefined;
  const requests = pendingRequests<Uint8Array<ArrayBuffer> | Error>();

  const ended = (which: Worker, error: Error) => {
    if (worker !== which) return;
    requests.settleAll(error);
    worker = undefined;
  };
  const start = () => {
    const started = new Worker(new URL('./render-worker.js', import.meta.url));
    started.on('message', (answer: RenderAnswer) => {
      requests.settle(answer.id, answer.kind === 'done' ? answer.bytes : new Error(answer.message));
      if (requests.all().length === 0) started.unref();
    });
    started.on('error', (error: Error) => ended(started, error));
    started.on('exit', () => ended(started, new Error('the render thread has ended')));
    return started;
  };

  return {
    async draw(wish) {
      worker ??= start();
      worker.ref();
      const { id, answer } = requests.add(undefined);
      worker.postMessage({ id, ...wish } satisfies RenderRequest);
      const drawn = await answer;
      if (drawn instanceof Error) throw drawn;
      return drawn;
    },
    async close() {
      await worker?.terminate();
    },
  };
}

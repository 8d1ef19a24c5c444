import { parentPort, type Transferable } from 'node:worker_threads';
import { type FromThread, type ThreadFault, threadFault, type ToThread } from './thread-messages.ts';

export interface ThreadHandlers<Request, Response> {
  /**
   * Handles one request at a time. A rejection rejects the caller's promise with the same `code`. Buffers in
   * `transfer` move to the caller instead of being copied.
   */
  handle(request: Request): Promise<{ readonly response: Response; readonly transfer?: readonly Transferable[] }>;
  /** Called once, after the last request, when the pool closes. The pool's `close` waits for it. */
  close?(): Promise<void>;
}

/**
 * The worker side of a pool. Call it once, after everything that the handlers need is loaded: the thread is then
 * ready. When the pool closes, the thread exits by itself if the handlers' `close` releases all its resources.
 * @throws Error outside of a worker thread
 */
export function serveThread<Request, Response>(handlers: ThreadHandlers<Request, Response>): void {
  if (parentPort === null) throw new Error('serveThread is for worker threads');
  const port = parentPort;
  const send = (message: FromThread<Response>, transfer: readonly Transferable[] = []): void =>
    port.postMessage(message, [...transfer]);
  const receive = async (message: ToThread<Request>): Promise<void> => {
    switch (message.kind) {
      case 'request':
        try {
          const { response, transfer } = await handlers.handle(message.request);
          send({ kind: 'response', response }, transfer);
        } catch (error) {
          send({ kind: 'failure', fault: threadFault(error) });
        }
        break;
      case 'close':
        send({ kind: 'closed', fault: await faultOf(handlers) });
        port.close();
        break;
    }
  };
  port.on('message', (message: ToThread<Request>) => void receive(message));
  send({ kind: 'ready' });
}

/** Calls `close` of the handlers and returns its error, if any. */
async function faultOf<Request, Response>(
  handlers: ThreadHandlers<Request, Response>,
): Promise<ThreadFault | undefined> {
  try {
    await handlers.close?.();
    return undefined;
  } catch (error) {
    return threadFault(error);
  }
}

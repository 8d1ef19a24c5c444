import { parentPort, type Transferable } from 'node:worker_threads';
import { type FromThread, type ThreadFault, threadFault, type ToThread } from './thread-messages.ts';

export interface ThreadHandlers<Request, Response> {
  /**
   * Answers one request; the next comes only afterwards. A rejection rejects the caller's promise, with the same `code`.
   * Buffers in `transfer` move to the caller instead of being copied.
   */
  handle(request: Request): Promise<{ readonly response: Response; readonly transfer?: readonly Transferable[] }>;
  /** Called once, after the last request, when the pool closes. The pool's `close` waits for it. */
  close?(): Promise<void>;
}

/**
 * The thread's side of a pool: call it once, when everything the handlers need is loaded. From then on the thread is
 * ready. When the pool closes, the thread ends by itself if the handlers' `close` let go of all they held open.
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

/** Lets the handlers close, and says what went wrong if something did. */
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

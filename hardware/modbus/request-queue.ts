/** Requests that wait for the line, urgent ones in front. Bounded. */
import { ModbusError } from './modbus-error.ts';
import type { ModbusRequest } from './pdu.ts';

export interface RequestOptions {
  /** Goes before requests that are not urgent. */
  readonly urgent?: boolean;
  readonly signal?: AbortSignal;
}

export interface WaitingRequest {
  readonly request: ModbusRequest;
  readonly urgent: boolean;
  readonly resolve: (values: readonly number[]) => void;
  readonly reject: (reason: ModbusError) => void;
}

export interface RequestQueue {
  /** Resolves as the request does. Rejects with `busy` when the queue is full, and with `aborted` when the signal fires. */
  add(request: ModbusRequest, options: RequestOptions): Promise<readonly number[]>;
  /** Takes the next request out of the queue. */
  next(): WaitingRequest | undefined;
  rejectAll(reason: () => ModbusError): void;
}

/** More than the gate, the lamps and the polling ever ask at a time. */
const QUEUE_LIMIT = 32;

export function requestQueue(): RequestQueue {
  const queue: WaitingRequest[] = [];
  return {
    add: (request, { urgent = false, signal }) =>
      new Promise((resolve, reject) => {
        const aborted = (): ModbusError => new ModbusError('aborted', 'the request was cancelled');
        if (signal?.aborted === true) return reject(aborted());
        if (queue.length >= QUEUE_LIMIT) return reject(new ModbusError('busy', 'too many requests wait'));
        const unhook = (): void => signal?.removeEventListener('abort', onAbort);
        const waiting: WaitingRequest = {
          request,
          urgent,
          resolve(values) {
            unhook();
            resolve(values);
          },
          reject(reason) {
            unhook();
            reject(reason);
          },
        };
        const onAbort = (): void => {
          const at = queue.indexOf(waiting);
          if (at >= 0) queue.splice(at, 1);
          // A request that was sent keeps the line until its answer arrives or its time has expired
          waiting.reject(aborted());
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        const firstOrdinary = urgent ? queue.findIndex((other) => !other.urgent) : -1;
        queue.splice(firstOrdinary < 0 ? queue.length : firstOrdinary, 0, waiting);
      }),
    next: () => queue.shift(),
    rejectAll(reason) {
      for (const { reject } of queue.splice(0)) reject(reason());
    },
  };
}

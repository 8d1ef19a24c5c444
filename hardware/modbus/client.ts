/**
 * One module at the end of one line. One request is outstanding at a time; the others wait in a bounded queue, urgent ones in front.
 * An answer that breaks the protocol never becomes a value.
 */
import type { Clock } from '../host/clock.ts';
import { ModbusError } from './modbus-error.ts';
import { corrupt, decodeAnswer, encodeRequest, type ModbusRequest } from './pdu.ts';
import { type RequestOptions, requestQueue, type WaitingRequest } from './request-queue.ts';
import { encodeRtuFrame, rtuAnswer } from './rtu-frame.ts';
import { encodeTcpFrame, type TcpFrame, tcpFrames } from './tcp-frame.ts';

export interface ModbusClient {
  /**
   * Resolves with the values that were read; none for a write. Rejects with `ModbusError`. An aborted request that was sent already may
   * still be carried out.
   *
   * @throws RangeError for a request that the protocol cannot carry
   */
  request(request: ModbusRequest, options?: RequestOptions): Promise<readonly number[]>;
  /** Takes the bytes that the line has received. */
  receive(bytes: Uint8Array): void;
  /** Resolves when no answer is outstanding. */
  idle(): Promise<void>;
  /** The line is closed. Every request that waits rejects with `disconnected`, and so does every later one. */
  end(): void;
}

export interface ModbusClientOptions {
  readonly framing: 'tcp' | 'rtu';
  /** The module's address behind the line: 0 to 255 on TCP, 1 to 247 on a serial line. */
  readonly unit: number;
  readonly clock: Clock;
  /** How long the module may take to answer. */
  readonly answerWithinMs: number;
  /** Silence on a serial line between an answer and the next request (MODBUS over Serial Line V1.02, §2.5.1.1); 0 on TCP. */
  readonly frameGapMs: number;
  readonly write: (bytes: Uint8Array) => void;
  /** Called once: the stream cannot be read on, and the line must be closed. */
  readonly onUnreadable: (reason: ModbusError) => void;
}

/** Answers to transactions that have ended are known by their number: late ones and duplicates are dropped. */
const REMEMBERED_TRANSACTIONS = 64;
/** An RTU answer does not name its request: after a time-out or stray bytes the line is left alone for this long. */
const QUARANTINE_MS = 300;

export function modbusClient(options: ModbusClientOptions): ModbusClient {
  const { framing, unit, clock, answerWithinMs, frameGapMs, write, onUnreadable } = options;
  const queue = requestQueue();
  const frames = tcpFrames();
  const ended: number[] = [];
  const idleWaiters: (() => void)[] = [];
  let current: (WaitingRequest & { readonly transaction: number; readonly cancelDeadline: () => void }) | undefined;
  let transaction = 0;
  let held = new Uint8Array(0);
  /** Nothing is sent before this timer has run. */
  let cancelSilence: (() => void) | undefined;
  let isOpen = true;

  const gone = (): ModbusError => new ModbusError('disconnected', 'the line to the module is closed');

  function sendNext(): void {
    if (!isOpen || current !== undefined || cancelSilence !== undefined) return;
    const next = queue.next();
    if (next === undefined) return;
    transaction = (transaction + 1) & 0xffff;
    held = new Uint8Array(0);
    const cancelDeadline = clock.after(answerWithinMs, () => {
      finish(() => next.reject(new ModbusError('timed-out', `no answer from the module within ${answerWithinMs} ms`)));
      if (framing === 'rtu') keepSilent(QUARANTINE_MS);
      sendNext();
    });
    current = { ...next, transaction, cancelDeadline };
    const pdu = encodeRequest(next.request);
    write(framing === 'tcp' ? encodeTcpFrame({ transaction, unit, pdu }) : encodeRtuFrame({ unit, pdu }));
  }

  /** Ends the current request. */
  function finish(settle: () => void): void {
    if (current === undefined) return;
    current.cancelDeadline();
    ended.push(current.transaction);
    if (ended.length > REMEMBERED_TRANSACTIONS) ended.shift();
    current = undefined;
    for (const resolve of idleWaiters.splice(0)) resolve();
    settle();
  }

  function answer(pdu: Uint8Array): void {
    const { request, resolve, reject } = current as WaitingRequest;
    let values: readonly number[];
    try {
      values = decodeAnswer(request, pdu);
    } catch (error) {
      if (!(error instanceof ModbusError)) throw error;
      if (error.code === 'corrupt') return fail(error);
      return finish(() => reject(error));
    }
    finish(() => resolve(values));
  }

  /** The answer breaks the protocol. A TCP stream ends here; a serial line is left alone until it is quiet. */
  function fail(reason: ModbusError): void {
    const rejected = current?.reject;
    finish(() => rejected?.(reason));
    if (framing === 'rtu') return keepSilent(QUARANTINE_MS);
    end();
    onUnreadable(reason);
  }

  function keepSilent(forMs: number): void {
    cancelSilence?.();
    held = new Uint8Array(0);
    cancelSilence = clock.after(forMs, () => {
      cancelSilence = undefined;
      sendNext();
    });
  }

  function receiveTcp(bytes: Uint8Array): void {
    let whole: TcpFrame[];
    try {
      whole = frames.push(bytes);
    } catch (error) {
      if (!(error instanceof ModbusError)) throw error;
      return fail(error);
    }
    for (const frame of whole) {
      if (!isOpen) return;
      if (frame.transaction !== current?.transaction) {
        if (ended.includes(frame.transaction)) continue;
        return fail(corrupt('an answer to a request that was not sent'));
      }
      if (frame.unit !== unit) return fail(corrupt('an answer of another unit'));
      answer(frame.pdu);
    }
  }

  function receiveRtu(bytes: Uint8Array): void {
    // Bytes that were not asked for may answer an earlier request: they must not be read as the next answer
    if (current === undefined || cancelSilence !== undefined) return keepSilent(QUARANTINE_MS);
    held = Uint8Array.from([...held, ...bytes]);
    try {
      const frame = rtuAnswer(current.request, held);
      if (frame === undefined) return;
      if (frame.unit !== unit) throw corrupt('an answer of another unit');
      keepSilent(frameGapMs);
      answer(frame.pdu);
    } catch (error) {
      if (!(error instanceof ModbusError)) throw error;
      fail(error);
    }
  }

  function end(): void {
    if (!isOpen) return;
    isOpen = false;
    cancelSilence?.();
    cancelSilence = undefined;
    const rejected = current?.reject;
    finish(() => rejected?.(gone()));
    queue.rejectAll(gone);
  }

  return {
    request(request, options = {}) {
      encodeRequest(request);
      if (!isOpen) return Promise.reject(gone());
      const answered = queue.add(request, options);
      sendNext();
      return answered;
    },
    idle() {
      if (current === undefined) return Promise.resolve();
      return new Promise((resolve) => void idleWaiters.push(resolve));
    },
    receive(bytes) {
      if (!isOpen) return;
      if (framing === 'tcp') receiveTcp(bytes);
      else receiveRtu(bytes);
      sendNext();
    },
    end,
  };
}

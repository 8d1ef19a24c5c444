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
  return new Client(options);
}

class Client implements ModbusClient {
  readonly #options: ModbusClientOptions;
  readonly #queue = requestQueue();
  readonly #frames = tcpFrames();
  readonly #ended: number[] = [];
  readonly #idleWaiters: (() => void)[] = [];
  #current: (WaitingRequest & { readonly transaction: number; readonly cancelDeadline: () => void }) | undefined;
  #transaction = 0;
  #held = new Uint8Array(0);
  /** Nothing is sent before this timer has run. */
  #cancelSilence: (() => void) | undefined;
  #isOpen = true;

  constructor(options: ModbusClientOptions) {
    this.#options = options;
  }

  request(request: ModbusRequest, options: RequestOptions = {}): Promise<readonly number[]> {
    encodeRequest(request);
    if (!this.#isOpen) return Promise.reject(gone());
    const answered = this.#queue.add(request, options);
    this.#sendNext();
    return answered;
  }

  idle(): Promise<void> {
    if (this.#current === undefined) return Promise.resolve();
    return new Promise((resolve) => void this.#idleWaiters.push(resolve));
  }

  receive(bytes: Uint8Array): void {
    if (!this.#isOpen) return;
    if (this.#options.framing === 'tcp') this.#receiveTcp(bytes);
    else this.#receiveRtu(bytes);
    this.#sendNext();
  }

  end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#cancelSilence?.();
    this.#cancelSilence = undefined;
    const rejected = this.#current?.reject;
    this.#finish(() => rejected?.(gone()));
    this.#queue.rejectAll(gone);
  }

  #sendNext(): void {
    const { framing, unit, clock, answerWithinMs, write } = this.#options;
    if (!this.#isOpen || this.#current !== undefined || this.#cancelSilence !== undefined) return;
    const next = this.#queue.next();
    if (next === undefined) return;
    const transaction = (this.#transaction + 1) & 0xffff;
    this.#transaction = transaction;
    this.#held = new Uint8Array(0);
    const cancelDeadline = clock.after(answerWithinMs, () => {
      this.#finish(() =>
        next.reject(new ModbusError('timed-out', `no answer from the module within ${answerWithinMs} ms`)),
      );
      if (framing === 'rtu') this.#keepSilent(QUARANTINE_MS);
      this.#sendNext();
    });
    this.#current = { ...next, transaction, cancelDeadline };
    const pdu = encodeRequest(next.request);
    write(framing === 'tcp' ? encodeTcpFrame({ transaction, unit, pdu }) : encodeRtuFrame({ unit, pdu }));
  }

  /** Ends the current request. */
  #finish(settle: () => void): void {
    if (this.#current === undefined) return;
    this.#current.cancelDeadline();
    this.#ended.push(this.#current.transaction);
    if (this.#ended.length > REMEMBERED_TRANSACTIONS) this.#ended.shift();
    this.#current = undefined;
    for (const resolve of this.#idleWaiters.splice(0)) resolve();
    settle();
  }

  #answer(pdu: Uint8Array): void {
    const { request, resolve, reject } = this.#current as WaitingRequest;
    let values: readonly number[];
    try {
      values = decodeAnswer(request, pdu);
    } catch (error) {
      if (!(error instanceof ModbusError)) throw error;
      if (error.code === 'corrupt') return this.#fail(error);
      return this.#finish(() => reject(error));
    }
    this.#finish(() => resolve(values));
  }

  /** The answer breaks the protocol. A TCP stream ends here; a serial line is left alone until it is quiet. */
  #fail(reason: ModbusError): void {
    const rejected = this.#current?.reject;
    this.#finish(() => rejected?.(reason));
    if (this.#options.framing === 'rtu') return this.#keepSilent(QUARANTINE_MS);
    this.end();
    this.#options.onUnreadable(reason);
  }

  #keepSilent(forMs: number): void {
    this.#cancelSilence?.();
    this.#held = new Uint8Array(0);
    this.#cancelSilence = this.#options.clock.after(forMs, () => {
      this.#cancelSilence = undefined;
      this.#sendNext();
    });
  }

  #receiveTcp(bytes: Uint8Array): void {
    let whole: TcpFrame[];
    try {
      whole = this.#frames.push(bytes);
    } catch (error) {
      if (!(error instanceof ModbusError)) throw error;
      return this.#fail(error);
    }
    for (const frame of whole) {
      if (!this.#isOpen) return;
      if (frame.transaction !== this.#current?.transaction) {
        if (this.#ended.includes(frame.transaction)) continue;
        return this.#fail(corrupt('an answer to a request that was not sent'));
      }
      if (frame.unit !== this.#options.unit) return this.#fail(corrupt('an answer of another unit'));
      this.#answer(frame.pdu);
    }
  }

  #receiveRtu(bytes: Uint8Array): void {
    // Bytes that were not asked for may answer an earlier request: they must not be read as the next answer
    if (this.#current === undefined || this.#cancelSilence !== undefined) return this.#keepSilent(QUARANTINE_MS);
    this.#held = Uint8Array.from([...this.#held, ...bytes]);
    try {
      const frame = rtuAnswer(this.#current.request, this.#held);
      if (frame === undefined) return;
      if (frame.unit !== this.#options.unit) throw corrupt('an answer of another unit');
      this.#keepSilent(this.#options.frameGapMs);
      this.#answer(frame.pdu);
    } catch (error) {
      if (!(error instanceof ModbusError)) throw error;
      this.#fail(error);
    }
  }
}

function gone(): ModbusError {
  return new ModbusError('disconnected', 'the line to the module is closed');
}

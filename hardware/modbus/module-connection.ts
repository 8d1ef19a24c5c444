/**
 * The connection to a module: opens the line, sets the module up and polls it. A module that goes silent or answers nonsense is set up again
 * from the beginning; one whose line closes is `lost` until it is opened again.
 */
import { type Clock, pause } from '../host/clock.ts';
import { answerWithin } from '../host/within-time.ts';
import { underSignals } from '../host/combined-signal.ts';
import { DeviceError } from '../device/device-error.ts';
import type { LineDevice, LineListener } from '../device/line-device.ts';
import { type ModbusClient, modbusClient } from './client.ts';
import { ModbusError } from './modbus-error.ts';
import { type ModuleSample, modulePoller } from './module-poller.ts';
import type { ModbusRequest } from './pdu.ts';
import type { ModuleProfile } from './profile.ts';
import { assertWatchdog, setUpModule } from './set-up-module.ts';

export type ModuleState =
  | 'closed'
  | 'up'
  /** One answer is missing: the inputs are out of date. */
  | 'doubtful'
  /** Two answers in a row are missing. */
  | 'silent'
  | 'corrupt'
  /** The line closed by itself. */
  | 'lost';

export interface ModuleAddress {
  readonly framing: 'tcp' | 'rtu';
  readonly unit: number;
  readonly module: ModuleProfile;
  /** Switched off when the module is set up. */
  readonly outputs: readonly number[];
  readonly clock: Clock;
  /** Added to the module's time to answer: the time of the bytes on the wire. */
  readonly transmissionMs: number;
  /** Silence between two frames; 0 on TCP. */
  readonly frameGapMs: number;
  readonly openLine: (listener: LineListener, signal: AbortSignal) => Promise<LineDevice>;
}

export interface ConnectionListener {
  readonly onState: (state: ModuleState) => void;
  readonly onSample: (sample: ModuleSample) => void;
}

/** Between tries to set a module up again. */
const RETRY_MS = 500;
/** How long a serial line is listened to before the first request. */
const SETTLE_MS = 300;
const FAILURES_TO_SILENCE = 2;
/** How long a call waits for a module that is being set up again. */
const PATIENCE_MS = 1_000;

const closed = (): ModbusError => new ModbusError('disconnected', 'the line to the module is closed');

/** Every promise rejects with `ModbusError`. */
export class ModuleConnection {
  readonly #address: ModuleAddress;
  readonly #listener: ConnectionListener;
  #state: ModuleState = 'closed';
  #line: LineDevice | undefined;
  #client: ModbusClient | undefined;
  /** Fires when this line is given up. */
  #ending = new AbortController();
  #retry = new AbortController();
  #reopening: Promise<void> | undefined;
  #failures = 0;

  constructor(address: ModuleAddress, listener: ConnectionListener) {
    this.#address = address;
    this.#listener = listener;
  }

  /** Resolves when the module is `up`: its watchdog holds, its used outputs are off and a first sample is there. */
  async open(signal: AbortSignal): Promise<void> {
    if (this.#state === 'up' || this.#state === 'doubtful') return;
    await this.#stop();
    await this.#start(signal);
  }

  async close(): Promise<void> {
    this.#ending.abort();
    // An answer that is still on a serial line would meet the first request of the next connection
    if (this.#address.framing === 'rtu') await this.#client?.idle();
    await this.#stop();
  }

  /** Waits a moment for a module that is being set up again. */
  async ready(): Promise<void> {
    if (this.#reopening !== undefined) await answerWithin(this.#address.clock, PATIENCE_MS, this.#reopening);
    if (this.#state === 'silent') throw new ModbusError('timed-out', 'the module does not answer');
    if (this.#state === 'corrupt') throw new ModbusError('corrupt', 'the module answers nonsense');
    if (this.#state === 'closed' || this.#state === 'lost') throw closed();
  }

  /** Sends a request before those of the polling. */
  ask(request: ModbusRequest): Promise<readonly number[]> {
    return this.#noting((client) => client.request(request, { urgent: true }));
  }

  checkWatchdog(): Promise<void> {
    return this.#noting((client) => assertWatchdog(client, this.#address.module));
  }

  /** Draws the conclusion from a failed request. */
  note({ code }: ModbusError): void {
    if (code === 'exception' || code === 'unsafe') return this.#fault('corrupt');
    if (code !== 'timed-out' && code !== 'corrupt') return;
    this.#failures += 1;
    if (this.#failures >= FAILURES_TO_SILENCE) this.#fault(code === 'corrupt' ? 'corrupt' : 'silent');
    else if (this.#state === 'up') this.#become('doubtful');
  }

  async #noting<T>(act: (client: ModbusClient) => Promise<T>): Promise<T> {
    const client = this.#client;
    if (client === undefined) throw closed();
    try {
      return await act(client);
    } catch (error) {
      if (error instanceof ModbusError) this.note(error);
      throw error;
    }
  }

  #become(next: ModuleState): void {
    if (this.#state === next) return;
    this.#state = next;
    this.#listener.onState(next);
  }

  #drop(): void {
    this.#client?.end();
    this.#ending.abort();
    this.#line?.close();
    this.#line = undefined;
    this.#client = undefined;
  }

  #fault(kind: 'silent' | 'corrupt'): void {
    if (this.#state !== 'up' && this.#state !== 'doubtful') return;
    this.#drop();
    this.#retry = new AbortController();
    this.#reopening = this.#reopen(this.#retry.signal).finally(() => {
      this.#reopening = undefined;
    });
    this.#become(kind);
  }

  async #stop(): Promise<void> {
    this.#retry.abort();
    this.#drop();
    await this.#reopening;
    this.#become('closed');
  }

  async #reopen(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        return await this.#start(signal);
      } catch (error) {
        if (signal.aborted) return;
        const isGone = error instanceof ModbusError && error.code === 'disconnected';
        if (isGone) return this.#become('lost');
      }
      await pause(this.#address.clock, RETRY_MS, signal);
    }
  }

  /** Leaves no line open when it rejects. */
  async #start(signal: AbortSignal): Promise<void> {
    const closing = new AbortController();
    this.#ending = closing;
    try {
      const client = await underSignals([signal, closing.signal], async (ended) => {
        const connected = await this.#connect(closing, ended);
        const { module, outputs } = this.#address;
        await setUpModule(connected, module, outputs, ended);
        return connected;
      });
      this.#failures = 0;
      const poll = this.#poller(client, closing.signal);
      await poll.first();
      this.#become('up');
      poll.goOn();
    } catch (error) {
      closing.abort();
      this.#drop();
      throw asModbusError(error, signal);
    }
  }

  async #connect(closing: AbortController, ended: AbortSignal): Promise<ModbusClient> {
    const { framing, unit, module, clock, transmissionMs, frameGapMs, openLine } = this.#address;
    const onLost = (): void => {
      if (closing.signal.aborted) return;
      this.#drop();
      if (this.#state !== 'closed') this.#become('lost');
    };
    const line = await openLine({ onBytes: (bytes) => this.#client?.receive(bytes), onLost }, ended);
    this.#line = line;
    if (ended.aborted) throw new ModbusError('aborted', 'connecting to the module was cancelled');
    // Bytes that arrive during this pause answer requests of an earlier connection
    if (framing === 'rtu') await pause(clock, SETTLE_MS, ended);
    const client = modbusClient({
      framing,
      unit,
      clock,
      answerWithinMs: module.answerWithinMs + transmissionMs,
      frameGapMs,
      write: (bytes) => line.write(bytes),
      onUnreadable: () => this.#fault('corrupt'),
    });
    this.#client = client;
    return client;
  }

  #poller(client: ModbusClient, signal: AbortSignal) {
    const { module, clock } = this.#address;
    return modulePoller({
      client,
      module,
      clock,
      signal,
      isWanted: () => this.#state !== 'up',
      onSample: this.#listener.onSample,
      onRead: (error) => {
        if (error !== undefined) return this.note(error);
        this.#failures = 0;
        if (this.#state === 'doubtful') this.#become('up');
      },
    });
  }
}

function asModbusError(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return new ModbusError('aborted', 'connecting to the module was cancelled');
  const isGone = error instanceof DeviceError || (error instanceof ModbusError && error.code === 'aborted');
  return isGone ? new ModbusError('disconnected', 'the line to the module cannot be opened, or has closed') : error;
}

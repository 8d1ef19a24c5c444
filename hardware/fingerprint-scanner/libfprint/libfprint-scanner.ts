/**
 * Readers supported by libfprint: USB readers for one finger, as used at counters and in laptops.
 *
 * The library runs in a separate process (`reader-main.ts`). A reader driver is C code that parses USB data. A crash in a
 * worker thread would end the whole kiosk, gate included, and a hang could not be ended. A process can be killed: the
 * running call rejects with `disconnected`, and the lane's supervisor connects again, which starts a new process.
 */
import type { Clock } from '../../host/clock.ts';
import { answerWithin } from '../../host/within-time.ts';
import type { SelfTestResult } from '../../device/device.ts';
import type { DeviceError } from '../../device/device-error.ts';
import { allocateImage } from '../../device/image.ts';
import type { FingerCapture, FingerCaptureOptions, FingerprintScanner } from '../fingerprint-scanner.ts';
import { descriptorText } from '../../device/descriptor-text.ts';
import { deviceSession } from '../../device/device-session.ts';
import { pendingRequests } from '../../device/pending-requests.ts';
import { wipeCapture } from '../wipe-capture.ts';
import type { ReaderAnswer } from './reader-messages.ts';
import { READER_PROGRAM, type ReaderProcess, type ReaderProgram, startReaderProcess } from './reader-process.ts';
import { isVirtual, resolutionOf } from './resolution.ts';

export interface LibfprintOptions {
  readonly clock: Clock;
  /** Also accept libfprint's test devices. Default `false`, because they show any image sent to them. */
  readonly allowVirtual?: boolean;
  /** Default: this driver's program. */
  readonly program?: ReaderProgram;
}

/** Time for the library to find and open a reader. The slowest driver uploads firmware. */
const OPEN_WITHIN_MS = 4_000;
const CHECK_WITHIN_MS = 1_500;
/** Below the 250 ms that `device.ts` allows for cancellation. */
const CANCEL_WITHIN_MS = 200;
/** A reader that takes longer to stop is considered stuck. */
const STOP_WITHIN_MS = 2_000;

type Heard = ReaderAnswer | { readonly kind: 'nonsense' } | { readonly kind: 'ended' };
type Ending = Extract<ReaderAnswer, { readonly id: number }> | { readonly kind: 'nonsense' };

interface Opened {
  readonly process: ReaderProcess;
  readonly driver: string;
  readonly version: string;
  readonly resolutionPpi: number;
}

export function libfprintScanner(options: LibfprintOptions): FingerprintScanner {
  return new LibfprintScanner(options);
}

class LibfprintScanner implements FingerprintScanner {
  readonly #options: LibfprintOptions;
  readonly #clock: Clock;
  readonly #state;
  /** Those that the reader process has not answered yet. */
  readonly #requests = pendingRequests<Ending>();
  #opened: Opened | undefined;
  /** A cancelled capture that has not stopped yet. */
  #stopping: Promise<void> | undefined;
  readonly status: FingerprintScanner['status'];
  readonly onStatus: FingerprintScanner['onStatus'];

  constructor(options: LibfprintOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#state = deviceSession('fingerprint-scanner', options.clock);
    ({ status: this.status, onStatus: this.onStatus } = this.#state);
  }

  get descriptor() {
    const opened = this.#opened;
    return {
      kind: 'fingerprint-scanner' as const,
      driver: 'libfprint',
      model: descriptorText(opened?.driver),
      firmware: descriptorText(opened?.version),
      simulated: opened !== undefined && isVirtual(opened.driver),
    };
  }

  connect(signal: AbortSignal): Promise<void> {
    return this.#state.connect(signal, (running) => this.#open(running));
  }

  async disconnect(): Promise<void> {
    const ended = this.#letGo();
    await this.#state.letGo();
    await ended;
  }

  capture({ timeoutMs, signal }: FingerCaptureOptions): Promise<FingerCapture> {
    return this.#state.run(signal, (running) => this.#capture(timeoutMs, running), wipeCapture);
  }

  selfTest(signal: AbortSignal): Promise<SelfTestResult> {
    return this.#state.selfTest(signal, async (running) => {
      await this.#stopped(running);
      const { answer } = this.#ask('check');
      const heard = await answerWithin(this.#clock, CHECK_WITHIN_MS, answer, running);
      running.throwIfAborted();
      if (heard === undefined) throw this.#silent();
      if (heard.kind !== 'checked') throw this.#nonsense();
    });
  }

  async #open(signal: AbortSignal): Promise<void> {
    const { allowVirtual = false, program = READER_PROGRAM } = this.#options;
    const process = startReaderProcess(program);
    /** A reader may be unplugged in the moment in which it opens: both messages then arrive together. */
    let isGone = false;
    const answer = new Promise<Heard>((resolve) => {
      process.onAnswer((message) => {
        if (message.kind === 'removed' || message.kind === 'ended') isGone = true;
        resolve(message);
      });
    });
    process.send({ kind: 'open', allowVirtual });
    const heard = await answerWithin(this.#clock, OPEN_WITHIN_MS, answer, signal);
    try {
      signal.throwIfAborted();
      const facts = this.#readerFacts(heard);
      if (isGone) throw this.#state.error('disconnected', 'the reader was unplugged while it opened');
      this.#opened = { process, ...facts };
      process.onAnswer((message) => this.#hear(process, message));
    } catch (thrown) {
      void process.kill();
      throw thrown;
    }
  }

  #readerFacts(heard: Heard | undefined): Omit<Opened, 'process'> {
    const { error } = this.#state;
    if (heard === undefined) throw error('timed-out', 'no reader opened in time');
    if (heard.kind === 'refused') throw error(heard.code, heard.message);
    if (heard.kind !== 'opened') {
      throw error(heard.kind === 'ended' ? 'disconnected' : 'corrupt', 'the reader process did not open a reader');
    }
    const { driver, version } = heard;
    const resolutionPpi = resolutionOf(driver);
    if (resolutionPpi === undefined) {
      throw error('unsupported', `the resolution of readers with the libfprint driver ${driver} is not known`);
    }
    return { driver, version, resolutionPpi };
  }

  #hear(process: ReaderProcess, answer: Heard): void {
    switch (answer.kind) {
      case 'ended':
        return this.#lose(process, 'the reader process has ended');
      case 'removed':
        return this.#lose(process, 'the reader was unplugged');
      case 'opened':
      case 'refused':
        return;
      case 'nonsense':
        return this.#requests.settleAll(answer);
      case 'image':
      case 'retry':
      case 'cancelled':
      case 'failed':
      case 'checked':
        if (!this.#requests.settle(answer.id, answer) && answer.kind === 'image') answer.pixels.fill(0);
    }
  }

  #isOpen(process: ReaderProcess): boolean {
    return this.#opened?.process === process;
  }

  #lose(process: ReaderProcess, message: string): void {
    if (!this.#isOpen(process)) return;
    void this.#letGo();
    this.#state.lost(this.#state.error('disconnected', message));
  }

  /** The caller ends the running operation, so that no answer is read. */
  #letGo(): Promise<void> | undefined {
    const reader = this.#opened;
    this.#opened = undefined;
    this.#stopping = undefined;
    this.#requests.settleAll({ kind: 'nonsense' });
    return reader?.process.kill();
  }

  #ask(kind: 'check' | 'capture') {
    const reader = this.#opened;
    if (reader === undefined) throw this.#state.error('disconnected', 'the reader is gone');
    const request = this.#requests.add(undefined);
    reader.process.send({ kind, id: request.id });
    return { reader, ...request };
  }

  #silent(): DeviceError {
    return this.#state.error('timed-out', 'the reader process does not answer');
  }

  #nonsense(): DeviceError {
    return this.#state.error('corrupt', 'the reader process answered nonsense');
  }

  /** Waits for a cancelled capture. */
  async #stopped(signal: AbortSignal): Promise<void> {
    if (this.#stopping === undefined) return;
    const stopped = this.#stopping.then(() => true);
    const inTime = await answerWithin(this.#clock, STOP_WITHIN_MS, stopped, signal);
    signal.throwIfAborted();
    if (inTime === undefined) throw this.#silent();
    this.#stopping = undefined;
  }

  async #capture(timeoutMs: number, signal: AbortSignal): Promise<FingerCapture> {
    await this.#stopped(signal);
    const { reader, id, answer } = this.#ask('capture');
    const { process } = reader;
    const ending = await answerWithin(this.#clock, timeoutMs, answer, signal);
    if (ending !== undefined && !signal.aborted) {
      if (ending.kind === 'failed' && ending.code === 'disconnected') this.#lose(process, 'the reader was unplugged');
      return this.#toCapture(ending, reader);
    }
    const stopped = answer.then((late) => {
      if (late.kind === 'image') late.pixels.fill(0);
    });
    if (this.#isOpen(process)) {
      this.#stopping = stopped;
      process.send({ kind: 'cancel', id });
      if (signal.aborted) await answerWithin(this.#clock, CANCEL_WITHIN_MS, stopped);
      else await this.#stopped(signal);
    }
    signal.throwIfAborted();
    return { kind: 'no-finger' };
  }

  #toCapture(ending: Ending, { resolutionPpi }: Opened): FingerCapture {
    switch (ending.kind) {
      case 'image': {
        const { width, height, pixels } = ending;
        const whole = pixels.byteLength === width * height;
        const image = whole ? allocateImage(width, height, 'grey') : undefined;
        image?.data.set(pixels);
        pixels.fill(0);
        if (image === undefined) throw this.#state.error('corrupt', 'the image does not have its stated size');
        return { kind: 'captured', image, resolutionPpi, capturedAtMs: this.#clock.monotonicMs() };
      }
      case 'retry':
        return { kind: ending.retry };
      case 'failed':
        throw this.#state.error(ending.code, ending.message);
      case 'cancelled':
      case 'checked':
      case 'nonsense':
        throw this.#nonsense();
    }
  }
}

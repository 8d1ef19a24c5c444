/**
 * Readers supported by libfprint: USB readers for one finger, as used at counters and in laptops.
 *
 * The library runs in a separate process (`reader-main.ts`). A reader driver is C code that parses USB data. A crash in a
 * worker thread would end the whole kiosk, gate included, and a hang could not be ended. A process can be killed: the
 * running call rejects with `disconnected`, and the lane's supervisor connects again, which starts a new process.
 */
import { type Clock, pause } from '../../host/clock.ts';
import { allocateImage } from '../../device/image.ts';
import type { FingerCapture, FingerCaptureOptions, FingerprintScanner } from '../fingerprint-scanner.ts';
import { descriptorText } from '../../device/descriptor-text.ts';
import { deviceSession } from '../../device/device-session.ts';
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

type Ending = Extract<ReaderAnswer, { readonly id: number }> | { readonly kind: 'nonsense' };

interface Opened {
  readonly process: ReaderProcess;
  readonly driver: string;
  readonly version: string;
  readonly resolutionPpi: number;
}

export function libfprintScanner(options: LibfprintOptions): FingerprintScanner {
  const { clock, allowVirtual = false, program = READER_PROGRAM } = options;
  const state = deviceSession('fingerprint-scanner', clock);
  let opened: Opened | undefined;
  let nextId = 0;
  /** The request that the reader process has not answered yet. */
  let asked: { readonly id: number; readonly hear: (answer: Ending) => void } | undefined;
  /** A cancelled capture that has not stopped yet. */
  let stopping: Promise<void> | undefined;

  const isOpen = (process: ReaderProcess) => opened?.process === process;

  const lose = (process: ReaderProcess, message: string) => {
    if (!isOpen(process)) return;
    opened = undefined;
    asked = undefined;
    stopping = undefined;
    void process.kill();
    state.lost(state.error('disconnected', message));
  };

  const listen = (process: ReaderProcess) => {
    process.onAnswer((answer) => {
      switch (answer.kind) {
        case 'ended':
          return lose(process, 'the reader process has ended');
        case 'removed':
          return lose(process, 'the reader was unplugged');
        case 'opened':
        case 'refused':
          return undefined;
        case 'nonsense':
          return asked?.hear(answer);
        case 'image':
        case 'retry':
        case 'cancelled':
        case 'failed':
        case 'checked':
          if (asked?.id === answer.id) asked.hear(answer);
          else if (answer.kind === 'image') answer.pixels.fill(0);
          return undefined;
      }
    });
  };

  /** Sends a request and resolves with the answer. Stays pending when the process is lost. */
  const ask = (process: ReaderProcess, kind: 'check' | 'capture') => {
    const id = nextId++;
    const answer = new Promise<Ending>((resolve) => {
      asked = {
        id,
        hear(heard) {
          asked = undefined;
          resolve(heard);
        },
      };
    });
    process.send({ kind, id });
    return { id, answer };
  };

  /** `undefined` on time-out or when the signal fires. */
  const within = async <T>(promise: Promise<T>, timeoutMs: number, signal?: AbortSignal): Promise<T | undefined> => {
    const done = new AbortController();
    try {
      return await Promise.race([promise, pause(clock, timeoutMs, done.signal, signal).then(() => undefined)]);
    } finally {
      done.abort();
    }
  };

  const process = () => {
    if (opened === undefined) throw state.error('disconnected', 'the reader is gone');
    return opened;
  };

  const silent = () => state.error('timed-out', 'the reader process does not answer');
  const settled = async (signal: AbortSignal) => {
    if (stopping === undefined) return;
    const stopped = await within(
      stopping.then(() => true),
      STOP_WITHIN_MS,
      signal,
    );
    signal.throwIfAborted();
    if (stopped === undefined) throw silent();
    stopping = undefined;
  };

  async function open(signal: AbortSignal): Promise<void> {
    const started = startReaderProcess(program);
    /** A reader may be unplugged in the moment in which it opens: both messages then arrive together. */
    let isGone = false;
    const answer = new Promise<ReaderAnswer | { readonly kind: 'nonsense' | 'ended' }>((resolve) => {
      started.onAnswer((message) => {
        if (message.kind === 'removed' || message.kind === 'ended') isGone = true;
        resolve(message);
      });
    });
    started.send({ kind: 'open', allowVirtual });
    const heard = await within(answer, OPEN_WITHIN_MS, signal);
    try {
      if (heard === undefined || signal.aborted) {
        throw signal.aborted ? signal.reason : state.error('timed-out', 'no reader opened in time');
      }
      if (heard.kind === 'refused') throw state.error(heard.code, heard.message);
      if (heard.kind !== 'opened') {
        throw state.error(
          heard.kind === 'ended' ? 'disconnected' : 'corrupt',
          'the reader process did not open a reader',
        );
      }
      if (isGone) throw state.error('disconnected', 'the reader was unplugged while it opened');
      const resolutionPpi = resolutionOf(heard.driver);
      if (resolutionPpi === undefined) {
        throw state.error(
          'unsupported',
          `the resolution of readers with the libfprint driver ${heard.driver} is not known`,
        );
      }
      opened = { process: started, driver: heard.driver, version: heard.version, resolutionPpi };
      listen(started);
    } catch (thrown) {
      void started.kill();
      throw thrown;
    }
  }

  function toCapture(ending: Ending, { resolutionPpi }: Opened): FingerCapture {
    switch (ending.kind) {
      case 'image': {
        const { width, height, pixels } = ending;
        const whole = pixels.byteLength === width * height;
        const image = whole ? allocateImage(width, height, 'grey') : undefined;
        image?.data.set(pixels);
        pixels.fill(0);
        if (image === undefined) throw state.error('corrupt', 'the image does not have its stated size');
        return { kind: 'captured', image, resolutionPpi, capturedAtMs: clock.monotonicMs() };
      }
      case 'retry':
        return { kind: ending.retry };
      case 'failed':
        throw state.error(ending.code, ending.message);
      case 'cancelled':
      case 'checked':
      case 'nonsense':
        throw state.error('corrupt', 'the reader process answered nonsense');
    }
  }

  async function capture(timeoutMs: number, signal: AbortSignal): Promise<FingerCapture> {
    await settled(signal);
    const reader = process();
    const { id, answer } = ask(reader.process, 'capture');
    const ending = await within(answer, timeoutMs, signal);
    if (ending !== undefined && !signal.aborted) {
      if (ending.kind === 'failed' && ending.code === 'disconnected') lose(reader.process, 'the reader was unplugged');
      return toCapture(ending, reader);
    }
    const stopped = answer.then((late) => {
      if (late.kind === 'image') late.pixels.fill(0);
    });
    if (isOpen(reader.process)) {
      stopping = stopped;
      reader.process.send({ kind: 'cancel', id });
      if (signal.aborted) await within(stopped, CANCEL_WITHIN_MS);
      else await settled(signal);
    }
    signal.throwIfAborted();
    return { kind: 'no-finger' };
  }

  const descriptor = () => ({
    kind: 'fingerprint-scanner' as const,
    driver: 'libfprint',
    model: descriptorText(opened?.driver),
    firmware: descriptorText(opened?.version),
    simulated: opened !== undefined && isVirtual(opened.driver),
  });

  return {
    get descriptor() {
      return descriptor();
    },
    status: state.status,
    onStatus: state.onStatus,
    connect: (signal) => state.connect(signal, open),
    async disconnect() {
      const reader = opened;
      opened = undefined;
      asked = undefined;
      stopping = undefined;
      const ended = reader?.process.kill();
      await state.letGo();
      await ended;
    },
    capture: ({ timeoutMs, signal }: FingerCaptureOptions) =>
      state.run(signal, (running) => capture(timeoutMs, running), wipeCapture),
    selfTest: (signal) =>
      state.selfTest(signal, async (running) => {
        await settled(running);
        const { answer } = ask(process().process, 'check');
        const heard = await within(answer, CHECK_WITHIN_MS, running);
        running.throwIfAborted();
        if (heard === undefined) throw silent();
        if (heard.kind !== 'checked') throw state.error('corrupt', 'the reader process answered nonsense');
      }),
  };
}

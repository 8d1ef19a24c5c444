/** A document reader that combines a PC/SC card reader with a source of the optical zone. */
import { withoutEnd } from '../../host/without-end.ts';
import { type Clock, pause } from '../../host/clock.ts';
import { underSignals } from '../../host/combined-signal.ts';
import { DeviceError } from '../../device/device-error.ts';
import type { DocumentRead, DocumentReader, DocumentReadOptions } from '../document-reader.ts';
import { parseMrz } from '../mrz/parse-mrz.ts';
import type { OpticalZoneSource } from '../optical-zone.ts';
import { deviceState } from './device-state.ts';
import { deviceError } from './faults.ts';
import { connectReader, type ReaderConnection } from './reader-connection.ts';

export interface PcscDocumentReaderOptions {
  readonly clock: Clock;
  readonly zone: OpticalZoneSource;
  /** A part of the card reader's name; default: the first contactless one, or else the first. */
  readonly readerName?: string;
  readonly limits?: Partial<PcscLimits>;
  /** Called with the id of each process that is started. */
  readonly onProcess?: (processId: number | undefined) => void;
  readonly library?: string;
}

export interface PcscLimits {
  /** One exchange with the card, ms. Chips that sign with long RSA keys take a second or two. */
  readonly exchangeMs: number;
  /** Time from the zone to the chip in the field, ms: the traveller places a swiped passport on the reader. */
  readonly chipMs: number;
  readonly selfTestMs: number;
}

const LIMITS: PcscLimits = { exchangeMs: 5_000, chipMs: 4_000, selfTestMs: 1_500 };
const LIBRARY = 'libpcsclite.so.1';

export function pcscDocumentReader(options: PcscDocumentReaderOptions): DocumentReader {
  const { clock, zone, readerName, onProcess, library = LIBRARY } = options;
  const limits = { ...LIMITS, ...options.limits };
  const state = deviceState(clock);
  let connection: ReaderConnection | undefined;
  let model = 'pcsc';
  let connecting: AbortController | undefined;
  let cardChanged = new AbortController();

  function lost(reason: DeviceError): void {
    state.gone(reason);
    void letGo();
  }

  async function letGo(): Promise<void> {
    const last = connection;
    connection = undefined;
    await Promise.all([last?.close(), zone.close()]);
  }

  async function openReader(signal: AbortSignal): Promise<ReaderConnection> {
    const opened = await connectReader(
      {
        library,
        readerName,
        exchangeLimitMs: limits.exchangeMs,
        clock,
        onCard() {
          cardChanged.abort();
          cardChanged = new AbortController();
        },
        onLost: (reason) => lost(reason),
      },
      signal,
    );
    onProcess?.(opened.processId);
    model = modelOf(opened.readerName);
    connection = opened;
    return opened;
  }

  /** Returns the process, or starts a new one when the last one hung. */
  async function readerNow(signal: AbortSignal): Promise<ReaderConnection> {
    if (connection?.usable() === true) return connection;
    return openReader(signal);
  }

  async function cardComes(reader: ReaderConnection, signal: AbortSignal): Promise<boolean> {
    const until = clock.monotonicMs() + limits.chipMs;
    while (!reader.cardPresent() && !signal.aborted) {
      const leftMs = until - clock.monotonicMs();
      if (leftMs <= 0) return false;
      await pause(clock, leftMs, cardChanged.signal, signal);
    }
    return !signal.aborted;
  }

  async function read(
    { timeoutMs, terminal, onProgress }: DocumentReadOptions,
    signal: AbortSignal,
  ): Promise<DocumentRead> {
    const reader = await readerNow(signal);
    const seen = await zone.awaitZone({ timeoutMs, signal });
    if (seen.kind === 'no-document') return { kind: reader.cardPresent() ? 'mrz-unreadable' : 'no-document' };
    if (seen.kind === 'unreadable') return { kind: 'mrz-unreadable' };
    const { mrz } = seen;
    try {
      if (!signal.aborted) onProgress?.({ step: 'zone' });
      if (parseMrz(mrz).kind !== 'parsed') return { kind: 'mrz-unreadable' };
      if (!(await cardComes(reader, signal))) {
        // A hanging reader detects no chip either
        await reader.check(limits.selfTestMs, signal);
        return { kind: 'chip-unreadable' };
      }
      const reading = await reader.read(mrz, {
        terminal,
        onProgress(progress) {
          if (progress.step !== 'zone') onProgress?.(progress);
        },
        signal,
      });
      return reading.kind === 'read' ? { ...reading, readAtMs: clock.monotonicMs() } : reading;
    } finally {
      mrz.fill(0);
    }
  }

  return {
    get descriptor() {
      return { kind: 'document-reader', driver: 'pcsc', model, firmware: 'unknown', simulated: false } as const;
    },
    status: state.status,
    onStatus: state.onStatus,
    async connect(signal) {
      if (signal.aborted) throw deviceError({ code: 'aborted', message: 'connecting was cancelled' });
      if (state.status().kind !== 'disconnected') return;
      if (connecting !== undefined)
        throw deviceError({ code: 'busy', message: 'the document reader is being connected' });
      connecting = new AbortController();
      try {
        await underSignals([signal, connecting.signal], async (either) => {
          await zone.open(lost, either);
          await openReader(either);
          if (either.aborted) throw deviceError({ code: 'aborted', message: 'connecting was cancelled' });
          state.ready();
        });
      } catch (error) {
        if (error instanceof DeviceError && error.code === 'disconnected') state.gone(error);
        await letGo();
        throw error;
      } finally {
        connecting = undefined;
      }
    },
    async disconnect() {
      connecting?.abort();
      state.gone(deviceError({ code: 'not-connected', message: 'the document reader is not connected' }));
      await letGo();
    },
    read: (options) => state.run(options.signal, (signal) => read(options, signal)),
    documentPresent: () => state.status().kind !== 'disconnected' && connection?.cardPresent() === true,
    selfTest: (signal) =>
      state.selfTest(signal, async (signal) => {
        const reader = await readerNow(signal);
        await reader.check(limits.selfTestMs, signal);
      }),
  };
}

/** The model name in the form that reports allow, without serial numbers in brackets. */
function modelOf(readerName: string): string {
  const text = readerName
    .replace(/\([^()]*\)/g, ' ')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+/, '')
    .slice(0, 32);
  return withoutEnd(text, (sign) => sign === '-') || 'pcsc';
}

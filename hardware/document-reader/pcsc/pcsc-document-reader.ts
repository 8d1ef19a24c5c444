/** A document reader that combines a PC/SC card reader with a source of the optical zone. */
import { PCSC_LIBRARY } from './winscard.ts';
import { withoutEnd } from '../../host/without-end.ts';
import { type Clock, pause } from '../../host/clock.ts';
import type { SelfTestResult } from '../../device/device.ts';
import type { DeviceError } from '../../device/device-error.ts';
import { deviceSession } from '../../device/device-session.ts';
import type { DocumentRead, DocumentReader, DocumentReadOptions } from '../document-reader.ts';
import { parseMrz } from '../mrz/parse-mrz.ts';
import type { OpticalZoneSource } from '../optical-zone.ts';
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

export function pcscDocumentReader(options: PcscDocumentReaderOptions): DocumentReader {
  return new PcscDocumentReader(options);
}

class PcscDocumentReader implements DocumentReader {
  readonly #options: PcscDocumentReaderOptions;
  readonly #limits: PcscLimits;
  readonly #session;
  #connection: ReaderConnection | undefined;
  #model = 'pcsc';
  #cardChanged = new AbortController();
  readonly status: DocumentReader['status'];
  readonly onStatus: DocumentReader['onStatus'];

  constructor(options: PcscDocumentReaderOptions) {
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
    this.#session = deviceSession('document-reader', options.clock);
    ({ status: this.status, onStatus: this.onStatus } = this.#session);
  }

  get descriptor() {
    const model = this.#model;
    return { kind: 'document-reader', driver: 'pcsc', model, firmware: 'unknown', simulated: false } as const;
  }

  connect(signal: AbortSignal): Promise<void> {
    return this.#session.connect(signal, async (opening) => {
      try {
        await this.#options.zone.open((reason) => this.#lost(reason), opening);
        await this.#openReader(opening);
        opening.throwIfAborted();
      } catch (error) {
        await this.#letGo();
        throw error;
      }
    });
  }

  async disconnect(): Promise<void> {
    const idle = this.#session.letGo();
    await this.#letGo();
    await idle;
  }

  read(options: DocumentReadOptions): Promise<DocumentRead> {
    return this.#session.run(options.signal, (signal) => this.#read(options, signal));
  }

  documentPresent(): boolean {
    return this.status().kind !== 'disconnected' && this.#connection?.cardPresent() === true;
  }

  selfTest(signal: AbortSignal): Promise<SelfTestResult> {
    return this.#session.selfTest(signal, async (running) => {
      const reader = await this.#readerNow(running);
      await reader.check(this.#limits.selfTestMs, running);
    });
  }

  #lost(reason: DeviceError): void {
    this.#session.lost(reason);
    void this.#letGo();
  }

  async #letGo(): Promise<void> {
    const last = this.#connection;
    this.#connection = undefined;
    await Promise.all([last?.close(), this.#options.zone.close()]);
  }

  async #openReader(signal: AbortSignal): Promise<ReaderConnection> {
    const { clock, readerName, onProcess, library = PCSC_LIBRARY } = this.#options;
    const opened = await connectReader(
      {
        ...{ library, readerName, clock, exchangeLimitMs: this.#limits.exchangeMs },
        onCard: () => {
          this.#cardChanged.abort();
          this.#cardChanged = new AbortController();
        },
        onLost: (reason) => this.#lost(reason),
      },
      signal,
    );
    onProcess?.(opened.processId);
    this.#model = modelOf(opened.readerName);
    this.#connection = opened;
    return opened;
  }

  /** Returns the process, or starts a new one when the last one hung. */
  async #readerNow(signal: AbortSignal): Promise<ReaderConnection> {
    return this.#connection?.usable() === true ? this.#connection : this.#openReader(signal);
  }

  async #cardComes(reader: ReaderConnection, signal: AbortSignal): Promise<boolean> {
    const { clock } = this.#options;
    const until = clock.monotonicMs() + this.#limits.chipMs;
    while (!reader.cardPresent() && !signal.aborted) {
      const leftMs = until - clock.monotonicMs();
      if (leftMs <= 0) return false;
      await pause(clock, leftMs, this.#cardChanged.signal, signal);
    }
    return !signal.aborted;
  }

  async #read({ timeoutMs, terminal, onProgress }: DocumentReadOptions, signal: AbortSignal): Promise<DocumentRead> {
    const { clock, zone } = this.#options;
    const reader = await this.#readerNow(signal);
    const seen = await zone.awaitZone({ timeoutMs, signal });
    if (seen.kind === 'no-document') return { kind: reader.cardPresent() ? 'mrz-unreadable' : 'no-document' };
    if (seen.kind === 'unreadable') return { kind: 'mrz-unreadable' };
    const { mrz } = seen;
    try {
      if (!signal.aborted) onProgress?.({ step: 'zone' });
      if (parseMrz(mrz).kind !== 'parsed') return { kind: 'mrz-unreadable' };
      if (!(await this.#cardComes(reader, signal))) {
        // A hanging reader detects no chip either
        await reader.check(this.#limits.selfTestMs, signal);
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

/** The reader's side: one open reader, one operation at a time. */
import type { Clock } from '../../host/clock.ts';
import type { DocumentRead } from '../document-reader.ts';
import { ChipError } from '../emrtd/chip-error.ts';
import { readCvCertificate } from '../emrtd/terminal-authentication/cv-certificate.ts';
import { readDocument } from '../read-document.ts';
import { type CardTransport, openCard } from './card-transport.ts';
import { chooseReader } from './choose-reader.ts';
import { deviceError, faultOf } from './faults.ts';
import { watchField } from './field-watch.ts';
import type { FromReader, OpenRequest, ReadRequest, ToReader } from './messages.ts';
import { channelEnd, type SealedChannel } from '../../own-process/sealed-channel.ts';
import { sealValue } from '../../own-process/sealed-values.ts';
import { loadWinscard, type Winscard } from './winscard.ts';
import { serialQueue } from '../../host/serial-queue.ts';

interface OpenReader {
  readonly winscard: Winscard;
  readonly context: number;
  readonly name: string;
  readonly channel: SealedChannel;
  readonly exchangeLimitMs: number;
}

/** Answers the requests of the kiosk's process. @param send never throws, even when the kiosk has ended */
export function readerService(send: (message: FromReader) => void, clock: Clock): (message: ToReader) => void {
  const service = new ReaderService(send, clock);
  return (message) => service.take(message);
}

class ReaderService {
  readonly #send: (message: FromReader) => void;
  readonly #clock: Clock;
  readonly #operations = serialQueue();
  readonly #cancels = new Map<number, AbortController>();
  readonly #signatures = new Map<number, (signature: Uint8Array | undefined) => void>();
  #reader: OpenReader | undefined;

  constructor(send: (message: FromReader) => void, clock: Clock) {
    this.#send = send;
    this.#clock = clock;
  }

  take(message: ToReader): void {
    switch (message.kind) {
      case 'open':
        void this.#open(message).catch((error: unknown) => this.#send({ kind: 'lost', fault: faultOf(error) }));
        return;
      case 'read':
        return this.#operate(message.id, (open, signal) => this.#read(message, open, signal));
      case 'check':
        return this.#operate(message.id, async (open) => {
          await check(open);
          return { kind: 'checked', id: message.id };
        });
      case 'cancel':
        return this.#cancels.get(message.id)?.abort();
      case 'signed':
        return this.#signatures.get(message.id)?.(message.signature);
    }
  }

  async #open({ publicKey, library, readerName, exchangeLimitMs }: OpenRequest): Promise<void> {
    const winscard = load(library);
    const context = await winscard.establishContext();
    const names = await winscard.readerNames(context);
    const name = chooseReader(names, readerName);
    if (name === undefined) {
      const message = names.length === 0 ? 'no card reader is plugged in' : `no card reader has the configured name`;
      throw deviceError({ code: 'disconnected', message });
    }
    const { card } = await winscard.fieldState(context, name);
    const end = channelEnd();
    this.#reader = { winscard, context, name, channel: end.agree(publicKey), exchangeLimitMs };
    this.#send({ kind: 'opened', publicKey: end.publicKey, readerName: name, card });
    const onCard = (present: boolean): void => this.#send({ kind: 'card', present });
    await watchField({ winscard, context, reader: name, clock: this.#clock, card, onCard });
  }

  #operate(id: number, work: (open: OpenReader, signal: AbortSignal) => Promise<FromReader>): void {
    const cancel = new AbortController();
    this.#cancels.set(id, cancel);
    // A cancelled operation may still wait for its last exchange
    void this.#operations.run(async () => {
      try {
        if (this.#reader === undefined) throw deviceError({ code: 'not-connected', message: 'no card reader is open' });
        if (cancel.signal.aborted) throw deviceError({ code: 'aborted', message: 'the operation was cancelled' });
        this.#send(await work(this.#reader, cancel.signal));
      } catch (error) {
        this.#send({ kind: 'failed', id, fault: faultOf(error) });
      } finally {
        this.#cancels.delete(id);
        this.#signatures.delete(id);
      }
    });
  }

  async #read(request: ReadRequest, open: OpenReader, signal: AbortSignal): Promise<FromReader> {
    const { id } = request;
    const certificates = request.certificates?.map((certificate) => readCvCertificate(certificate));
    const zone = open.channel.open(request.zone);
    if (zone === undefined) throw deviceError({ code: 'corrupt', message: 'the zone was damaged' });
    const sign = (message: Uint8Array, holderReference: string) =>
      this.#signatureOf(open.channel, { id, holderReference, message }, signal);
    const outcome = await this.#readChip(open, id, signal, (transport) =>
      readDocument(zone, transport, () => this.#clock.monotonicMs(), {
        ...(certificates !== undefined && { terminal: { certificates, sign } }),
        onProgress: (progress) => this.#send({ kind: 'progress', id, progress }),
        signal,
      }),
    ).finally(() => zone.fill(0));
    return { kind: 'reading', id, sealed: outcome };
  }

  /** Reads the chip, seals the reading and wipes it. */
  async #readChip(
    { winscard, context, name, channel, exchangeLimitMs }: OpenReader,
    id: number,
    signal: AbortSignal,
    work: (transport: CardTransport) => Promise<DocumentRead>,
  ): Promise<Uint8Array> {
    let card: CardTransport;
    const alive = (): void => this.#send({ kind: 'alive', id });
    try {
      const options = { winscard, context, reader: name, clock: this.#clock, exchangeLimitMs, alive };
      card = await openCard(options, signal);
    } catch (error) {
      if (!(error instanceof ChipError)) throw error;
      return sealValue(channel, { kind: error.code === 'removed' ? 'removed' : 'chip-unreadable' });
    }
    try {
      const outcome = await work(card);
      const sealed = sealValue(channel, outcome);
      if (outcome.kind === 'read') for (const file of outcome.files.values()) file.fill(0);
      return sealed;
    } finally {
      await card.release();
    }
  }

  async #signatureOf(
    channel: SealedChannel,
    { id, holderReference, message }: { id: number; holderReference: string; message: Uint8Array },
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const signature = await new Promise<Uint8Array | undefined>((resolve) => {
      this.#signatures.set(id, resolve);
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
      this.#send({ kind: 'sign', id, holderReference, sealed: channel.seal(Uint8Array.from(message)) });
    });
    if (signature === undefined) throw new ChipError('unsupported', 'the terminal did not sign');
    return signature;
  }
}

async function check({ winscard, context, name }: OpenReader): Promise<void> {
  const names = await winscard.readerNames(context);
  if (!names.includes(name)) throw deviceError({ code: 'disconnected', message: 'the card reader was unplugged' });
  await winscard.fieldState(context, name);
}

function load(library: string): Winscard {
  try {
    return loadWinscard(library);
  } catch (cause) {
    throw deviceError({ code: 'disconnected', message: `the PC/SC library ${library} cannot be loaded` }, cause);
  }
}

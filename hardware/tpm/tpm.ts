/** Runs commands of a TPM one after another over a transport. */
import { type Clock, pause } from '../host/clock.ts';
import { ByteReader, join, type Piece, TpmFormatError, u32 } from './bytes.ts';
import { sha256 } from './kdf.ts';
import { decodeAnswer, type DecodedAnswer, encodeCommand } from './message.ts';
import { COMMAND, type CommandName } from './numbers.ts';
import { commandHash, type SessionUse } from './session.ts';
import { TpmError, tpmFault } from './tpm-error.ts';
import type { TpmTransport } from './transport.ts';

/** The object, hierarchy or session of a handle. */
export interface TpmEntity {
  readonly handle: number;
  /** The name of an object; absent for a hierarchy or a session, whose name is its handle. */
  readonly name?: Uint8Array;
}

export interface TpmCommand {
  readonly name: CommandName;
  readonly entities?: readonly TpmEntity[];
  /** The first ones authorise the entities that need it, in order. */
  readonly sessions?: readonly SessionUse[];
  readonly parameters?: readonly Piece[];
  /** Whether the answer begins with a handle. */
  readonly hasHandle?: boolean;
  /** Default: the client's. */
  readonly limitMs?: number;
}

/** Pauses before a busy TPM is asked again, ms; the last one repeats. */
const BUSY_PAUSES_MS = [5, 20, 50, 100];

export class Tpm {
  readonly #transport: TpmTransport;
  readonly #clock: Clock;
  readonly #limitMs: number;
  #answers = 0;

  /** @param limitMs limit of a command, including repetitions while the TPM is busy */
  constructor(transport: TpmTransport, clock: Clock, limitMs: number) {
    this.#transport = transport;
    this.#clock = clock;
    this.#limitMs = limitMs;
  }

  /** How many answers have arrived, refusals included. */
  get answers(): number {
    return this.#answers;
  }

  /** See `TpmTransport.keepsObjects`. */
  get keepsObjects(): boolean {
    return this.#transport.keepsObjects;
  }

  /**
   * Resolves to what `read` takes from the parameters of the answer, which are wiped afterwards: it copies what it
   * returns. One command at a time. Rejects with `TpmError` when the TPM refuses, and with `DeviceError`: `timed-out`,
   * `disconnected`, `corrupt`; the connection is closed then.
   */
  async run<T>(command: TpmCommand, read: (parameters: ByteReader, handle: number) => T): Promise<T> {
    const { name, entities = [], sessions = [], hasHandle = false } = command;
    const parameters = join(command.parameters ?? []);
    const opened = sessions.map((use) => ({ ...use, exchange: use.session.begin(use) }));
    let sent: Uint8Array | undefined;
    try {
      for (const { exchange } of opened) exchange.encryptFirst(parameters);
      const names = entities.map((entity) => entity.name ?? u32(entity.handle));
      const cpHash = commandHash(u32(COMMAND[name]), names, parameters);
      const parts = opened.map(({ exchange }) => exchange.authorise(cpHash));
      sent = encodeCommand(
        name,
        entities.map(({ handle }) => handle),
        parts,
        parameters,
      );
      const limitMs = command.limitMs ?? this.#limitMs;
      const { answer, bytes } = await this.#exchange(name, sent, limitMs, (received) =>
        decodeAnswer(received, hasHandle, sessions.length),
      );
      try {
        const rpHash = sha256(u32(0), u32(COMMAND[name]), answer.parameters);
        for (const [at, part] of answer.sessions.entries())
          opened[at]?.exchange.accept(part, rpHash, answer.parameters);
        const reader = new ByteReader(answer.parameters);
        const value = read(reader, answer.handle ?? 0);
        reader.end();
        return value;
      } finally {
        bytes.fill(0);
      }
    } catch (error) {
      if (!(error instanceof TpmFormatError)) throw error;
      this.close();
      throw tpmFault('corrupt', `the TPM broke its protocol: ${error.message}`, error);
    } finally {
      for (const { exchange } of opened) exchange.end();
      parameters.fill(0);
      sent?.fill(0);
    }
  }

  /** A running command rejects with the reason, by default `disconnected`. */
  close(reason?: Error): void {
    this.#transport.close(reason);
  }

  /** Sends the same bytes again while the TPM is busy: it has executed nothing, and no nonce has changed. */
  async #exchange(
    name: CommandName,
    sent: Uint8Array,
    limitMs: number,
    decode: (bytes: Uint8Array) => DecodedAnswer,
  ): Promise<{ answer: DecodedAnswer; bytes: Uint8Array }> {
    const endsAt = this.#clock.monotonicMs() + limitMs;
    for (let tries = 0; ; tries += 1) {
      const leftMs = Math.max(1, Math.ceil(endsAt - this.#clock.monotonicMs()));
      const bytes = await this.#transport.exchange(sent, leftMs);
      const answer = decode(bytes);
      this.#answers += 1;
      if (answer.code === 0) return { answer, bytes };
      const refused = new TpmError(name, answer.code);
      const waitMs = BUSY_PAUSES_MS[Math.min(tries, BUSY_PAUSES_MS.length - 1)] ?? 0;
      if (!refused.isBusy || this.#clock.monotonicMs() + waitMs >= endsAt) throw refused;
      await pause(this.#clock, waitMs);
    }
  }
}

/** The server's connection to its token: one process at a time, watched, restarted after a loss. */
import { fileURLToPath } from 'node:url';
import { readPrivateLine } from '../../../../hardware/device/private-line.ts';
import { RefusedPins } from '../../../../hardware/pkcs11/refused-pins.ts';
import { connectToken, type TokenConnection } from '../../../../hardware/pkcs11/token-connection.ts';
import { KeyError } from '../../base/key-error.ts';
import { keyErrorOf } from '../key-error-of.ts';
import { type KeyFault, keyFault } from '../key-fault.ts';
import type { KeyParts } from '../server-keys.ts';
import type { OpenedServerToken, ServerTokenCall } from './messages.ts';
import type { TokenLimits, TokenPlace } from './token-place.ts';

const ENTRY = fileURLToPath(new URL('./server-token-process.js', import.meta.url));
const LIMITS: TokenLimits = { openMs: 10_000, callMs: 3_000, watchEveryMs: 1_000, againMs: 2_000, makeMs: 60_000 };

type Connection = TokenConnection<ServerTokenCall>;

export class TokenLink {
  readonly #place: TokenPlace;
  readonly #parts: KeyParts;
  readonly #limits: TokenLimits;
  readonly #pins = new RefusedPins();
  #connection: Connection | undefined;
  #opened: OpenedServerToken | undefined;
  #cancel: () => void = () => undefined;
  #closed = false;
  readonly #fault: KeyFault;
  #tellFound: () => void = () => undefined;

  private constructor(place: TokenPlace, parts: KeyParts) {
    this.#place = place;
    this.#parts = parts;
    this.#fault = keyFault('token', parts.events);
    this.#limits = { ...LIMITS, ...place.limits };
  }

  /** Rejects with `KeyError`. @param first `initialise` makes the keys */
  static async open(place: TokenPlace, parts: KeyParts, first: 'open' | 'initialise' = 'open'): Promise<TokenLink> {
    const link = new TokenLink(place, parts);
    await link.#connect(first);
    return link;
  }

  get opened(): OpenedServerToken {
    if (this.#opened === undefined) throw new Error('the link is not open');
    return this.#opened;
  }

  get working(): boolean {
    return this.#connection !== undefined;
  }

  /** Calls `listener` each time that a lost token works again. */
  whenFound(listener: () => void): void {
    this.#tellFound = listener;
  }

  /** Rejects with `KeyError`: the call was not executed, or its result is unknown. */
  async ask(call: ServerTokenCall): Promise<unknown> {
    const asked = this.#connection;
    if (asked === undefined) throw this.#fault.error();
    const makes = call.call === 'replace-signing' || call.call === 'succeed' || (call.call === 'public' && call.make);
    try {
      return await asked.ask(call, makes ? this.#limits.makeMs : this.#limits.callMs);
    } catch (error) {
      throw this.#failed(asked, error);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    const last = this.#connection;
    this.#connection = undefined;
    await last?.close();
  }

  async #connect(call: 'open' | 'initialise'): Promise<void> {
    const { module, tokenLabel, hardwareOnly } = this.#place;
    let connection: Connection | undefined;
    let pin: Uint8Array | undefined;
    try {
      pin = await readPrivateLine(this.#place.pinFile, 'the PIN');
      this.#pins.judge(pin);
      const made: Connection = connectToken(ENTRY, this.#parts.clock, (reason) => void this.#failed(made, reason));
      connection = made;
      const limitMs = call === 'open' ? this.#limits.openMs : this.#limits.makeMs;
      const opened = (await made.ask({ call, module, tokenLabel, hardwareOnly, pin }, limitMs)) as OpenedServerToken;
      this.#pins.forget();
      if (this.#opened !== undefined && !Buffer.from(this.#opened.publicKey).equals(opened.publicKey)) {
        throw new KeyError('absent', 'the token has the keys of another server');
      }
      if (this.#closed) throw new KeyError('lost', 'the token was closed');
      this.#opened = opened;
      this.#connection = made;
      this.#watch(made);
    } catch (error) {
      await connection?.close();
      if (pin !== undefined) this.#pins.note(pin, error);
      throw keyErrorOf(error, 'token');
    } finally {
      pin?.fill(0);
    }
  }

  /** Without it, a removed idle token would go unnoticed until the next report. */
  #watch(connection: Connection): void {
    this.#cancel = this.#parts.clock.after(this.#limits.watchEveryMs, () => {
      connection.ask({ call: 'check' }, this.#limits.callMs).then(
        () => connection === this.#connection && this.#watch(connection),
        (error: unknown) => void this.#failed(connection, error),
      );
    });
  }

  /** Maps a failure to a `KeyError`. All but a refusal close the connection, which is retried until it works. */
  #failed(connection: Connection, error: unknown): KeyError {
    const fault = keyErrorOf(error, 'token');
    if (connection !== this.#connection || fault.code === 'present') return fault;
    this.#connection = undefined;
    this.#cancel();
    void connection.close();
    this.#fault.note(fault);
    this.#tryAgain();
    return fault;
  }

  #tryAgain(): void {
    this.#cancel = this.#parts.clock.after(this.#limits.againMs, () => {
      if (this.#closed) return;
      this.#connect('open').then(
        () => {
          this.#fault.end();
          this.#tellFound();
        },
        (error: unknown) => {
          if (this.#closed) return;
          if (error instanceof KeyError) this.#fault.note(error);
          this.#tryAgain();
        },
      );
    });
  }
}

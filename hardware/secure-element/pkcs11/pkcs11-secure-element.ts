/** The key provider `pkcs11`: keys are generated on a token and do not leave it. */
import { withoutEnd } from '../../host/without-end.ts';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../host/clock.ts';
import { DeviceError } from '../../device/device-error.ts';
import { deviceSession } from '../../device/device-session.ts';
import type { OpenCall } from '../../pkcs11/messages.ts';
import { readPrivateLine } from '../../device/private-line.ts';
import { RefusedPins } from '../../pkcs11/refused-pins.ts';
import { elementError } from '../../pkcs11/return-codes.ts';
import type { Pkcs11Settings } from '../../pkcs11/settings.ts';
import { connectToken, type TokenConnection } from '../../pkcs11/token-connection.ts';
import type { SelfTestResult } from '../../device/device.ts';
import type { ChainName } from '../chain.ts';
import { checkedKeys, checkedTerminalKeys } from '../checked-calls.ts';
import type { SecureElement } from '../secure-element.ts';
import type { TerminalKey } from '../terminal-keys.ts';
import type { OpenedToken, TokenCall } from './messages.ts';
import { serialQueue } from '../../host/serial-queue.ts';

export interface Pkcs11Options extends Pkcs11Settings {
  readonly clock: Clock;
  /** Refuses a token whose slot is not flagged as hardware. */
  readonly hardwareOnly: boolean;
  readonly limits?: Partial<Pkcs11Limits>;
  /** Called with the id of each process that is started. */
  readonly onProcess?: (processId: number | undefined) => void;
}

export interface Pkcs11Limits {
  /** Limit for loading the module and logging in, ms. */
  readonly openMs: number;
  /** Limit for one call, ms; a network HSM takes tens of milliseconds. */
  readonly callMs: number;
  readonly selfTestMs: number;
  /** Interval of self-tests of an idle token, ms. */
  readonly watchEveryMs: number;
}

const LIMITS: Pkcs11Limits = { openMs: 5_000, callMs: 3_000, selfTestMs: 1_500, watchEveryMs: 1_000 };

const ENTRY = fileURLToPath(new URL('./token-process.js', import.meta.url));

export function pkcs11SecureElement(options: Pkcs11Options): SecureElement {
  const link = new TokenLink(options);
  const { status, onStatus } = link.session;
  const ask = <T>(call: TokenCall, arrange: (value: unknown) => T): Promise<T> => link.ask(call, arrange);
  const done = (): undefined => undefined;
  return {
    get descriptor() {
      return link.descriptor();
    },
    status,
    onStatus,
    connect: (signal) => link.connect(signal),
    disconnect: () => link.disconnect(),
    selfTest: (signal) => link.selfTest(signal),
    ...checkedKeys({
      publicKey: () => ask({ call: 'roots' }, () => link.publicKey()),
      sign: (message) => ask({ call: 'sign', message }, (value) => value as Uint8Array),
      prf: (input) => ask({ call: 'prf', input }, secretOf),
      random: (length) => ask({ call: 'random', length }, secretOf),
      wrapKey: (key, context) => ask({ call: 'wrap', key, context }, (value) => value as Uint8Array),
      unwrapKey: (wrapped, context) => ask({ call: 'unwrap', wrapped, context }, secretOf),
      roots: () => ask({ call: 'roots' }, (value) => value as number[]),
      rotateRoot: () => ask({ call: 'rotate' }, Number),
      destroyRoot: (generation) => ask({ call: 'destroy', generation }, done),
      chains: () => ask({ call: 'chains' }, (value) => value as ChainName[]),
      makeChain: (name) => ask({ call: 'make-chain', name }, done),
      importChain: (name, secret) => ask({ call: 'import-chain', name, secret }, done),
      advanceChain: (from, labels, to) => ask({ call: 'advance-chain', from, labels, to }, done),
      chainPrf: (name, label, input) => ask({ call: 'chain-prf', name, label, input }, secretOf),
      destroyChain: (name) => ask({ call: 'destroy-chain', name }, done),
    }),
    terminalKeys: checkedTerminalKeys({
      list: () => ask({ call: 'terminal-keys' }, (value) => value as TerminalKey[]),
      make: (name, curve) => ask({ call: 'make-terminal-key', name, curve }, (value) => value as TerminalKey),
      sign: (name, digest) => ask({ call: 'sign-as-terminal', name, digest }, (value) => value as Uint8Array),
      destroy: (name) => ask({ call: 'destroy-terminal-key', name }, done),
    }),
  };
}

/** The connection to the token: one at a time, watched. */
class TokenLink {
  readonly session;
  readonly #options: Pkcs11Options;
  readonly #limits: Pkcs11Limits;
  readonly #pins = new RefusedPins();
  readonly #queue = serialQueue();
  #connection: TokenConnection<TokenCall> | undefined;
  #token: OpenedToken | undefined;
  #cancelWatch: () => void = () => undefined;

  constructor(options: Pkcs11Options) {
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
    this.session = deviceSession('secure-element', options.clock);
  }

  descriptor() {
    const model = textOf(this.#token?.model, 'pkcs11');
    const firmware = textOf(this.#token?.firmware, 'unknown');
    return { kind: 'secure-element', driver: 'pkcs11', model, firmware, simulated: false } as const;
  }

  publicKey(): Uint8Array {
    return Uint8Array.from(this.#token?.publicKey ?? []);
  }

  connect(signal: AbortSignal): Promise<void> {
    return this.session.connect(signal, (running) => this.#open(running));
  }

  async disconnect(): Promise<void> {
    const idle = this.session.letGo();
    await this.#letGo();
    await idle;
  }

  selfTest(signal: AbortSignal): Promise<SelfTestResult> {
    return this.#queue.run(() =>
      this.session.selfTest(signal, async (running) => {
        await this.#connected().ask({ call: 'check' }, this.#limits.selfTestMs, running);
      }),
    );
  }

  /** In turn with the other calls. */
  ask<T>(call: TokenCall, arrange: (value: unknown) => T): Promise<T> {
    const operation = async (): Promise<T> => {
      const asked = this.#connected();
      try {
        return arrange(await asked.ask(call, this.#limits.callMs));
      } catch (error) {
        const isLost = error instanceof DeviceError && error.code === 'disconnected';
        if (isLost && asked === this.#connection) this.#lost(error);
        throw error;
      }
    };
    return this.#queue.run(() => this.session.run(new AbortController().signal, operation));
  }

  #connected(): TokenConnection<TokenCall> {
    if (this.#connection === undefined) throw elementError('disconnected', 'the token is gone');
    return this.#connection;
  }

  async #letGo(): Promise<void> {
    this.#cancelWatch();
    const last = this.#connection;
    this.#connection = undefined;
    await last?.close();
  }

  #lost(error: unknown): void {
    if (!(error instanceof DeviceError)) throw error;
    this.session.lost(elementError('disconnected', error.message));
    void this.#letGo();
  }

  /** Without this, removal of an idle token would go unnoticed until the next report. */
  #watch(): void {
    this.#cancelWatch = this.#options.clock.after(this.#limits.watchEveryMs, () => {
      const asked = this.#connection;
      if (asked === undefined) return;
      asked.ask({ call: 'check' }, this.#limits.callMs).then(
        () => asked === this.#connection && this.#watch(),
        (error: unknown) => {
          if (asked !== this.#connection) return;
          // Calls made in the meantime have timed out too
          if (error instanceof DeviceError && error.code === 'timed-out') this.session.fault('timed-out');
          else this.#lost(error);
        },
      );
    });
  }

  async #open(signal: AbortSignal): Promise<void> {
    const { clock, onProcess, pinFile } = this.#options;
    const pin = await readPrivateLine(pinFile, 'the PIN');
    this.#pins.judge(pin);
    const opened = connectToken<TokenCall>(ENTRY, clock, (reason) => this.#lost(reason));
    onProcess?.(opened.processId);
    try {
      this.#token = await askOpen(opened, { ...this.#options, call: 'open', pin }, this.#limits.openMs, signal);
      this.#pins.forget();
      this.#connection = opened;
      this.#watch();
    } catch (error) {
      await opened.close();
      this.#pins.note(pin, error);
      // A hanging module is treated like an absent token
      if (error instanceof DeviceError && error.code === 'timed-out') throw elementError('disconnected', error.message);
      throw error;
    } finally {
      pin.fill(0);
    }
  }
}

/** Creates a kiosk's keys on an empty token. Rejects with `DeviceError`, `refused` when the token has keys. */
export async function initialiseToken(options: Pkcs11Options): Promise<OpenedToken> {
  const pin = await readPrivateLine(options.pinFile, 'the PIN');
  const connection = connectToken<TokenCall>(ENTRY, options.clock, () => undefined);
  try {
    return await askOpen(connection, { ...options, call: 'initialise', pin }, INITIALISE_LIMIT_MS);
  } finally {
    pin.fill(0);
    await connection.close();
  }
}

/** A smart card takes seconds to generate a key pair. */
const INITIALISE_LIMIT_MS = 60_000;

async function askOpen(
  connection: TokenConnection<TokenCall>,
  { call, module, tokenLabel, hardwareOnly, pin }: OpenCall,
  limitMs: number,
  signal?: AbortSignal,
): Promise<OpenedToken> {
  const opened = await connection.ask({ call, module, tokenLabel, hardwareOnly, pin }, limitMs, signal);
  return opened as OpenedToken;
}

/** Values from the channel are in separate buffers of at least 65 bytes. */
function secretOf(value: unknown): Uint8Array<ArrayBuffer> {
  return value as Uint8Array<ArrayBuffer>;
}

/** Converts a text of the token to the form that reports allow. */
function textOf(text: string | undefined, otherwise: string): string {
  const plain = (text ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+/, '')
    .slice(0, 32);
  return withoutEnd(plain, (sign) => sign === '-') || otherwise;
}

/** The key provider `pkcs11`: keys are generated on a token and do not leave it. */
import { withoutEnd } from '../../host/without-end.ts';
import { fileURLToPath } from 'node:url';
import { type Clock } from '../../host/clock.ts';
import { DeviceError } from '../../device/device-error.ts';
import { type DeviceSession, deviceSession } from '../../device/device-session.ts';
import type { OpenCall } from '../../pkcs11/messages.ts';
import { readPrivateLine } from '../../device/private-line.ts';
import { RefusedPins } from '../../pkcs11/refused-pins.ts';
import { elementError } from '../../pkcs11/return-codes.ts';
import type { Pkcs11Settings } from '../../pkcs11/settings.ts';
import { connectToken, type TokenConnection } from '../../pkcs11/token-connection.ts';
import { assertChainName, assertChainSecret, assertChainSteps, type ChainName } from '../chain.ts';
import { assertPrfInput, assertRandomLength } from '../key-provider.ts';
import type { SecureElement } from '../secure-element.ts';
import { assertDigest, assertTerminalKeyName, type TerminalKey } from '../terminal-keys.ts';
import { WRAPPED_KEY_BYTES } from '../wrapped-key.ts';
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
  const { clock, onProcess } = options;
  const limits = { ...LIMITS, ...options.limits };
  const session = deviceSession('secure-element', clock);
  let connection: TokenConnection<TokenCall> | undefined;
  let token: OpenedToken | undefined;
  let cancelWatch: () => void = () => undefined;
  const pins = new RefusedPins();

  async function letGo(): Promise<void> {
    cancelWatch();
    const last = connection;
    connection = undefined;
    await last?.close();
  }

  const lost = (error: unknown): void => {
    if (!(error instanceof DeviceError)) throw error;
    session.lost(elementError('disconnected', error.message));
    void letGo();
  };

  /** Without this, removal of an idle token would go unnoticed until the next report. */
  function watch(): void {
    cancelWatch = clock.after(limits.watchEveryMs, () => {
      const asked = connection;
      if (asked === undefined) return;
      asked.ask({ call: 'check' }, limits.callMs).then(
        () => asked === connection && watch(),
        (error: unknown) => {
          if (asked !== connection) return;
          // Calls made in the meantime have timed out too
          if (error instanceof DeviceError && error.code === 'timed-out') session.fault('timed-out');
          else lost(error);
        },
      );
    });
  }

  async function open(signal: AbortSignal): Promise<void> {
    const pin = await readPrivateLine(options.pinFile, 'the PIN');
    pins.judge(pin);
    const opened = connectToken<TokenCall>(ENTRY, clock, lost);
    onProcess?.(opened.processId);
    try {
      token = await askOpen(opened, { ...options, call: 'open', pin }, limits.openMs, signal);
      pins.forget();
      connection = opened;
      watch();
    } catch (error) {
      await opened.close();
      pins.note(pin, error);
      // A hanging module is treated like an absent token
      if (error instanceof DeviceError && error.code === 'timed-out') throw elementError('disconnected', error.message);
      throw error;
    } finally {
      pin.fill(0);
    }
  }

  const queue = serialQueue();
  const inTurn = <T>(call: TokenCall, arrange: (value: unknown) => T): Promise<T> =>
    queue.run(() =>
      runAlone(session, async () => {
        const asked = connection;
        if (asked === undefined) throw elementError('disconnected', 'the token is gone');
        try {
          return arrange(await asked.ask(call, limits.callMs));
        } catch (error) {
          if (error instanceof DeviceError && error.code === 'disconnected' && asked === connection) lost(error);
          throw error;
        }
      }),
    );

  return {
    get descriptor() {
      const model = textOf(token?.model, 'pkcs11');
      return {
        kind: 'secure-element',
        driver: 'pkcs11',
        model,
        firmware: textOf(token?.firmware, 'unknown'),
        simulated: false,
      } as const;
    },
    status: session.status,
    onStatus: session.onStatus,
    connect: (signal) => session.connect(signal, open),
    async disconnect() {
      const idle = session.letGo();
      await letGo();
      await idle;
    },
    selfTest: (signal) =>
      queue.run(() =>
        session.selfTest(signal, async (signal) => {
          if (connection === undefined) throw elementError('disconnected', 'the token is gone');
          await connection.ask({ call: 'check' }, limits.selfTestMs, signal);
        }),
      ),
    publicKey: () => inTurn({ call: 'roots' }, () => Uint8Array.from(token?.publicKey ?? [])),
    sign: (message) => inTurn({ call: 'sign', message }, (value) => value as Uint8Array),
    prf: (input) => {
      assertPrfInput(input);
      return inTurn({ call: 'prf', input }, secretOf);
    },
    random: (length) => {
      assertRandomLength(length);
      return inTurn({ call: 'random', length }, secretOf);
    },
    wrapKey: (key, context) => {
      if (key.length !== WRAPPED_KEY_BYTES) throw new RangeError(`a key to wrap has ${WRAPPED_KEY_BYTES} bytes`);
      return inTurn({ call: 'wrap', key, context }, (value) => value as Uint8Array);
    },
    unwrapKey: (wrapped, context) => inTurn({ call: 'unwrap', wrapped, context }, secretOf),
    roots: () => inTurn({ call: 'roots' }, (value) => value as number[]),
    rotateRoot: () => inTurn({ call: 'rotate' }, Number),
    destroyRoot: (generation) => inTurn({ call: 'destroy', generation }, () => undefined),
    chains: () => inTurn({ call: 'chains' }, (value) => value as ChainName[]),
    makeChain: (name) => {
      assertChainName(name);
      return inTurn({ call: 'make-chain', name }, () => undefined);
    },
    importChain: (name, secret) => {
      assertChainName(name);
      assertChainSecret(secret);
      return inTurn({ call: 'import-chain', name, secret }, () => undefined);
    },
    advanceChain: (from, labels, to) => {
      assertChainName(to);
      assertChainSteps(labels);
      return inTurn({ call: 'advance-chain', from, labels, to }, () => undefined);
    },
    chainPrf: (name, label, input) => inTurn({ call: 'chain-prf', name, label, input }, secretOf),
    destroyChain: (name) => inTurn({ call: 'destroy-chain', name }, () => undefined),
    terminalKeys: {
      list: () => inTurn({ call: 'terminal-keys' }, (value) => value as TerminalKey[]),
      make: (name, curve) => {
        assertTerminalKeyName(name);
        return inTurn({ call: 'make-terminal-key', name, curve }, (value) => value as TerminalKey);
      },
      sign: (name, digest) => {
        assertDigest(digest);
        return inTurn({ call: 'sign-as-terminal', name, digest }, (value) => value as Uint8Array);
      },
      destroy: (name) => {
        assertTerminalKeyName(name);
        return inTurn({ call: 'destroy-terminal-key', name }, () => undefined);
      },
    },
  };
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

function runAlone<T>(session: DeviceSession, operation: () => Promise<T>): Promise<T> {
  return session.run(new AbortController().signal, operation);
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

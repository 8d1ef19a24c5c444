/** The key provider `tpm`: keys made in a TPM 2.0, which do not leave it. Signatures are ECDSA on P-256. */
import type { Clock } from '../../host/clock.ts';
import { underSignals } from '../../host/combined-signal.ts';
import { descriptorText } from '../../device/descriptor-text.ts';
import { DeviceError } from '../../device/device-error.ts';
import { deviceSession } from '../../device/device-session.ts';
import { serialQueue } from '../../host/serial-queue.ts';
import type { TpmFacts } from '../../tpm/capability.ts';
import { type Approval, openMeasured } from '../../tpm/measured-value.ts';
import type { ManufacturerCertificates } from '../../tpm/endorsement-chain.ts';
import { inTpm, type OpenedTpm, openTpm, type TpmSettings } from '../../tpm/open-tpm.ts';
import { type EcPoint, uncompressed } from '../../tpm/public-area.ts';
import { tpmFault } from '../../tpm/tpm-error.ts';
import { assertChainName, assertChainSecret, assertChainSteps } from '../chain.ts';
import { assertPrfInput, assertRandomLength } from '../key-provider.ts';
import type { SecureElement } from '../secure-element.ts';
import { assertDigest, assertTerminalKeyName } from '../terminal-keys.ts';
import { WRAPPED_KEY_BYTES } from '../wrapped-key.ts';
import { type ElementFile, readElementFile } from './element-file.ts';
import { tpmElementKeys, type TpmElementKeys } from './tpm-element-keys.ts';

export interface MeasuredSettings {
  /** The public key of those who approve how the machine starts. */
  readonly approvalKey: EcPoint;
  readonly approvals: readonly Approval[];
}

export interface TpmElementSettings extends TpmSettings {
  /** Binds the keys to approved starts. Called at each connection. */
  readonly measured?: (() => MeasuredSettings) | undefined;
  /** Certificates to which that of the endorsement key must lead; verified when the keys are made. */
  readonly manufacturers?: (() => ManufacturerCertificates) | undefined;
}

export interface TpmElementOptions extends TpmElementSettings {
  readonly clock: Clock;
  /** Folder of the stored keys; not in a backup. */
  readonly folder: string;
  /** Refuses a TPM whose manufacturer is not a known maker of chips. */
  readonly hardwareOnly: boolean;
  readonly limits?: Partial<TpmLimits>;
}

export interface TpmLimits {
  /** Limit of connecting, ms. */
  readonly openMs: number;
  /** Limit of one command, ms. */
  readonly commandMs: number;
  /** Limit of a self-test, ms. */
  readonly selfTestMs: number;
  /** Interval of a light command to an idle TPM, ms. */
  readonly watchEveryMs: number;
}

export const TPM_LIMITS: TpmLimits = { openMs: 4_500, commandMs: 3_000, selfTestMs: 1_800, watchEveryMs: 1_000 };

interface Connection {
  readonly opened: OpenedTpm;
  readonly keys: TpmElementKeys;
  readonly authValue: Uint8Array;
}

export function tpmSecureElement(options: TpmElementOptions): SecureElement {
  const { clock, folder } = options;
  const limits = { ...TPM_LIMITS, ...options.limits };
  const session = deviceSession('secure-element', clock);
  const queue = serialQueue();
  let connection: Connection | undefined;
  let facts: TpmFacts | undefined;
  let cancelWatch: () => void = () => undefined;

  async function letGo(): Promise<void> {
    cancelWatch();
    const last = connection;
    connection = undefined;
    last?.authValue.fill(0);
    await last?.opened.close();
  }

  /** Runs on this connection. After a failure of the transport it is gone. */
  async function use<T>(step: (keys: TpmElementKeys) => Promise<T>): Promise<T> {
    const used = connection;
    if (used === undefined) throw tpmFault('disconnected', 'the TPM is gone');
    try {
      return await inTpm(used.opened.tpm, () => step(used.keys));
    } catch (error) {
      if (used === connection && error instanceof DeviceError && ENDS.has(error.code)) {
        await letGo();
        if (error.code === 'disconnected') session.lost(error);
      }
      throw error;
    }
  }

  const inTurn = <T>(step: (keys: TpmElementKeys) => Promise<T>): Promise<T> =>
    queue.run(() => session.run(new AbortController().signal, () => use(step)));

  /** Without this, the loss of an idle TPM would go unnoticed until the next report. One that answered since the last look is not asked. */
  function watch(): void {
    const watched = connection;
    if (watched === undefined) return;
    const { answers } = watched.opened.tpm;
    cancelWatch = clock.after(limits.watchEveryMs, () => {
      if (watched !== connection) return;
      if (watched.opened.tpm.answers > answers) return watch();
      const done = queue.run(() => (watched === connection ? use((keys) => keys.glance()) : undefined));
      done.then(
        () => watched === connection && watch(),
        (error: unknown) => {
          if (!(error instanceof DeviceError)) throw error;
          session.fault(error.code);
        },
      );
    });
  }

  async function open(signal: AbortSignal): Promise<void> {
    const limit = new AbortController();
    const cancelLimit = clock.after(limits.openMs, () => limit.abort());
    try {
      connection = await underSignals([signal, limit.signal], openConnection);
      facts = connection.opened.facts;
      watch();
    } catch (error) {
      if (limit.signal.aborted) throw tpmFault('timed-out', 'the TPM does not answer', error);
      throw error;
    } finally {
      cancelLimit();
    }
  }

  async function openConnection(signal: AbortSignal): Promise<Connection> {
    const file = readElementFile(folder);
    const opened = await openTpm({ ...options, commandMs: limits.commandMs }, signal);
    const onAbort = (): void => opened.tpm.close();
    signal.addEventListener('abort', onAbort, { once: true });
    let authValue: Uint8Array | undefined;
    try {
      return await inTpm(opened.tpm, async () => {
        if (!Buffer.from(opened.storageRoot.publicArea.name).equals(file.storageRoot)) {
          throw tpmFault(
            'unsupported',
            'this is another TPM than the one with the keys of this kiosk, or it was cleared',
          );
        }
        if (options.manufacturers !== undefined && file.endorsement === undefined) {
          throw tpmFault('unsupported', 'the keys were made without verifying the certificate of the TPM');
        }
        authValue = await authValueOf(opened, file, settingOf(options.measured));
        return { opened, authValue, keys: await tpmElementKeys(opened, file, authValue, folder) };
      });
    } catch (error) {
      authValue?.fill(0);
      await opened.close();
      throw error;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  return {
    get descriptor() {
      return {
        kind: 'secure-element',
        driver: 'tpm',
        model: descriptorText(facts === undefined ? 'tpm' : `${facts.manufacturer} ${facts.model}`),
        firmware: descriptorText(facts?.firmware),
        simulated: false,
      } as const;
    },
    status: session.status,
    onStatus: session.onStatus,
    connect: (signal) => session.connect(signal, open),
    async disconnect() {
      const idle = session.letGo();
      connection?.opened.tpm.close();
      await letGo();
      await idle;
    },
    async selfTest(signal) {
      const late = tpmFault('timed-out', `the TPM has not passed its test within ${limits.selfTestMs} ms`);
      let isLate = false;
      // The limit includes the time in which the test waits for earlier calls; it ends them too
      const cancelLimit = clock.after(limits.selfTestMs, () => {
        isLate = true;
        connection?.opened.tpm.close(late);
      });
      const check = async (signal: AbortSignal): Promise<void> => {
        const end = (): void => connection?.opened.tpm.close();
        signal.addEventListener('abort', end, { once: true });
        try {
          if (!isLate) await use((keys) => keys.check());
        } catch (error) {
          if (!isLate) throw error;
        } finally {
          signal.removeEventListener('abort', end);
        }
        if (isLate) throw late;
      };
      return queue.run(() => session.selfTest(signal, check)).finally(cancelLimit);
    },
    publicKey: () => inTurn((keys) => keys.publicKey()),
    sign: (message) => inTurn((keys) => keys.sign(message)),
    prf: (input) => {
      assertPrfInput(input);
      return inTurn((keys) => keys.prf(input));
    },
    random: (length) => {
      assertRandomLength(length);
      return inTurn((keys) => keys.random(length));
    },
    wrapKey: (key, context) => {
      if (key.length !== WRAPPED_KEY_BYTES) throw new RangeError(`a key to wrap has ${WRAPPED_KEY_BYTES} bytes`);
      return inTurn((keys) => keys.wrapKey(key, context));
    },
    unwrapKey: (wrapped, context) => inTurn((keys) => keys.unwrapKey(wrapped, context)),
    roots: () => inTurn((keys) => keys.roots()),
    rotateRoot: () => inTurn((keys) => keys.rotateRoot()),
    destroyRoot: (generation) => inTurn((keys) => keys.destroyRoot(generation)),
    chains: () => inTurn((keys) => keys.chains()),
    makeChain: (name) => {
      assertChainName(name);
      return inTurn((keys) => keys.makeChain(name));
    },
    importChain: (name, secret) => {
      assertChainName(name);
      assertChainSecret(secret);
      return inTurn((keys) => keys.importChain(name, secret));
    },
    advanceChain: (from, labels, to) => {
      assertChainName(to);
      assertChainSteps(labels);
      return inTurn((keys) => keys.advanceChain(from, labels, to));
    },
    chainPrf: (name, label, input) => inTurn((keys) => keys.chainPrf(name, label, input)),
    destroyChain: (name) => inTurn((keys) => keys.destroyChain(name)),
    terminalKeys: {
      list: () => inTurn(({ terminal }) => terminal.list()),
      make: (name, curve) => {
        assertTerminalKeyName(name);
        return inTurn(({ terminal }) => terminal.make(name, curve));
      },
      sign: (name, digest) => {
        assertDigest(digest);
        return inTurn(({ terminal }) => terminal.sign(name, digest));
      },
      destroy: (name) => {
        assertTerminalKeyName(name);
        return inTurn(({ terminal }) => terminal.destroy(name));
      },
    },
    attestation: {
      identity: (nonce) => inTurn(({ attestation }) => attestation.identity(nonce)),
      activate: (identity, secret) => inTurn(({ attestation }) => attestation.activate(identity, secret)),
      quote: (registers, nonce) => inTurn(({ attestation }) => attestation.quote(registers, nonce)),
    },
  };
}

/** Failures after which the connection cannot be used. */
const ENDS: ReadonlySet<string> = new Set(['disconnected', 'timed-out', 'corrupt']);

/** Rejects an unreadable file like any other missing prerequisite. */
export function settingOf<T>(read: (() => T) | undefined): T | undefined {
  try {
    return read?.();
  } catch (cause) {
    throw tpmFault(
      'unsupported',
      cause instanceof Error ? cause.message : 'a file of the settings is unreadable',
      cause,
    );
  }
}

async function authValueOf(
  opened: OpenedTpm,
  { authorisation }: ElementFile,
  measured: MeasuredSettings | undefined,
): Promise<Uint8Array> {
  if (authorisation.kind === 'stored' && measured === undefined) return authorisation.value;
  if (authorisation.kind === 'stored' || measured === undefined || !isSamePoint(authorisation, measured)) {
    throw tpmFault(
      'unsupported',
      'the keys in the TPM are bound to another key of approvals than the configured one, or one of both has none',
    );
  }
  return openMeasured(opened, authorisation.sealed, authorisation.approvalKey, measured.approvals);
}

function isSamePoint(
  { approvalKey: one }: { readonly approvalKey: EcPoint },
  { approvalKey: other }: MeasuredSettings,
) {
  return Buffer.from(uncompressed(one)).equals(uncompressed(other));
}

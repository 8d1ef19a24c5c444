/** The key provider `tpm`: keys made in a TPM 2.0, which do not leave it. Signatures are ECDSA on P-256. */
import type { Clock } from '../../host/clock.ts';
import { withinTime } from '../../host/within-time.ts';
import type { SelfTestResult } from '../../device/device.ts';
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
import { checkedKeys, checkedTerminalKeys } from '../checked-calls.ts';
import type { SecureElement } from '../secure-element.ts';
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
  const link = new ElementLink(options);
  const { status, onStatus } = link.session;
  const inTurn = <T>(step: (keys: TpmElementKeys) => Promise<T>): Promise<T> => link.inTurn(step);
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
      publicKey: () => inTurn((keys) => keys.publicKey()),
      sign: (message) => inTurn((keys) => keys.sign(message)),
      prf: (input) => inTurn((keys) => keys.prf(input)),
      random: (length) => inTurn((keys) => keys.random(length)),
      wrapKey: (key, context) => inTurn((keys) => keys.wrapKey(key, context)),
      unwrapKey: (wrapped, context) => inTurn((keys) => keys.unwrapKey(wrapped, context)),
      roots: () => inTurn((keys) => keys.roots()),
      rotateRoot: () => inTurn((keys) => keys.rotateRoot()),
      destroyRoot: (generation) => inTurn((keys) => keys.destroyRoot(generation)),
      chains: () => inTurn((keys) => keys.chains()),
      makeChain: (name) => inTurn((keys) => keys.makeChain(name)),
      importChain: (name, secret) => inTurn((keys) => keys.importChain(name, secret)),
      advanceChain: (from, labels, to) => inTurn((keys) => keys.advanceChain(from, labels, to)),
      chainPrf: (name, label, input) => inTurn((keys) => keys.chainPrf(name, label, input)),
      destroyChain: (name) => inTurn((keys) => keys.destroyChain(name)),
    }),
    terminalKeys: checkedTerminalKeys({
      list: () => inTurn(({ terminal }) => terminal.list()),
      make: (name, curve) => inTurn(({ terminal }) => terminal.make(name, curve)),
      sign: (name, digest) => inTurn(({ terminal }) => terminal.sign(name, digest)),
      destroy: (name) => inTurn(({ terminal }) => terminal.destroy(name)),
    }),
    attestation: {
      identity: (nonce) => inTurn(({ attestation }) => attestation.identity(nonce)),
      activate: (identity, secret) => inTurn(({ attestation }) => attestation.activate(identity, secret)),
      quote: (registers, nonce) => inTurn(({ attestation }) => attestation.quote(registers, nonce)),
    },
  };
}

/** The connection to the TPM: one at a time, watched. */
class ElementLink {
  readonly session;
  readonly #options: TpmElementOptions;
  readonly #limits: TpmLimits;
  readonly #queue = serialQueue();
  #connection: Connection | undefined;
  #facts: TpmFacts | undefined;
  #cancelWatch: () => void = () => undefined;

  constructor(options: TpmElementOptions) {
    this.#options = options;
    this.#limits = { ...TPM_LIMITS, ...options.limits };
    this.session = deviceSession('secure-element', options.clock);
  }

  descriptor() {
    const facts = this.#facts;
    return {
      kind: 'secure-element',
      driver: 'tpm',
      model: descriptorText(facts === undefined ? 'tpm' : `${facts.manufacturer} ${facts.model}`),
      firmware: descriptorText(facts?.firmware),
      simulated: false,
    } as const;
  }

  connect(signal: AbortSignal): Promise<void> {
    return this.session.connect(signal, (running) => this.#open(running));
  }

  async disconnect(): Promise<void> {
    const idle = this.session.letGo();
    this.#connection?.opened.tpm.close();
    await this.#letGo();
    await idle;
  }

  selfTest(signal: AbortSignal): Promise<SelfTestResult> {
    const { selfTestMs } = this.#limits;
    const late = tpmFault('timed-out', `the TPM has not passed its test within ${selfTestMs} ms`);
    let isLate = false;
    // The limit includes the time in which the test waits for earlier calls; it ends them too
    const cancelLimit = this.#options.clock.after(selfTestMs, () => {
      isLate = true;
      this.#connection?.opened.tpm.close(late);
    });
    const check = async (running: AbortSignal): Promise<void> => {
      const end = (): void => this.#connection?.opened.tpm.close();
      running.addEventListener('abort', end, { once: true });
      try {
        if (!isLate) await this.#use((keys) => keys.check());
      } catch (error) {
        if (!isLate) throw error;
      } finally {
        running.removeEventListener('abort', end);
      }
      if (isLate) throw late;
    };
    return this.#queue.run(() => this.session.selfTest(signal, check)).finally(cancelLimit);
  }

  inTurn<T>(step: (keys: TpmElementKeys) => Promise<T>): Promise<T> {
    return this.#queue.run(() => this.session.run(new AbortController().signal, () => this.#use(step)));
  }

  async #letGo(): Promise<void> {
    this.#cancelWatch();
    const last = this.#connection;
    this.#connection = undefined;
    last?.authValue.fill(0);
    await last?.opened.close();
  }

  /** Runs on this connection. After a failure of the transport it is gone. */
  async #use<T>(step: (keys: TpmElementKeys) => Promise<T>): Promise<T> {
    const used = this.#connection;
    if (used === undefined) throw tpmFault('disconnected', 'the TPM is gone');
    try {
      return await inTpm(used.opened.tpm, () => step(used.keys));
    } catch (error) {
      if (used === this.#connection && error instanceof DeviceError && ENDS.has(error.code)) {
        await this.#letGo();
        if (error.code === 'disconnected') this.session.lost(error);
      }
      throw error;
    }
  }

  /** Without this, the loss of an idle TPM would go unnoticed until the next report. One that answered since the last look is not asked. */
  #watch(): void {
    const watched = this.#connection;
    if (watched === undefined) return;
    const { answers } = watched.opened.tpm;
    const isCurrent = (): boolean => watched === this.#connection;
    this.#cancelWatch = this.#options.clock.after(this.#limits.watchEveryMs, () => {
      if (!isCurrent()) return;
      if (watched.opened.tpm.answers > answers) return this.#watch();
      this.#queue
        .run(() => (isCurrent() ? this.#use((keys) => keys.glance()) : undefined))
        .then(
          () => isCurrent() && this.#watch(),
          (error: unknown) => {
            if (!(error instanceof DeviceError)) throw error;
            this.session.fault(error.code);
          },
        );
    });
  }

  async #open(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    this.#connection = await withinTime(clock, this.#limits.openMs, signal, (limited) =>
      this.#openConnection(limited).catch((error: unknown) => {
        throw limited.aborted && !signal.aborted ? tpmFault('timed-out', 'the TPM does not answer', error) : error;
      }),
    );
    this.#facts = this.#connection.opened.facts;
    this.#watch();
  }

  async #openConnection(signal: AbortSignal): Promise<Connection> {
    const { folder, measured, manufacturers } = this.#options;
    const file = readElementFile(folder);
    const opened = await openTpm({ ...this.#options, commandMs: this.#limits.commandMs }, signal);
    const onAbort = (): void => opened.tpm.close();
    signal.addEventListener('abort', onAbort, { once: true });
    let authValue: Uint8Array | undefined;
    try {
      return await inTpm(opened.tpm, async () => {
        assertFits(file, opened, manufacturers !== undefined);
        authValue = await authValueOf(opened, file, settingOf(measured));
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
}

/** Throws `unsupported`. */
function assertFits(file: ElementFile, opened: OpenedTpm, isEndorsed: boolean): void {
  if (!Buffer.from(opened.storageRoot.publicArea.name).equals(file.storageRoot)) {
    throw tpmFault('unsupported', 'this is another TPM than the one with the keys of this kiosk, or it was cleared');
  }
  if (isEndorsed && file.endorsement === undefined) {
    throw tpmFault('unsupported', 'the keys were made without verifying the certificate of the TPM');
  }
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

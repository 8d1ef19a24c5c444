/**
 * Answers a grant with evidence that only its officer's browser can open. The order matters: faults are found before the
 * grant's use is recorded, and the viewing is on the disk before a byte is sent.
 */
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Mode } from '../../../hardware/host/mode.ts';
import { tokenBucket } from '../../../hardware/host/token-bucket.ts';
import { decodeBase64Url } from '../../../server/contract/base64url.ts';
import type { ReleasedCapture } from '../../../server/contract/evidence-answer.ts';
import type { EvidenceModality, GrantRefusal } from '../../../server/contract/evidence-vocabulary.ts';
import { type EvidenceGrant, openGrant } from '../../../server/contract/grant.ts';
import { isMarkedFor } from '../../../server/contract/rehearsal.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { OfficerKeys } from '../../lists/officer-keys/officer-keys.ts';
import type { Reporter } from '../../fleet/uplink/reporter.ts';
import { KeyError } from '../../vault/captures/keys/key-error.ts';
import type { KeptClass } from '../../vault/captures/kept-class.ts';
import type { KeptCapture, Vault } from '../../vault/captures/vault.ts';
import { VaultError } from '../../vault/captures/vault-error.ts';
import type { AtGrantStep } from './grant-step.ts';
import type { GrantUses } from './grant-uses.ts';
import { type AssertedGrant, judgeGrant, type LaneFacts } from './judge-grant.ts';
import type { RevocationsFeed } from './revocations.ts';
import { sealKeyToOfficer } from './seal-key.ts';

export type Release =
  | { readonly kind: 'released'; readonly captures: readonly ReleasedCapture[] }
  | { readonly kind: 'refused'; readonly why: GrantRefusal | 'malformed-grant' | 'forged-grant' };

export interface ReleaseParts {
  readonly kioskId: KioskId;
  readonly clock: Clock;
  readonly mode: Mode;
  /** 32 bytes. */
  readonly serverKeys: () => readonly Uint8Array[];
  readonly vault: Pick<Vault, 'lendKeptKeys' | 'keeping'>;
  readonly uses: GrantUses;
  /** Roles that the retention policy permits to see captures of a class. */
  readonly visibleTo: (keptAs: KeptClass) => LaneFacts['visibleTo'];
  readonly revocations: Pick<RevocationsFeed, 'latest'>;
  /** Those in force now. */
  readonly officerKeys: () => OfficerKeys | undefined;
  readonly reporter: Pick<Reporter, 'viewing'>;
  readonly log: LogEvent;
  /** Called when there is a report to deliver. */
  readonly onReport: () => void;
  readonly at?: AtGrantStep;
}

export interface Releaser {
  /** Rejects when the viewing cannot be recorded; then nothing is released. */
  release(wire: Uint8Array): Promise<Release>;
  /** Number of grants without a valid server signature, since the start. */
  forged(): number;
}

/** Most refusals reported at once, and the time until one more may be: repeated old grants must not fill the disk. */
const REFUSALS_AT_ONCE = 20;
const REFUSAL_EVERY_MS = 30_000;

export function createReleaser(parts: ReleaseParts): Releaser {
  const {
    kioskId,
    mode,
    clock,
    serverKeys,
    vault,
    uses,
    visibleTo,
    revocations,
    officerKeys,
    reporter,
    log,
    onReport,
    at = () => undefined,
  } = parts;
  let forged = 0;
  const untilReport = tokenBucket(clock, { burst: REFUSALS_AT_ONCE, everyMs: REFUSAL_EVERY_MS });

  const record = async (grant: EvidenceGrant, digest: string, outcome: Outcome): Promise<void> => {
    if (outcome.kind === 'refused' && untilReport() > 0) return;
    const viewing =
      outcome.kind === 'refused'
        ? { grant: digest, released: [], refusal: outcome.why }
        : { grant: digest, released: [...outcome.modalities] };
    await reporter.viewing(grant.transactionId, viewing);
    at('viewing-recorded');
    onReport();
  };

  const decide = async (asserted: AssertedGrant): Promise<Outcome> => {
    const { grant, digest } = asserted;
    const nowMs = clock.wallMs();
    const kept = await vault.keeping.of(grant.transactionId);
    const facts = { kioskId, nowMs, visibleTo: visibleTo(kept?.keptAs ?? 'referred') };
    const judged = judgeGrant(asserted, { ...facts, revocations: revocations.latest(), officerKeys: officerKeys() });
    if (judged.kind === 'refused') return judged;
    const use = await uses.spend(grant, judged.keyUse, nowMs);
    if (use !== 'spent') return { kind: 'refused', why: use };
    at('grant-spent');
    const publicKey = decodeBase64Url(grant.publicKey);
    if (publicKey === undefined) return { kind: 'refused', why: 'unusable-key' };
    const modalities = new Set<EvidenceModality>();
    const wanted = new Set<KeptCapture['header']['modality']>(grant.modalities);
    try {
      const captures = await vault.lendKeptKeys(grant.transactionId, wanted, async ({ header, ...kept }, dataKey) => {
        const { captureId, modality } = header;
        const key = await sealKeyToOfficer(publicKey, dataKey, digest, captureId).catch(() => {
          throw new UnusableKey();
        });
        at('key-sealed');
        for (const named of grant.modalities) if (named === modality) modalities.add(named);
        return { captureId, ...key, ...kept };
      });
      if (captures.length === 0) return { kind: 'refused', why: 'no-longer-kept' };
      return { kind: 'released', captures, modalities };
    } catch (error) {
      return { kind: 'refused', why: whyOf(error) };
    }
  };

  return {
    async release(wire) {
      const read = openGrant(wire, serverKeys());
      const isOfMode = read.kind === 'valid' && isMarkedFor(mode, read.message);
      if (read.kind === 'refused' || !isOfMode) {
        forged += 1;
        const isMalformed = read.kind === 'refused' && read.code !== 'bad-signature';
        const why = isMalformed ? 'malformed-grant' : 'forged-grant';
        log({ event: 'evidence-refused', why });
        return { kind: 'refused', why };
      }
      const { message: grant, digest, assertion } = read;
      const outcome = await decide({ grant, digest, assertion });
      await record(grant, digest, outcome);
      if (outcome.kind === 'refused') log({ event: 'evidence-refused', why: outcome.why });
      else log({ event: 'evidence-released', captures: outcome.captures.length });
      return outcome;
    },
    forged: () => forged,
  };
}

type Outcome =
  | { readonly kind: 'refused'; readonly why: GrantRefusal }
  | {
      readonly kind: 'released';
      readonly captures: readonly ReleasedCapture[];
      readonly modalities: ReadonlySet<EvidenceModality>;
    };

class UnusableKey extends Error {
  override readonly name = 'UnusableKey';
}

/** Captures whose key was destroyed are no longer stored; other errors are faults of the lane. */
function whyOf(error: unknown): GrantRefusal {
  if (error instanceof UnusableKey) return 'unusable-key';
  if (error instanceof KeyError) return error.code === 'unavailable' ? 'keys-away' : 'no-longer-kept';
  if (error instanceof VaultError) return 'no-longer-kept';
  throw error;
}

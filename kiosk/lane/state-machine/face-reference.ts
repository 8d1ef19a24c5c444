/**
 * The reference of the face comparison: a registered traveller's record if the policy uses records and it opens,
 * otherwise the portrait.
 */
import { DeviceError } from '../../../hardware/device/device-error.ts';
import type { ReferenceRoute } from '../../rules/decision/evidence.ts';
import { asksForRegisteredFaces, type Policy } from '../../rules/decision/policy.ts';
import type { RegistrationPseudonym } from '../../rules/document/registration-pseudonym.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { FaceAnalysis } from '../../biometrics/face/analysis.ts';
import type { FaceRegistrations } from '../../lists/registration/face-registrations.ts';
import { type HolderToken, readHolderToken } from '../../lists/registration/holder-token.ts';
import { KeyError } from '../../vault/captures/keys/key-error.ts';
import type { SealedCapture } from '../../vault/captures/vault.ts';
import type { TokenOffered } from '../../platform/base/vocabulary.ts';

export interface FaceReferenceOptions {
  /** The policy of the current traveller. */
  readonly policy: () => Policy;
  readonly analysis: Pick<FaceAnalysis, 'setReference' | 'setRecord'>;
  readonly faceRegistrations: Pick<FaceRegistrations, 'lend' | 'custody'>;
  readonly log: LogEvent;
}

/** Data of the document for finding a reference. */
export interface FaceSources {
  readonly portrait: SealedCapture | undefined;
  readonly pseudonym: RegistrationPseudonym | undefined;
}

export interface FaceReference {
  /** Whether the policy uses records, and this traveller has one that only their token opens. */
  awaitsToken(pseudonym: RegistrationPseudonym): Promise<boolean>;
  /**
   * Tries a token, as characters that the caller wipes. A fitting token replaces an earlier one and is kept until
   * `forget`, unless the signal has fired.
   */
  offer(pseudonym: RegistrationPseudonym, text: Uint8Array, signal: AbortSignal): Promise<TokenOffered>;
  /**
   * Sets the reference in the analysis thread. Resolves to `undefined` when no reference is usable. Rejects when the
   * thread fails.
   */
  take(sources: FaceSources): Promise<ReferenceRoute | undefined>;
  /** Wipes the token. */
  forget(): void;
}

export function createFaceReference(options: FaceReferenceOptions): FaceReference {
  const { policy, analysis, faceRegistrations, log } = options;
  let token: HolderToken | undefined;
  const forget = (): void => {
    token?.key.fill(0);
    token = undefined;
  };

  /** Without the secure element the portrait is still usable, so the traveller is not referred. */
  const lend = <T>(
    pseudonym: RegistrationPseudonym,
    shown: HolderToken | undefined,
    use: Parameters<typeof faceRegistrations.lend<T>>[2],
  ) =>
    faceRegistrations.lend(pseudonym, shown, use).catch((error: unknown) => {
      if (!(error instanceof KeyError) && !(error instanceof DeviceError)) throw error;
      return { kind: 'unusable' } as const;
    });

  const takeRecord = async (pseudonym: RegistrationPseudonym): Promise<boolean> => {
    const lent = await lend(pseudonym, token, (record) => analysis.setRecord(record));
    const unusable = lent.kind === 'unusable' || (lent.kind === 'lent' && !lent.result);
    if (unusable) log({ event: 'registration-unusable' });
    return lent.kind === 'lent' && lent.result;
  };

  /** Whether the policy uses records of the lane or of the holder. */
  const looksForRecord = (): boolean =>
    asksForRegisteredFaces(policy()) && (token !== undefined || policy().faceReference !== 'holder-carried-first');

  return {
    awaitsToken: async (pseudonym) =>
      asksForRegisteredFaces(policy()) && (await faceRegistrations.custody(pseudonym)) === 'holder',
    async offer(pseudonym, text, signal) {
      const shown = readHolderToken(text);
      if (shown === undefined) return 'unreadable';
      let kept = false;
      try {
        // A record that the lane itself can open needs no token
        if ((await faceRegistrations.custody(pseudonym)) !== 'holder') return 'refused';
        const { kind } = await lend(pseudonym, shown, async () => undefined);
        if (kind !== 'lent') return kind === 'unusable' ? 'unavailable' : 'refused';
        kept = !signal.aborted;
        if (kept) {
          forget();
          token = shown;
        }
        return 'fits';
      } finally {
        if (!kept) shown.key.fill(0);
      }
    },
    async take({ portrait, pseudonym }) {
      if (pseudonym !== undefined && looksForRecord() && (await takeRecord(pseudonym))) {
        return token === undefined ? 'registered' : 'holder-carried';
      }
      return portrait !== undefined && (await analysis.setReference(portrait)) ? 'document' : undefined;
    },
    forget,
  };
}

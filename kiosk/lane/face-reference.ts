/** Whom the live face is compared with: a registered traveller's record where the policy looks for one and it opens, else the portrait. */
import { DeviceError } from '../../hardware/device/device-error.ts';
import type { ReferenceRoute } from '../decision/evidence.ts';
import { asksForRegisteredFaces, type Policy } from '../decision/policy.ts';
import type { RegistrationPseudonym } from '../document/registration-pseudonym.ts';
import type { LogEvent } from '../base/events.ts';
import type { FaceAnalysis } from '../face/analysis.ts';
import type { FaceRegistrations } from '../registration/face-registrations.ts';
import { type HolderToken, readHolderToken } from '../registration/holder-token.ts';
import { KeyError } from '../vault/keys/key-error.ts';
import type { SealedCapture } from '../vault/vault.ts';
import type { TokenOffered } from '../base/vocabulary.ts';

export interface FaceReferenceOptions {
  /** Of the traveller who is being served. */
  readonly policy: () => Policy;
  readonly analysis: Pick<FaceAnalysis, 'setReference' | 'setRecord'>;
  readonly faceRegistrations: Pick<FaceRegistrations, 'lend' | 'custody'>;
  readonly log: LogEvent;
}

/** What the document gave to find a reference by. */
export interface FaceSources {
  readonly portrait: SealedCapture | undefined;
  readonly pseudonym: RegistrationPseudonym | undefined;
}

export interface FaceReference {
  /** Whether the policy looks for a record of theirs and there is one that only their token opens. */
  awaitsToken(pseudonym: RegistrationPseudonym): Promise<boolean>;
  /**
   * A token that this traveller shows, as characters; the caller wipes them. One that fits is kept until `forget`, in the place of one
   * before, unless the signal has fired meanwhile.
   */
  offer(pseudonym: RegistrationPseudonym, text: Uint8Array, signal: AbortSignal): Promise<TokenOffered>;
  /** Has the analysis thread take the reference. `undefined`: there is none that can be used. Rejects when the thread fails. */
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

  /** A secure element that is away is no reason to refer somebody whose portrait is there. */
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

  /** Of the lane's own records, or of the holder's alone. */
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
        // A record that the lane opens by itself says nothing of a token
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

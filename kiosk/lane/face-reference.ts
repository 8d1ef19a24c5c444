/** Whom the live face is compared with: a registered traveller's record where the policy looks for one and it opens, else the portrait. */
import { DeviceError } from '../../hardware/device-error.ts';
import { asksForRegisteredFaces, type Policy } from '../decision/policy.ts';
import type { RegistrationPseudonym } from '../document/registration-pseudonym.ts';
import type { LogEvent } from '../events.ts';
import type { FaceAnalysis } from '../face/analysis.ts';
import type { FaceRegistrations } from '../registration/face-registrations.ts';
import { type HolderToken, readHolderToken } from '../registration/holder-token.ts';
import { KeyError } from '../vault/keys/key-error.ts';
import type { SealedCapture } from '../vault/vault.ts';

export interface FaceReferenceOptions {
  readonly policy: Policy;
  readonly analysis: Pick<FaceAnalysis, 'setReference' | 'setRecord'>;
  readonly faceRegistrations: Pick<FaceRegistrations, 'lend'>;
  readonly log: LogEvent;
}

/** What the document gave to find a reference by. */
export interface FaceSources {
  readonly portrait: SealedCapture | undefined;
  readonly pseudonym: RegistrationPseudonym | undefined;
}

export interface FaceReference {
  /** A token that this traveller shows; the one shown before is forgotten. `false`: it is none. */
  showToken(text: string): boolean;
  /** Has the analysis thread take the reference. `false`: there is none that can be used. Rejects when the thread fails. */
  take(sources: FaceSources): Promise<boolean>;
  /** Wipes the token. */
  forget(): void;
}

export function createFaceReference({ policy, analysis, faceRegistrations, log }: FaceReferenceOptions): FaceReference {
  let token: HolderToken | undefined;
  const forget = (): void => {
    token?.key.fill(0);
    token = undefined;
  };

  /** A secure element that is away is no reason to refer somebody whose portrait is there. */
  const takeRecord = async (pseudonym: RegistrationPseudonym): Promise<boolean> => {
    const lent = await faceRegistrations
      .lend(pseudonym, token, (record) => analysis.setRecord(record))
      .catch((error: unknown) => {
        if (!(error instanceof KeyError) && !(error instanceof DeviceError)) throw error;
        return { kind: 'unusable' } as const;
      });
    const unusable = lent.kind === 'unusable' || (lent.kind === 'lent' && !lent.result);
    if (unusable) log({ event: 'registration-unusable' });
    return lent.kind === 'lent' && lent.result;
  };

  return {
    showToken(text) {
      const read = readHolderToken(text);
      if (read === undefined) return false;
      forget();
      token = read;
      return true;
    },
    async take({ portrait, pseudonym }) {
      if (asksForRegisteredFaces(policy) && pseudonym !== undefined && (await takeRecord(pseudonym))) return true;
      return portrait !== undefined && (await analysis.setReference(portrait));
    },
    forget,
  };
}

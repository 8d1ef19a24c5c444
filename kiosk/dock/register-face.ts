/** Enrolment of faces for development, from a holder's photographs; in production an officer at a desk would do this. */
import { randomBytes } from 'node:crypto';
import type { SpecimenDocument } from '../../hardware/simulation/specimen-document.ts';
import type { TransactionId } from '../../server/contract/report.ts';
import type { KioskInside } from '../main/app/kiosk.ts';
import type { Custody, Enrolment, RecordMissing } from '../lists/registration/face-registrations.ts';
import type { HolderToken } from '../lists/registration/holder-token.ts';
import type { SealedCapture } from '../vault/captures/vault.ts';
import { holderPseudonym } from './holder-pseudonym.ts';

/** Version of the consent text on the dock. */
const CONSENT_VERSION = 'dock-face-1';

type Inside = Pick<
  KioskInside,
  'simulation' | 'vault' | 'analysis' | 'registrations' | 'faceRegistrations' | 'policy' | 'log'
>;

/** `no-zone`: the document cannot be read, so no record can be stored for it. */
export type NoZone = { readonly kind: 'no-zone' };

/**
 * The holder has consented. Each photograph must match the portrait at the policy's rate. Rejects when the analysis thread or the
 * secure element fails.
 */
export async function registerFace(
  inside: Inside,
  document: SpecimenDocument,
  custody: Custody,
): Promise<Enrolment | NoZone> {
  const { simulation, vault, analysis, faceRegistrations, policy, log } = inside;
  const pseudonym = holderPseudonym(inside, document);
  if (pseudonym === undefined) return { kind: 'no-zone' };
  // Not a transaction at the gate: a separate id, under which its pictures are destroyed at once.
  const sessionId = randomBytes(16).toString('hex') as TransactionId;
  try {
    const person = simulation.specimens.find(({ id }) => id === document.holder);
    const captures: SealedCapture[] = [];
    for (const photograph of (person?.photographs ?? []).keys()) {
      const picture = await simulation.portrait(document.holder, photograph);
      captures.push(vault.sealEncoded(picture, 'face-frame', sessionId));
    }
    const portrait = vault.sealEncoded(await simulation.portrait(document.holder, 0), 'chip-portrait', sessionId);
    const rate = Number(policy.faceFalseMatchRate);
    const result = await faceRegistrations.enrol(pseudonym, CONSENT_VERSION, custody, (keys) =>
      analysis.protect(portrait, captures, keys, rate),
    );
    if (result.kind === 'registered') log({ event: 'traveller-registered' });
    return result;
  } finally {
    vault.forget(sessionId);
  }
}

/** Derives a record under new keys from the old one. */
export async function renewFace(
  inside: Inside,
  document: SpecimenDocument,
  token: HolderToken | undefined,
): Promise<Enrolment | RecordMissing | NoZone> {
  const pseudonym = holderPseudonym(inside, document);
  if (pseudonym === undefined) return { kind: 'no-zone' };
  const result = await inside.faceRegistrations.renew(pseudonym, token, (from, to) => inside.analysis.renew(from, to));
  if (result.kind === 'registered') inside.log({ event: 'registration-renewed' });
  return result;
}

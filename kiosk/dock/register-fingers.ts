/**
 * Enrolment for development, from the simulated fingers of a document's holder; in production an officer at a desk would do
 * this.
 */
import { randomBytes } from 'node:crypto';
import type { FingerPosition } from '../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import { IMPRESSION_PPI } from '../../hardware/simulation/ridges/impression.ts';
import type { SpecimenDocument } from '../../hardware/simulation/specimen-document.ts';
import type { TransactionId } from '../../server/contract/report.ts';
import type { KioskInside } from '../main/app/kiosk.ts';
import type { SealedImpression } from '../biometrics/finger/finger-analysis.ts';
import { holderPseudonym } from './holder-pseudonym.ts';

/** Both index fingers, each twice. */
const POSITIONS: readonly FingerPosition[] = [2, 7];
const IMPRESSIONS_OF_EACH = 2;
/** Version of the consent text on the dock. */
const CONSENT_VERSION = 'dock-1';

type Inside = Pick<KioskInside, 'simulation' | 'vault' | 'fingerAnalysis' | 'registrations' | 'log'>;

/** `no-zone`: the document cannot be read, so no record can be stored for it. `poor-prints`: try again. */
export type FingerRegistration = 'registered' | 'no-zone' | 'poor-prints';

/** The holder has consented. Rejects when the finger thread or the secure element fails. */
export async function registerFingers(inside: Inside, document: SpecimenDocument): Promise<FingerRegistration> {
  const { simulation, vault, fingerAnalysis, registrations, log } = inside;
  const pseudonym = holderPseudonym(inside, document);
  if (pseudonym === undefined) return 'no-zone';
  // Not a transaction at the gate: a separate id, under which its prints are destroyed at once.
  const sessionId = randomBytes(16).toString('hex') as TransactionId;
  try {
    const impressions: SealedImpression[] = [];
    for (const position of POSITIONS) {
      for (let count = 0; count < IMPRESSIONS_OF_EACH; count += 1) {
        const image = await simulation.impression(document.holder, position);
        const capture = vault.sealImage(image, 'finger-image', sessionId);
        impressions.push({ capture, position, resolutionPpi: IMPRESSION_PPI });
      }
    }
    const result = await registrations.register(pseudonym, CONSENT_VERSION, (slot, context) =>
      fingerAnalysis.register(impressions, slot, context),
    );
    if (result !== 'registered') return 'poor-prints';
    log({ event: 'traveller-registered' });
    return result;
  } finally {
    vault.forget(sessionId);
  }
}

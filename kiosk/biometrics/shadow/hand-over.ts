/** Hands the captures of a traveller to a candidate, each with its key for as long as the candidate decrypts it. */
import type { TransactionId } from '../../../server/contract/report.ts';
import { keyInSlot } from '../../vault/captures/key-table.ts';
import type { SealedCapture, Vault } from '../../vault/captures/vault.ts';
import { type Candidate, NotJudged } from './candidate.ts';

/** Rejects with `NotJudged`. */
export type HandOver = (
  candidate: Candidate,
  reference: SealedCapture,
  frames: readonly SealedCapture[],
) => Promise<void>;

/** For captures in memory, whose keys end with the passage. */
export function handOverFromMemory({ keyMemory }: Pick<Vault, 'keyMemory'>): HandOver {
  const take = async (candidate: Candidate, as: 'reference' | 'probe', capture: SealedCapture): Promise<void> => {
    // An empty buffer belongs to a capture whose key has been destroyed
    if (capture.sealed.byteLength === 0) throw new NotJudged('out-of-time');
    await candidate.take(as, capture.sealed, keyInSlot(keyMemory, capture.slot));
  };
  return async (candidate, reference, frames) => {
    await take(candidate, 'reference', reference);
    for (const frame of frames) await take(candidate, 'probe', frame);
  };
}

/** For captures that are stored for an officer. */
export function handOverStored(vault: Pick<Vault, 'lendKeptKeys'>, transactionId: TransactionId): HandOver {
  return async (candidate, reference, frames) => {
    const wanted = [reference, ...frames];
    const modalities = new Set(wanted.map(({ modality }) => modality));
    const roles = new Map<string, 'reference' | 'probe'>(wanted.map(({ captureId }) => [captureId, 'probe']));
    roles.set(reference.captureId, 'reference');
    const handed = new Set<string>();
    // In the order of capture, so that the portrait comes first
    await vault.lendKeptKeys(transactionId, modalities, async ({ header: { captureId }, sealed }, key) => {
      const as = roles.get(captureId);
      if (as === undefined || (as === 'probe' && !handed.has(reference.captureId))) return;
      handed.add(captureId);
      await candidate.take(as, sealed, key);
    });
    if (handed.size !== roles.size) throw new NotJudged('out-of-time');
  };
}

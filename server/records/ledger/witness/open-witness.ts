import { join } from 'node:path';
import type { Clock } from '../../../../hardware/host/clock.ts';
import { hasSeed, openSeed } from '../../../platform/keys/seed-file.ts';
import { hasWitnessState, openWitnessState } from './witness-state.ts';
import { LedgerError } from '../../../platform/transparency/ledger-error.ts';
import {
  ed25519Cosigner,
  ed25519Key,
  mlDsa44Cosigner,
  type Cosigner,
} from '../../../platform/transparency/note/signer.ts';
import type { WitnessConfig } from './config.ts';
import { Witness } from './witness.ts';

export const WITNESS_FILE = 'postern-witness.sqlite';
const ED25519_SEED = 'witness-key-ed25519';
const ML_DSA_SEED = 'witness-key-ml-dsa-44';

export interface OpenedWitness {
  readonly witness: Witness;
  readonly cosigners: readonly Cosigner[];
  /** Settles when the state has served the calls before this one. */
  answer(): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Opens the witness's state and keys, made at the first start. A witness without its state could cosign a second history, so it does not
 * start. Rejects with `LedgerError` `no-log`, `SigningKeyError`, `StoreError`.
 */
export async function openWitness(
  { name, dataDir, logs }: Pick<WitnessConfig, 'name' | 'dataDir' | 'logs'>,
  clock: Clock,
): Promise<OpenedWitness> {
  const file = join(dataDir, WITNESS_FILE);
  const started = hasSeed(dataDir, ML_DSA_SEED);
  if (started && !hasWitnessState(file)) throw new LedgerError('no-log', 'the keys exist but the state is missing');
  // The state is made before the last key, so an interrupted first start can continue.
  const ed25519 = ed25519Key(openSeed(dataDir, ED25519_SEED));
  const state = await openWitnessState(file, { create: !started });
  try {
    const cosigners = [ed25519Cosigner(name, ed25519), mlDsa44Cosigner(name, openSeed(dataDir, ML_DSA_SEED))];
    return {
      witness: new Witness({ state, logs, cosigners, clock }),
      cosigners,
      answer: () => state.find(name),
      close: () => state.close(),
    };
  } catch (error) {
    await state.close();
    throw error;
  }
}

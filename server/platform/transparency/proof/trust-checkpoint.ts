import { LedgerError } from '../ledger-error.ts';
import { parseCheckpoint, type Checkpoint } from '../note/checkpoint.ts';
import { parseNote, verifyNote } from '../note/note.ts';
import { isQuorum, type Policy } from './policy.ts';

export interface TrustedCheckpoint extends Checkpoint {
  /** When each witness cosigned, POSIX seconds, by its name in the policy. */
  readonly witnesses: ReadonlyMap<string, number>;
}

/**
 * Judges a signed checkpoint by a policy: the log must have signed it, and a quorum of witnesses cosigned it. Throws `LedgerError`:
 * `malformed-note`, `malformed-checkpoint`, `bad-signature`, `no-known-signature`, `other-log`, `quorum-not-met`.
 */
export function trustCheckpoint(policy: Policy, note: string): TrustedCheckpoint {
  const parsed = parseNote(note);
  const keys = [...policy.logs, ...policy.witnesses].map(({ key }) => key);
  const verified = verifyNote(parsed, keys);
  const checkpoint = parseCheckpoint(parsed.text);
  const bySomeLog = verified.some(
    ({ key }) => key.name === checkpoint.origin && policy.logs.some((log) => log.key === key),
  );
  if (!bySomeLog) throw new LedgerError('other-log', 'no log of the policy signed this under its own origin');
  const witnesses = new Map<string, number>();
  for (const { key, time } of verified) {
    const witness = policy.witnesses.find((one) => one.key === key);
    if (witness !== undefined && time !== undefined) witnesses.set(witness.name, time);
  }
  if (!isQuorum(policy, new Set(witnesses.keys()))) {
    throw new LedgerError('quorum-not-met', 'too few witnesses of the policy cosigned this');
  }
  return { ...checkpoint, witnesses };
}

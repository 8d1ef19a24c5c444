/** Judges the file of a breach by itself: the proof of each fact, the digest of each notice, and each deadline. Pure. */
import type { z } from 'zod';
import { judgeProofFile } from '../../../records/ledger/verify/judge-proof-file.ts';
import { breachFileSchema } from './answers.ts';
import { caseDuties, isLate } from './case-duties.ts';
import { digestOfItems } from './notice-table.ts';

type ReadFile = z.infer<typeof breachFileSchema>;

export interface JudgedPart {
  /** `wrong`: the log, or the rest of the file, contradicts it. */
  readonly verdict: 'confirmed' | 'not-confirmable' | 'wrong';
  readonly words: string;
}

export type JudgedBreach =
  /** The file is no file of a breach. */
  { readonly kind: 'other' } | { readonly kind: 'breach'; readonly parts: readonly JudgedPart[] };

/** @param policy a tlog-policy: the keys that the reader trusts. Input never throws. */
export function judgeBreachFile(bytes: Uint8Array, policy: string): JudgedBreach {
  let read: unknown;
  try {
    read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { kind: 'other' };
  }
  const file = breachFileSchema.safeParse(read).data;
  if (file === undefined) return { kind: 'other' };
  return { kind: 'breach', parts: [...factsOf(file, policy), ...noticesOf(file), ...dutiesOf(file)] };
}

function factsOf({ facts, proofs }: ReadFile, policy: string): JudgedPart[] {
  return facts.map(({ entry, type, meaning }) => {
    const name = `the fact “${meaning}”, entry ${entry} (${type})`;
    const proof = proofs.find((one) => one.entry === entry)?.file;
    if (proof === undefined) return { verdict: 'wrong', words: `${name}: the file has no proof of it` };
    if (proof === null) return { verdict: 'not-confirmable', words: `${name}: not published when the file was made` };
    const judged = judgeProofFile({ proof, policy });
    if (judged.kind === 'refused') return { verdict: 'wrong', words: `${name}: its proof is refused, ${judged.code}` };
    const isSame = judged.index === entry && (judged.entry === undefined || judged.entry.type === type);
    if (!isSame) return { verdict: 'wrong', words: `${name}: its proof is of another entry` };
    return { verdict: 'confirmed', words: name };
  });
}

function noticesOf({ notices }: ReadFile): JudgedPart[] {
  return notices.map(({ law, addressee, version, items, digest }) => {
    const name = `the text of the notice to ${addressee} by ${law}, version ${version}`;
    return digestOfItems(items) === digest
      ? { verdict: 'confirmed', words: `${name}, with the digest that a signature names` }
      : { verdict: 'wrong', words: `${name}: its digest is that of another text` };
  });
}

/** Deadlines and states follow from the awareness, the assessment, the notices and the decisions. */
function dutiesOf({ breach, duties, notices, decisions, madeAt }: ReadFile): JudgedPart[] {
  const again = caseDuties(breach, notices, decisions);
  return duties.map((given) => {
    const name = `the duty to notify ${given.addressee} by ${given.law}: ${given.state}`;
    const one = again.find(({ law, duty }) => law === given.law && duty.addressee === given.addressee);
    const isSame =
      one !== undefined &&
      one.dueAt === given.dueAt &&
      one.state === given.state &&
      one.sentAt === given.sentAt &&
      one.applies === given.applies &&
      (one.state !== 'not-notified' && isLate(one, madeAt)) === given.isLate;
    return isSame
      ? { verdict: 'confirmed', words: name }
      : { verdict: 'wrong', words: `${name}: the case gives another deadline or state` };
  });
}

/** The file of a case for the authority, with the ledger's proof of each fact. */
import { createHash } from 'node:crypto';
import type { Permit } from '../../../platform/access/guarded-router.ts';
import { recordAct } from '../../../records/acts/record-act.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { makeProof } from '../../../records/ledger/make-proof.ts';
import { enterExport } from '../../../privacy/exports/enter-export.ts';
import type { BreachFile } from './answers.ts';
import type { BreachParts } from './handle-breach.ts';
import { readBreach } from './read-breach.ts';

/** Makes the file. Its act and its digest are in the ledger before this resolves. `undefined`: there is no such case. */
export async function exportBreach(
  { knex, queue, ledger, clock }: BreachParts,
  log: Connection,
  { principal, duty, act }: Permit,
  id: string,
): Promise<Uint8Array | undefined> {
  const at = Math.round(clock.wallMs());
  const read = await readBreach(knex, id, at);
  if (read === undefined) return undefined;
  const proofs: { readonly entry: number; readonly file: string | null }[] = [];
  for (const entry of new Set(read.facts.map((fact) => fact.entry))) {
    const made = await makeProof(log, knex, entry);
    proofs.push({ entry, file: made.kind === 'made' ? made.file : null });
  }
  const file: BreachFile = { version: 1, madeAt: at, ...read, proofs };
  const bytes = new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`);
  const digest = createHash('sha256').update(bytes).digest('hex');
  const made = { record: 'breach', format: 'json', digest, bytes: bytes.length, records: read.facts.length };
  await queue.run(async (transaction) => {
    const details = { record: made.record, format: made.format, digest, rows: made.records };
    const about = {
      person: principal.personId,
      session: principal.sessionId,
      role: duty.role,
      act,
      target: { subject: id },
      at,
      details,
    };
    const actId = await recordAct(transaction, { ...about, result: 'done' });
    await enterExport(transaction, made, { actId, at });
  });
  await ledger.settle();
  return bytes;
}

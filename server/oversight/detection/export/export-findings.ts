/** Findings as lines of JSON in a format of other programs. */
import { createHash } from 'node:crypto';
import type { Permit } from '../../../platform/access/guarded-router.ts';
import { recordAct } from '../../../records/acts/record-act.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { enterExport } from '../../../privacy/exports/enter-export.ts';
import { findingsSince } from '../findings/finding-table.ts';
import { ecsFinding } from './ecs.ts';
import type { ExportFormat } from './export-formats.ts';
import { ocsfFinding } from './ocsf.ts';

/** Findings of one file, the latest: those of more than two years of a site at the limit of a day. */
const MAX_FINDINGS = 10_000;

type Parts = Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock'> & {
  /** The name of the ledger. */
  readonly server: string;
};

/** The file, the oldest finding first. Its act and its digest are in the ledger before this resolves. */
export async function exportFindings(
  { knex, queue, ledger, clock, server }: Parts,
  { principal, duty, act }: Permit,
  { format, since }: { readonly format: ExportFormat; readonly since: number },
): Promise<Uint8Array> {
  const at = Math.round(clock.wallMs());
  const findings = await findingsSince(knex, { since, limit: MAX_FINDINGS });
  const form = format === 'ocsf' ? ocsfFinding : ecsFinding;
  const text = findings.map((one) => `${JSON.stringify(form(one, server))}\n`).join('');
  const bytes = new TextEncoder().encode(text);
  const digest = createHash('sha256').update(bytes).digest('hex');
  const made = { record: 'detection-findings', format, digest, bytes: bytes.length, records: findings.length };
  await queue.run(async (transaction) => {
    const details = { record: made.record, format, digest, rows: findings.length };
    const actId = await recordAct(transaction, {
      person: principal.personId,
      session: principal.sessionId,
      role: duty.role,
      act,
      result: 'done',
      at,
      details,
    });
    await enterExport(transaction, made, { actId, at });
  });
  await ledger.settle();
  return bytes;
}

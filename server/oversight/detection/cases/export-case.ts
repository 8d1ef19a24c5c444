/** The file of a case, with the ledger's proof of each entry that its findings name. */
import { createHash } from 'node:crypto';
import type { Permit } from '../../../platform/access/guarded-router.ts';
import { recordAct } from '../../../records/acts/record-act.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { entryIndexOf } from '../../../records/ledger/entry/openings.ts';
import { makeProof } from '../../../records/ledger/make-proof.ts';
import { rowSubject } from '../../../records/ledger/recorded/row-content.ts';
import { enterExport } from '../../../privacy/exports/enter-export.ts';
import type { CaseFile } from '../answers.ts';
import { EVENT_NAMES } from '../events/words.ts';
import { listFindings, type StoredFinding } from '../findings/finding-table.ts';
import { listResponses, type StoredResponse } from '../responses/response-table.ts';
import { responseView } from '../responses/views.ts';
import { RESPONSE_NAMES, RESPONSE_STATE_NAMES } from '../responses/words.ts';
import { PREVENTED_NAMES, RULE_NAMES, STEP_NAMES } from '../rules/words.ts';
import { caseView, findingView } from '../views.ts';
import { findCase, notesOf } from './case-table.ts';

/** Findings of a case that a file holds. */
const MAX_FINDINGS = 1_000;

/** Makes the file. Its act and its digest are in the ledger before this resolves. `undefined`: there is no such case. */
export async function exportCase(
  { knex, queue, ledger, clock }: Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock'>,
  log: Connection,
  { principal, duty, act }: Permit,
  id: string,
): Promise<Uint8Array | undefined> {
  const at = Math.round(clock.wallMs());
  const found = await findCase(knex, id);
  if (found === undefined) return undefined;
  const findings = await listFindings(knex, { limit: MAX_FINDINGS, caseId: id });
  const responses = await listResponses(knex, { limit: MAX_FINDINGS, caseId: id });
  const { mayHandle: _mayHandle, ...shown } = caseView(found, null);
  const file: CaseFile = {
    version: 1,
    madeAt: at,
    case: shown,
    findings: findings.map((one) => {
      const { mayJudge: _mayJudge, ...view } = findingView(one, null);
      return { ...view, inWords: inWords(one) };
    }),
    notes: await notesOf(knex, id),
    responses: responses.map((one) => {
      const { mayConfirm: _confirm, mayDecline: _decline, mayTakeBack: _back, ...view } = responseView(one, null);
      return { ...view, inWords: { kind: RESPONSE_NAMES[view.kind], state: RESPONSE_STATE_NAMES[view.state] } };
    }),
    proofs: await proofsOf(knex, log, findings, responses),
  };
  const bytes = new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`);
  const digest = createHash('sha256').update(bytes).digest('hex');
  const made = { record: 'detection-case', format: 'json', digest, bytes: bytes.length, records: findings.length };
  await queue.run(async (transaction) => {
    const details = { record: made.record, format: made.format, digest, rows: findings.length };
    const person = principal.personId;
    const about = { person, session: principal.sessionId, role: duty.role, act, target: { subject: id }, at, details };
    const actId = await recordAct(transaction, { ...about, result: 'done' });
    await enterExport(transaction, made, { actId, at });
  });
  await ledger.settle();
  return bytes;
}

function inWords({ rule, wouldHavePrevented, nextStep, events }: StoredFinding) {
  return {
    rule: RULE_NAMES[rule],
    wouldHavePrevented: PREVENTED_NAMES[wouldHavePrevented],
    nextStep: STEP_NAMES[nextStep],
    events: events.map(({ kind }) => EVENT_NAMES[kind]),
  };
}

async function proofsOf(
  knex: Connection,
  log: Connection,
  findings: readonly StoredFinding[],
  responses: readonly StoredResponse[],
): Promise<CaseFile['proofs']> {
  const named = findings.flatMap(({ events }) => events.flatMap(({ entry }) => entry ?? []));
  const records = [
    ...findings.map(({ id }) => rowSubject('detection_findings', [id])),
    ...responses.map(({ id }) => rowSubject('detection_responses', [id])),
  ];
  const own = await Promise.all(records.map((record) => entryIndexOf(knex, record)));
  const entries = [...new Set([...named, ...own.flatMap((index) => index ?? [])])].sort((one, other) => one - other);
  const proofs: { readonly entry: number; readonly file: string | null }[] = [];
  for (const entry of entries) {
    const made = await makeProof(log, knex, entry);
    proofs.push({ entry, file: made.kind === 'made' ? made.file : null });
  }
  return proofs;
}

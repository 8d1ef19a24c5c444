/** Deliveries and proofs as a partner reads them: its program over mutual TLS, and its people in the portal. */
import type { Request, Response } from 'express';
import { sha256HexSchema } from '../../contract/field.ts';
import type { WireErrorCode } from '../../contract/wire-error.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { entryIndexOf } from '../../records/ledger/entry/openings.ts';
import { makeProof } from '../../records/ledger/make-proof.ts';
import { factsOf } from '../agreement/in-force.ts';
import { versionsOf } from '../agreement/tables/agreement-table.ts';
import { isDelivering } from '../deliveries/due.ts';
import { findDelivery, findSealed, type StoredDelivery } from '../deliveries/tables/delivery-table.ts';
import type { PartnerCall } from './answers.ts';
import { type CallDesk, type Caller, type Concern, enterCall, record, refuse, sendRefusal } from './caller.ts';
import type { KnownPartner } from './partner-gate.ts';
import { readRange } from './read-range.ts';
import { bytesSent } from './tables/call-table.ts';

const DAY_MS = 86_400_000;

/**
 * Judgement and record of a download are one step of the write queue: requests at the same time cannot all count against the same rest of a
 * day, and a decision to pause or end the agreement comes before the download or after it.
 */
export async function download(desk: CallDesk, known: Caller, request: Request, response: Response): Promise<void> {
  const { queue, clock, ledger } = desk.context;
  const party = known.partner.id;
  const judged = await queue.run(async (transaction): Promise<JudgedDownload> => {
    const judgement = await judgeDownload(transaction, known, request, clock.wallMs());
    const { kind, delivery } = judgement;
    const own = { agreement: delivery?.agreement, delivery: delivery?.digest ?? undefined };
    const by = { party, person: known.person };
    const at = Math.round(clock.wallMs());
    if (kind === 'refused') await enterCall(transaction, by, { call: 'download', result: judgement.code, at, ...own });
    else
      await enterCall(transaction, by, { call: 'download', result: 'done', at, ...own, bytes: judgement.bytes.length });
    return judgement;
  });
  await ledger.settle();
  if (judged.delivery !== undefined && (judged.kind !== 'refused' || judged.code === 'range-not-satisfiable'))
    response.set({ ETag: tagOf(judged.delivery), 'Accept-Ranges': 'bytes' });
  if (judged.kind === 'refused') {
    if (judged.length !== undefined) response.set('Content-Range', `bytes */${judged.length}`);
    return sendRefusal(response, judged.code);
  }
  const { bytes, range } = judged;
  if (range !== undefined) response.status(206).set('Content-Range', range);
  response.type('application/octet-stream').send(Buffer.from(bytes));
}

type JudgedDownload =
  | {
      readonly kind: 'given';
      readonly delivery: StoredDelivery;
      readonly bytes: Uint8Array;
      /** Header `Content-Range` of a part. */
      readonly range: string | undefined;
    }
  | {
      readonly kind: 'refused';
      readonly code: WireErrorCode;
      readonly delivery?: StoredDelivery;
      /** Length of the file, where the range is not in it. */
      readonly length?: number;
    };

async function judgeDownload(
  transaction: Transaction,
  known: KnownPartner,
  request: Request,
  nowMs: number,
): Promise<JudgedDownload> {
  const delivery = await ownDelivery(transaction, known, request);
  if (delivery === undefined) return { kind: 'refused', code: 'not-found' };
  const refused = (code: WireErrorCode) => ({ kind: 'refused', code, delivery }) as const;
  if (!(await isOpen(transaction, delivery, known.record))) return refused('agreement-not-in-force');
  const file = await findSealed(transaction, delivery.digest ?? '');
  if (file === undefined) return refused('content-erased');
  const { agreement } = delivery;
  const sent = await bytesSent(transaction, { party: known.partner.id, agreement }, nowMs - DAY_MS);
  if (sent >= (await bytesPerDay(transaction, delivery))) return refused('rate-limited');
  const { range, 'if-range': ifRange } = request.headers;
  const read = readRange(range, { ifRange: one(ifRange), tag: tagOf(delivery), length: file.length });
  if (read.kind === 'not-satisfiable') return { ...refused('range-not-satisfiable'), length: file.length };
  if (read.kind === 'whole') return { kind: 'given', delivery, bytes: file, range: undefined };
  const { from, to } = read;
  const bytes = file.subarray(from, to + 1);
  return { kind: 'given', delivery, bytes, range: `bytes ${from}-${to}/${file.length}` };
}

function tagOf({ digest }: StoredDelivery): string {
  return `"${digest}"`;
}

export async function sendProof(
  desk: CallDesk,
  known: Caller,
  response: Response,
  { call, subject, concern }: { readonly call: PartnerCall; readonly subject: string; readonly concern?: Concern },
): Promise<void> {
  const { knex } = desk.context;
  const index = await entryIndexOf(knex, subject);
  const made = typeof index === 'number' ? await makeProof(desk.log, knex, index) : undefined;
  if (made?.kind !== 'made') return refuse(desk, known, response, call, 'not-published', concern);
  await record(desk, known, call, 'done', concern);
  response.type('text/plain').send(made.file);
}

export async function ownDelivery(
  database: Connection,
  { partner }: KnownPartner,
  request: Request,
): Promise<StoredDelivery | undefined> {
  const digest = digestIn(request);
  const delivery = digest === undefined ? undefined : await findDelivery(database, digest);
  return delivery?.party === partner.id ? delivery : undefined;
}

/**
 * Whether a file may be fetched now. Counts need an agreement that is neither paused nor ended by two people, and the keys to which they are
 * sealed. A request to delete is open as long as it is sealed to the present key.
 */
export async function isOpen(database: Connection, delivery: StoredDelivery, record: string): Promise<boolean> {
  const versions = await factsOf(database, await versionsOf(database, delivery.agreement));
  const version = versions.find(({ agreement }) => agreement.version === delivery.version);
  if (version === undefined) return false;
  if (delivery.kind === 'deletion') return true;
  return isDelivering(version) && version.agreement.parties.recipient.record === record;
}

async function bytesPerDay(database: Connection, { agreement: id, version }: StoredDelivery): Promise<number> {
  const stored = (await versionsOf(database, id)).find(({ agreement }) => agreement.version === version);
  return stored?.agreement.rate.bytesPerDay ?? 0;
}

export function digestIn(request: Request): string | undefined {
  return sha256HexSchema.safeParse(request.params['digest']).data;
}

function one(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}

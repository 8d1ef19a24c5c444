/** Deliveries and proofs as a partner reads them: its program over mutual TLS, and its people in the portal. */
import type { Request, Response } from 'express';
import { sha256HexSchema } from '../../contract/field.ts';
import type { WireErrorCode } from '../../contract/wire-error.ts';
import type { Connection } from '../../database/connection.ts';
import { entryIndexOf } from '../../ledger/entry/openings.ts';
import { makeProof } from '../../ledger/make-proof.ts';
import { factsOf } from '../agreement/in-force.ts';
import { versionsOf } from '../agreement/tables/agreement-table.ts';
import { isDelivering } from '../deliveries/due.ts';
import { findDelivery, findSealed, type StoredDelivery } from '../deliveries/tables/delivery-table.ts';
import type { PartnerCall } from './answers.ts';
import { type CallDesk, type Caller, type Concern, record, refuse } from './caller.ts';
import type { KnownPartner } from './partner-gate.ts';
import { readRange } from './read-range.ts';
import { bytesSent } from './tables/call-table.ts';

const DAY_MS = 86_400_000;

export async function download(desk: CallDesk, known: Caller, request: Request, response: Response): Promise<void> {
  const { knex, clock } = desk.context;
  const delivery = await ownDelivery(desk, known, request);
  if (delivery === undefined) return refuse(desk, known, response, 'download', 'not-found');
  const concern = { agreement: delivery.agreement, delivery: delivery.digest ?? undefined };
  const refuseThis = (code: WireErrorCode) => refuse(desk, known, response, 'download', code, concern);
  if (!(await isOpen(knex, delivery, known.record))) return refuseThis('agreement-not-in-force');
  const file = await findSealed(knex, delivery.digest ?? '');
  if (file === undefined) return refuseThis('content-erased');
  const party = known.partner.id;
  const sent = await bytesSent(knex, { party, agreement: delivery.agreement }, clock.wallMs() - DAY_MS);
  if (sent >= (await bytesPerDay(knex, delivery))) return refuseThis('rate-limited');
  const tag = `"${delivery.digest}"`;
  const { range, 'if-range': ifRange } = request.headers;
  const read = readRange(range, { ifRange: one(ifRange), tag, length: file.length });
  response.set({ ETag: tag, 'Accept-Ranges': 'bytes' });
  if (read.kind === 'not-satisfiable') {
    response.set('Content-Range', `bytes */${file.length}`);
    return refuseThis('range-not-satisfiable');
  }
  const [from, to] = read.kind === 'whole' ? [0, file.length - 1] : [read.from, read.to];
  await record(desk, known, 'download', 'done', { ...concern, bytes: to + 1 - from });
  if (read.kind === 'part') response.status(206).set('Content-Range', `bytes ${from}-${to}/${file.length}`);
  response.type('application/octet-stream').send(Buffer.from(file.subarray(from, to + 1)));
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
  { context }: CallDesk,
  { partner }: KnownPartner,
  request: Request,
): Promise<StoredDelivery | undefined> {
  const digest = digestIn(request);
  const delivery = digest === undefined ? undefined : await findDelivery(context.knex, digest);
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

/** The API for partners' programs. Each call of a partner is in its own log before the answer leaves. */
import { randomBytes } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import type { RoomContext } from '../../context/room-context.ts';
import type { WireErrorCode } from '../../contract/wire-error.ts';
import { sha256HexSchema } from '../../contract/field.ts';
import { canonicalJson } from '../../contract/canonical-json.ts';
import type { Connection, Transaction } from '../../database/connection.ts';
import { answerMethodNotAllowed } from '../../http/errors.ts';
import { readJsonBytes } from '../../http/body.ts';
import { refuseQuery } from '../../http/query.ts';
import { messageOf } from '../../http/read-json.ts';
import { sendFailure } from '../../http/wire-failure.ts';
import { entryIndexOf } from '../../ledger/entry/openings.ts';
import { makeProof } from '../../ledger/make-proof.ts';
import { rowSubject } from '../../ledger/recorded/row-content.ts';
import { agreementsAt, factsOf } from '../agreement/in-force.ts';
import { versionsOf } from '../agreement/tables/agreement-table.ts';
import { deliveryAnswerSchema, objectionToAnswer } from '../deliveries/answer-form.ts';
import { isDelivering } from '../deliveries/due.ts';
import {
  closeDelivery,
  findDelivery,
  findSealed,
  type StoredDelivery,
  waitingDeliveries,
} from '../deliveries/tables/delivery-table.ts';
import type { PartnerCall, PartnerDeliveries, PartnerLog } from './answers.ts';
import { type KnownPartner, partnerOf } from './partner-gate.ts';
import { readRange } from './read-range.ts';
import { bytesSent, callsOf, countCalls, insertCall, isCallOf } from './tables/call-table.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** For a partner without an agreement, so that it can still answer. */
const LEAST_REQUESTS_PER_HOUR = 60;
const LISTED = 100;
const LOGGED = 500;
const ANSWER_BYTES = 2_048;
/** Seconds after which a request may succeed that a quota refused. */
const RETRY_S = 600;

export interface PartnerDesk {
  readonly context: Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock'>;
  /** The ledger's database. */
  readonly log: Connection;
  /** Called for a connection without the key of a partner, and for a request beyond the quota. */
  readonly onRefused: (why: 'partner-refused' | 'partner-over-quota') => void;
}

/** The concern of a call: a delivery, or nothing. */
interface Concern {
  readonly agreement?: string | undefined;
  readonly delivery?: string | undefined;
  readonly bytes?: number;
}

type Handle = (partner: KnownPartner, request: Request, response: Response) => Promise<void>;

export function partnerRoutes(desk: PartnerDesk): Router {
  const { context } = desk;
  const router = express.Router({ strict: true, caseSensitive: true });
  const admit = (handle: Handle) => async (request: Request, response: Response) => {
    const partner = await partnerOf(context.knex, request.socket);
    if (partner === undefined) {
      desk.onRefused('partner-refused');
      return sendFailure(response, { code: 'partner-unknown' });
    }
    if (await isOverQuota(desk, partner)) {
      desk.onRefused('partner-over-quota');
      return sendFailure(response, { code: 'rate-limited', retryAfterS: RETRY_S });
    }
    await handle(partner, request, response);
  };
  const get = (path: string, handle: Handle) =>
    router.route(path).get(refuseQuery, admit(handle)).all(answerMethodNotAllowed('GET', 'HEAD'));

  get('/v1/partner/deliveries', (partner, _request, response) => list(desk, partner, response));
  get('/v1/partner/deliveries/:digest', (partner, request, response) => download(desk, partner, request, response));
  get('/v1/partner/deliveries/:digest/proof', async (partner, request, response) => {
    const delivery = await ownDelivery(desk, partner, request);
    if (delivery === undefined) return refuse(desk, partner, response, 'proof', 'not-found');
    await sendProof(desk, partner, response, { call: 'proof', subject: `export/${delivery.digest}` });
  });
  router
    .route('/v1/partner/deliveries/:digest/answer')
    .post(
      refuseQuery,
      readJsonBytes(ANSWER_BYTES),
      admit((partner, request, response) => takeAnswer(desk, partner, request, response)),
    )
    .all(answerMethodNotAllowed('POST'));
  get('/v1/partner/log', async ({ partner }, _request, response) => {
    const calls = await callsOf(context.knex, partner.id, LOGGED);
    await record(desk, partner.id, 'log', 'done');
    const answer: PartnerLog = {
      serverTime: Math.round(context.clock.wallMs()),
      calls: calls.map(({ party: _party, ...call }) => call),
    };
    response.json(answer);
  });
  get('/v1/partner/log/:call/proof', async (partner, request, response) => {
    const id = String(request.params['call']);
    const isOwn = /^[0-9a-f]{32}$/.test(id) && (await isCallOf(context.knex, partner.partner.id, id));
    if (!isOwn) return refuse(desk, partner, response, 'log-proof', 'not-found');
    await sendProof(desk, partner, response, { call: 'log-proof', subject: rowSubject('sharing_calls', [id]) });
  });
  return router;
}

async function list(desk: PartnerDesk, { partner, record: digest }: KnownPartner, response: Response): Promise<void> {
  const { knex, clock } = desk.context;
  const waiting = await waitingDeliveries(knex, partner.id, LISTED);
  const deliveries = [];
  for (const one of waiting)
    if (one.digest !== null)
      deliveries.push({
        digest: one.digest,
        kind: one.kind,
        dataset: one.dataset,
        period: one.period,
        bytes: one.bytes,
        agreement: { id: one.agreement, version: one.version, digest: one.agreementDigest },
        madeAt: one.madeAt,
        answerUntil: one.answerUntil,
        isOpen: await isOpen(knex, one, digest),
      });
  await record(desk, partner.id, 'list', 'done');
  response.json({ serverTime: Math.round(clock.wallMs()), deliveries } satisfies PartnerDeliveries);
}

async function download(desk: PartnerDesk, known: KnownPartner, request: Request, response: Response): Promise<void> {
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
  await record(desk, party, 'download', 'done', { ...concern, bytes: to + 1 - from });
  if (read.kind === 'part') response.status(206).set('Content-Range', `bytes ${from}-${to}/${file.length}`);
  response.type('application/octet-stream').send(Buffer.from(file.subarray(from, to + 1)));
}

async function takeAnswer(desk: PartnerDesk, known: KnownPartner, request: Request, response: Response): Promise<void> {
  const { queue, clock, ledger } = desk.context;
  const { partner } = known;
  const answered = messageOf(deliveryAnswerSchema, request, response);
  if (answered === undefined) return record(desk, partner.id, 'answer', 'invalid-message');
  const nowMs = Math.round(clock.wallMs());
  const digest = digestIn(request);
  const answer = new TextDecoder().decode(canonicalJson(answered.answer));
  const judged = await queue.run(async (transaction): Promise<Judged> => {
    const delivery = digest === undefined ? undefined : await findDelivery(transaction, digest);
    const judgement = judge(delivery, partner.id, () => {
      if (delivery === undefined) return 'not-found';
      if (delivery.answeredAt !== null)
        return delivery.answer === answer && delivery.signature === answered.signature
          ? 'repeated'
          : 'delivery-answered';
      return objectionToAnswer(answered, delivery, { signingKey: partner.signingKey, nowMs });
    });
    if (judgement === undefined && delivery !== undefined)
      await closeDelivery(transaction, delivery, { answer, signature: answered.signature, answeredAt: nowMs });
    const concern = { agreement: delivery?.agreement, delivery: digest };
    const result = judgement === undefined || judgement === 'repeated' ? 'done' : judgement;
    await enterCall(transaction, partner.id, {
      call: 'answer',
      result,
      at: nowMs,
      ...ownConcern(delivery, known, concern),
    });
    return judgement;
  });
  await ledger.settle();
  if (judged === undefined || judged === 'repeated') response.status(204).end();
  else if (judged === 'not-found' || judged === 'delivery-answered') sendFailure(response, { code: judged });
  else sendFailure(response, { code: 'answer-refused', faults: [{ path: 'answer', message: judged }] });
}

type Judged = ReturnType<typeof objectionToAnswer> | 'not-found' | 'delivery-answered' | 'repeated';

/** Another partner's delivery is answered like one that does not exist. */
function judge(delivery: StoredDelivery | undefined, party: string, own: () => Judged): Judged {
  return delivery?.party === party ? own() : 'not-found';
}

/** Another partner's agreement does not appear in the log. */
function ownConcern(delivery: StoredDelivery | undefined, { partner }: KnownPartner, concern: Concern): Concern {
  return delivery?.party === partner.id ? concern : {};
}

async function sendProof(
  desk: PartnerDesk,
  known: KnownPartner,
  response: Response,
  { call, subject }: { readonly call: PartnerCall; readonly subject: string },
): Promise<void> {
  const { knex } = desk.context;
  const index = await entryIndexOf(knex, subject);
  const made = typeof index === 'number' ? await makeProof(desk.log, knex, index) : undefined;
  if (made?.kind !== 'made') return refuse(desk, known, response, call, 'not-published');
  await record(desk, known.partner.id, call, 'done');
  response.type('text/plain').send(made.file);
}

async function ownDelivery(
  { context }: PartnerDesk,
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
async function isOpen(database: Connection, delivery: StoredDelivery, record: string): Promise<boolean> {
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

async function isOverQuota({ context: { knex, clock } }: PartnerDesk, { partner }: KnownPartner): Promise<boolean> {
  const nowMs = clock.wallMs();
  const agreed = (await agreementsAt(knex, nowMs))
    .filter(({ agreement, state }) => agreement.parties.recipient.party === partner.id && state !== 'ended')
    .map(({ agreement }) => agreement.rate.requestsPerHour);
  const most = Math.max(LEAST_REQUESTS_PER_HOUR, ...agreed);
  return (await countCalls(knex, partner.id, nowMs - HOUR_MS)) >= most;
}

async function refuse(
  desk: PartnerDesk,
  { partner }: KnownPartner,
  response: Response,
  call: PartnerCall,
  code: WireErrorCode,
  concern: Concern = {},
): Promise<void> {
  await record(desk, partner.id, call, code, concern);
  sendFailure(response, code === 'rate-limited' ? { code, retryAfterS: RETRY_S } : { code });
}

/** Resolves once the call is in the ledger. */
async function record(
  { context: { queue, clock, ledger } }: PartnerDesk,
  party: string,
  call: PartnerCall,
  result: string,
  concern: Concern = {},
): Promise<void> {
  const at = Math.round(clock.wallMs());
  await queue.run((transaction) => enterCall(transaction, party, { call, result, at, ...concern }));
  await ledger.settle();
}

function enterCall(
  transaction: Transaction,
  party: string,
  call: Concern & { readonly call: PartnerCall; readonly result: string; readonly at: number },
): Promise<void> {
  const { agreement = null, delivery = null, bytes = 0, ...about } = call;
  return insertCall(transaction, { id: randomBytes(16).toString('hex'), party, agreement, delivery, bytes, ...about });
}

function digestIn(request: Request): string | undefined {
  return sha256HexSchema.safeParse(request.params['digest']).data;
}

function one(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}

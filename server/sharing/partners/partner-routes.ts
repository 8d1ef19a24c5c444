/** The API for partners' programs. Each call of a partner is in its own log before the answer leaves. */
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { type SerialQueue, serialQueue } from '../../../hardware/host/serial-queue.ts';
import { canonicalJson } from '../../contract/canonical-json.ts';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';
import { readJsonBytes } from '../../platform/http/body.ts';
import { refuseQuery } from '../../platform/http/query.ts';
import { messageOf } from '../../platform/http/read-json.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { rowSubject } from '../../records/ledger/recorded/row-content.ts';
import { agreementsAt } from '../agreement/in-force.ts';
import { deliveryAnswerSchema, objectionToAnswer } from '../deliveries/answer-form.ts';
import {
  closeDelivery,
  findDelivery,
  type StoredDelivery,
  waitingDeliveries,
} from '../deliveries/tables/delivery-table.ts';
import type { PartnerDeliveries } from './answers.ts';
import { type CallDesk, type Caller, type Concern, enterCall, record, refuse, RETRY_S } from './caller.ts';
import { type KnownPartner, partnerOf } from './partner-gate.ts';
import { readLog } from './read-log.ts';
import type { ListDesk } from '../lists/list-desk.ts';
import { addListRoutes } from './list-routes.ts';
import { digestIn, download, isOpen, ownDelivery, sendProof } from './reading.ts';
import { countCalls, tableOfCall } from './tables/call-table.ts';

const HOUR_MS = 3_600_000;
/** For a partner without an agreement, so that it can still answer. */
const MIN_REQUESTS_PER_HOUR = 60;
const LISTED = 100;
const ANSWER_BYTES = 2_048;

export interface PartnerDesk extends CallDesk {
  readonly lists: ListDesk;
  /** Called for a connection without the key of a partner, and for a request beyond the quota. */
  readonly onRefused: (why: 'partner-refused' | 'partner-over-quota') => void;
}

type Handle = (partner: Caller, request: Request, response: Response) => Promise<void>;

export function partnerRoutes(desk: PartnerDesk): Router {
  const { context } = desk;
  const router = express.Router({ strict: true, caseSensitive: true });
  const calls = new Map<string, SerialQueue>();
  const admit = (handle: Handle) => async (request: Request, response: Response) => {
    const partner = await partnerOf(context.knex, request.socket);
    if (partner === undefined) {
      desk.onRefused('partner-refused');
      return sendFailure(response, { code: 'partner-unknown' });
    }
    // One call of a partner after another: those at the same time would all count against the same rest of its quota
    const own = calls.get(partner.partner.id) ?? serialQueue();
    calls.set(partner.partner.id, own);
    await own.run(async () => {
      if (await isOverQuota(desk, partner)) {
        desk.onRefused('partner-over-quota');
        return sendFailure(response, { code: 'rate-limited', retryAfterS: RETRY_S });
      }
      await handle({ ...partner, person: null }, request, response);
    });
  };
  const get = (path: string, handle: Handle) =>
    router.route(path).get(refuseQuery, admit(handle)).all(answerMethodNotAllowed('GET', 'HEAD'));

  get('/v1/partner/deliveries', (partner, _request, response) => list(desk, partner, response));
  get('/v1/partner/deliveries/:digest', (partner, request, response) => download(desk, partner, request, response));
  get('/v1/partner/deliveries/:digest/proof', async (partner, request, response) => {
    const delivery = await ownDelivery(context.knex, partner, request);
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
  get('/v1/partner/log', async (caller, _request, response) => {
    const log = await readLog(context.knex, caller.partner.id, Math.round(context.clock.wallMs()));
    await record(desk, caller, 'log', 'done');
    response.json(log);
  });
  get('/v1/partner/log/:call/proof', async (partner, request, response) => {
    const id = String(request.params['call']);
    const table = /^[0-9a-f]{32}$/.test(id) ? await tableOfCall(context.knex, partner.partner.id, id) : undefined;
    if (table === undefined) return refuse(desk, partner, response, 'log-proof', 'not-found');
    await sendProof(desk, partner, response, { call: 'log-proof', subject: rowSubject(table, [id]) });
  });
  const known: RequestHandler = async (request, response, next) => {
    if ((await partnerOf(context.knex, request.socket)) !== undefined) return next();
    desk.onRefused('partner-refused');
    sendFailure(response, { code: 'partner-unknown' });
  };
  addListRoutes(router, desk, desk.lists, { admit, known });
  return router;
}

async function list(desk: PartnerDesk, caller: Caller, response: Response): Promise<void> {
  const { knex, clock } = desk.context;
  const { partner, record: digest } = caller;
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
  await record(desk, caller, 'list', 'done');
  response.json({ serverTime: Math.round(clock.wallMs()), deliveries } satisfies PartnerDeliveries);
}

async function takeAnswer(desk: PartnerDesk, known: Caller, request: Request, response: Response): Promise<void> {
  const { queue, clock, ledger } = desk.context;
  const { partner } = known;
  const answered = messageOf(deliveryAnswerSchema, request, response);
  if (answered === undefined) return record(desk, known, 'answer', 'invalid-message');
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
    await enterCall(
      transaction,
      { party: partner.id, person: null },
      {
        call: 'answer',
        result,
        at: nowMs,
        ...ownConcern(delivery, known, concern),
      },
    );
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

async function isOverQuota({ context: { knex, clock } }: PartnerDesk, { partner }: KnownPartner): Promise<boolean> {
  const nowMs = clock.wallMs();
  const agreed = (await agreementsAt(knex, nowMs))
    .filter(({ agreement, state }) => agreement.parties.recipient.party === partner.id && state !== 'ended')
    .map(({ agreement }) => agreement.rate.requestsPerHour);
  const most = Math.max(MIN_REQUESTS_PER_HOUR, ...agreed);
  return (await countCalls(knex, partner.id, nowMs - HOUR_MS)) >= most;
}

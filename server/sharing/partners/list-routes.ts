/** Partners send lists: files in pieces, and the signed metadata that name them. */
import { existsSync } from 'node:fs';
import type { Request, RequestHandler, Response, Router } from 'express';
import { METADATA_LIMITS, metadataFile } from '../../contract/release-repository.ts';
import { bytesOf, readBytes, readJsonBytes } from '../../platform/http/body.ts';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';
import { refuseQuery } from '../../platform/http/query.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { readFileOf } from '../../lanes/releases/read-file.ts';
import { SIGNED_BY_PEOPLE } from '../../lanes/releases/repository.ts';
import { agreedLists, type AgreedOwnList } from '../lists/agreed.ts';
import type { ListDesk } from '../lists/list-desk.ts';
import { publishLists } from '../lists/publish-lists.ts';
import { readLists } from '../lists/read-lists.ts';
import { bytesBegun, keptFiles } from '../lists/tables/file-table.ts';
import { takePiece } from '../lists/take-piece.ts';
import { MAX_PIECE_BYTES } from '../lists/vocabulary.ts';
import type { PartnerCall, TakenPieceAnswer } from './answers.ts';
import { type CallDesk, type Caller, enterCall, record, refuse } from './caller.ts';
import { readContentRange } from './read-range.ts';
import { digestIn } from './reading.ts';
import { bytesSent } from './tables/call-table.ts';

const DAY_MS = 86_400_000;

/** The partner's routes before this one have admitted its caller. */
type Admit = (handle: (caller: Caller, request: Request, response: Response) => Promise<void>) => RequestHandler;

export interface ListGate {
  readonly admit: Admit;
  /** Refuses a connection without the key of a partner before its body is read. */
  readonly known: RequestHandler;
}

export function addListRoutes(router: Router, desk: CallDesk, lists: ListDesk, { admit, known }: ListGate): void {
  router
    .route('/v1/partner/lists')
    .get(
      refuseQuery,
      admit(async (caller, _request, response) => {
        const answer = await readLists(lists, caller.partner.id);
        await record(desk, caller, 'lists', 'done');
        response.json(answer);
      }),
    )
    .all(answerMethodNotAllowed('GET', 'HEAD'));
  router
    .route('/v1/partner/lists/metadata')
    .post(
      refuseQuery,
      known,
      readJsonBytes(METADATA_LIMITS.watchlist),
      admit((caller, request, response) => publish(desk, lists, caller, request, response)),
    )
    .all(answerMethodNotAllowed('POST'));
  router
    .route('/v1/partner/lists/metadata/:role/:version')
    .get(
      refuseQuery,
      admit((caller, request, response) => sendMetadata(desk, lists, caller, request, response)),
    )
    .all(answerMethodNotAllowed('GET', 'HEAD'));
  router
    .route('/v1/partner/lists/:list/files/:digest')
    .put(
      refuseQuery,
      known,
      readBytes('application/octet-stream', MAX_PIECE_BYTES),
      admit((caller, request, response) => take(desk, lists, caller, request, response)),
    )
    .all(answerMethodNotAllowed('PUT'));
}

/** The list of the address, in force; otherwise the call is refused and answered. A list of another partner is answered like none. */
async function ownList(
  desk: CallDesk,
  caller: Caller,
  response: Response,
  { call, list }: { readonly call: PartnerCall; readonly list: (own: AgreedOwnList) => boolean },
): Promise<AgreedOwnList | undefined> {
  const { knex, clock } = desk.context;
  const own = (await agreedLists(knex, caller.partner.id, clock.wallMs())).filter(list);
  const inForce = own.find(({ state }) => state === 'in-force');
  if (inForce !== undefined) return inForce;
  const code = own.length === 0 ? 'not-found' : 'agreement-not-in-force';
  await refuse(desk, caller, response, call, code, { agreement: own[0]?.agreement });
  return undefined;
}

async function take(
  desk: CallDesk,
  lists: ListDesk,
  caller: Caller,
  request: Request,
  response: Response,
): Promise<void> {
  const { knex, clock } = desk.context;
  const call = 'list-piece';
  const list = String(request.params['list']);
  const own = await ownList(desk, caller, response, { call, list: ({ clause }) => clause.list === list });
  if (own === undefined) return;
  const digest = digestIn(request);
  const range = readContentRange(request.headers['content-range']);
  const bytes = bytesOf(request.body);
  const party = caller.partner.id;
  const concern = { agreement: own.agreement, delivery: digest };
  if (digest === undefined || range === undefined || range.to + 1 - range.from !== bytes.length) {
    const message = digest === undefined || range === undefined ? 'range-malformed' : 'piece-differs';
    await record(desk, caller, call, message, concern);
    return sendFailure(response, { code: 'list-refused', faults: [{ path: 'content-range', message }] });
  }
  // A file counts when it begins, so that one that has begun can always be completed
  const since = clock.wallMs() - DAY_MS;
  const which = { party, agreement: own.agreement };
  const isBegun = (await keptFiles(knex, party)).some((file) => file.list === list && file.digest === digest);
  const used = (await bytesSent(knex, which, since)) + (await bytesBegun(knex, which, since));
  if (!isBegun && used + range.whole > own.bytesPerDay)
    return refuse(desk, caller, response, call, 'rate-limited', concern);
  const taken = await takePiece(
    lists,
    own,
    { party, digest, from: range.from, whole: range.whole, bytes },
    (transaction, { kind, ...rest }) =>
      enterCall(
        transaction,
        { party, person: null },
        {
          call,
          at: Math.round(clock.wallMs()),
          ...concern,
          result: kind === 'taken' || !('refusal' in rest) ? 'done' : rest.refusal,
        },
      ),
  );
  if (taken.kind === 'taken') {
    const { received, isComplete } = taken;
    response.json({ received, isComplete } satisfies TakenPieceAnswer);
  } else {
    sendFailure(response, { code: 'list-refused', faults: [{ path: 'file', message: taken.refusal }] });
  }
}

async function publish(
  desk: CallDesk,
  lists: ListDesk,
  caller: Caller,
  request: Request,
  response: Response,
): Promise<void> {
  const call = 'list-publish';
  const own = await ownList(desk, caller, response, { call, list: () => true });
  if (own === undefined) return;
  const party = caller.partner.id;
  const bytes = bytesOf(request.body);
  const at = Math.round(desk.context.clock.wallMs());
  const published = await publishLists(lists, party, bytes, (transaction, judged) =>
    enterCall(
      transaction,
      { party, person: null },
      { call, at, agreement: own.agreement, result: judged.kind === 'refused' ? judged.refusal : 'done' },
    ),
  );
  if (published.kind === 'published') response.json({ version: published.version, lists: published.lists });
  else {
    const { place, refusal } = published;
    sendFailure(response, { code: 'list-refused', faults: [{ path: place, message: refusal }] });
  }
}

/** The metadata that a draft begins with. */
async function sendMetadata(
  desk: CallDesk,
  { repository }: ListDesk,
  caller: Caller,
  request: Request,
  response: Response,
): Promise<void> {
  const call = 'list-metadata';
  const own = await ownList(desk, caller, response, { call, list: () => true });
  if (own === undefined) return;
  const role = SIGNED_BY_PEOPLE.find((one) => one === request.params['role']);
  const version = /^[1-9][0-9]{0,9}$/.test(String(request.params['version'])) ? Number(request.params['version']) : 0;
  const path = role === undefined ? '' : repository.path(metadataFile(role, version));
  if (role === undefined || version === 0 || !existsSync(path))
    return refuse(desk, caller, response, call, 'not-found', { agreement: own.agreement });
  const bytes = readFileOf(path, METADATA_LIMITS[role]);
  await record(desk, caller, call, 'done', { agreement: own.agreement });
  response.type('application/json').send(bytes);
}

/** The routes of the portal for people of partners. Each call of a signed-in person is in the partner's own log before the answer leaves. */
import express, { type Request, type Response, type Router } from 'express';
import type { z } from 'zod';
import { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import type { WireErrorCode } from '../../contract/wire-error.ts';
import { cookieLine } from '../../platform/http/cookie.ts';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';
import { networkOf } from '../../platform/http/network-of.ts';
import { isOfPortal, sessionTokenOf } from '../../platform/http/portal-origin.ts';
import { refuseQuery } from '../../platform/http/query.ts';
import { withJson } from '../../platform/http/read-json.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { rowSubject } from '../../records/ledger/recorded/row-content.ts';
import { digestOf } from '../../people/people/session-token.ts';
import { removePasskey, showAccount, signOut } from '../../people/portals/own-access.ts';
import type {
  PortalAnswer,
  PortalClient,
  PortalPeopleParts,
  PortalRefusal,
} from '../../people/portals/portal-parts.ts';
import { IDLE_MS } from '../../people/portals/portal-sessions.ts';
import {
  addPasskey,
  assertionSchema,
  beginEnrolment,
  beginPasskey,
  beginSignIn,
  enrol,
  invitationCodeSchema,
  invitedBy,
  newPasskeySchema,
  nothingSchema,
  signIn,
} from '../../people/portals/sign-in.ts';
import { findParty } from '../agreement/tables/party-table.ts';
import { type CallDesk, type Caller, record, refuse } from '../partners/caller.ts';
import { readLog } from '../partners/read-log.ts';
import { download, ownDelivery, sendProof } from '../partners/reading.ts';
import { tableOfCall } from '../partners/tables/call-table.ts';
import type { AnyCall, PartnerCall } from '../partners/answers.ts';
import type { PartnerInvitation, PartnerPolicy, PartnerSession } from './answers.ts';
import type { PartnerRole } from './vocabulary.ts';
import { signInInventedPartner } from './invented-partner.ts';
import { ownAgreements, ownDeliveries } from './own-records.ts';
import type { StoredPartnerPerson } from './people-table.ts';

/** The longest body has a new passkey. */
const BODY_BYTES = 16_384;
/** Ceremonies from one network: a whole office may begin its day at the same time. */
const CEREMONY_RATE = { perSecond: 2, burst: 60 };
/** One person reads at most this often. The agreed requests per hour apply to the partner's program. */
const PERSON_RATE = { perSecond: 0.2, burst: 200 };

export type PortalParts = PortalPeopleParts<StoredPartnerPerson>;

export interface PortalDesk extends CallDesk {
  readonly parts: PortalParts;
  readonly origin: () => string;
  readonly ledgerPolicy: string;
  /** Called for a request beyond the quota of a person. */
  readonly onRefused: (why: 'partner-over-quota') => void;
}

/** People sign no answer and send no list. */
type OfProgramAlone = 'answer' | 'lists' | 'list-metadata' | 'list-piece' | 'list-publish';

/** The roles that each call needs: one of them. */
export const ROLES_OF: {
  readonly [Call in 'agreements' | Exclude<PartnerCall, OfProgramAlone>]: readonly PartnerRole[];
} = {
  agreements: ['reader', 'recipient', 'auditor'],
  list: ['reader', 'recipient', 'auditor'],
  proof: ['reader', 'recipient', 'auditor'],
  download: ['recipient'],
  log: ['auditor'],
  'log-proof': ['auditor'],
};

const CODES: { readonly [Code in PortalRefusal]: WireErrorCode } = {
  'sign-in-required': 'not-signed-in',
  'sign-in-failed': 'sign-in-failed',
  'invitation-refused': 'enrolment-code-refused',
  'proof-required': 'step-up-required',
  'too-many': 'not-entitled',
  'last-passkey': 'last-credential',
  'not-found': 'not-found',
  'rate-limited': 'rate-limited',
};

type Act = (digest: string, client: PortalClient, request: Request) => Promise<PortalAnswer>;

export function portalRoutes(desk: PortalDesk): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  router.use('/v1', (request, response, next) => {
    if (isOfPortal(request, desk.origin())) next();
    else sendFailure(response, { code: 'origin-not-allowed' });
  });
  router.use(refuseQuery);
  peopleRoutes(router, desk);
  readingRoutes(router, desk);
  return router;
}

function peopleRoutes(router: Router, desk: PortalDesk): void {
  const { parts, ledgerPolicy } = desk;
  const ceremonies = new TokenBuckets(CEREMONY_RATE, parts.context.clock);
  const answered = (act: Act) => async (request: Request, response: Response) => {
    const answer = await act(digestIn(request), clientOf(request), request);
    send(request, response, answer);
  };
  const posted = <T>(
    path: string,
    schema: z.ZodType<T>,
    act: (body: T, client: PortalClient, digest: string) => Promise<PortalAnswer>,
  ) =>
    router
      .route(path)
      .post(
        ...withJson(
          schema,
          async (body, request, response) => {
            const retryAfterS = ceremonies.take(networkOf(request.socket.remoteAddress ?? ''));
            if (retryAfterS > 0) return sendFailure(response, { code: 'rate-limited', retryAfterS });
            send(request, response, await act(body, clientOf(request), digestIn(request)));
          },
          BODY_BYTES,
        ),
      )
      .all(answerMethodNotAllowed('POST'));
  const logged = async (digest: string, call: AnyCall, act: () => Promise<PortalAnswer>): Promise<PortalAnswer> => {
    const caller = await callerIn(desk, digest);
    const answer = await act();
    if (caller !== undefined) await record(desk, caller, call, answer.kind === 'done' ? 'done' : CODES[answer.code]);
    return answer;
  };

  router
    .route('/v1/session')
    .get(answered(async (digest) => ({ kind: 'done', value: await sessionIn(desk, digest) })))
    .delete(answered((digest) => logged(digest, 'signed-out', () => signOut(parts, digest, 'here'))))
    .all(answerMethodNotAllowed('GET', 'HEAD', 'DELETE'));
  router
    .route('/v1/session/everywhere')
    .delete(answered((digest) => logged(digest, 'signed-out-everywhere', () => signOut(parts, digest, 'everywhere'))))
    .all(answerMethodNotAllowed('DELETE'));
  posted('/v1/session/passkey/options', nothingSchema, () => beginSignIn(parts));
  posted('/v1/session/passkey', assertionSchema, (body, client, digest) => signIn(parts, body, client, digest));
  posted('/v1/session/development', nothingSchema, (_body, client, digest) =>
    signInInventedPartner(parts, client, digest),
  );
  posted('/v1/people/enrolment', invitationCodeSchema, (body, client) => showInvitation(parts, body, client));
  posted('/v1/people/enrolment/passkey/options', invitationCodeSchema, (body, client) =>
    beginEnrolment(parts, body, client),
  );
  posted('/v1/people/enrolment/passkey', newPasskeySchema, (body, client) => enrol(parts, body, client));
  router
    .route('/v1/session/account')
    .get(answered((digest) => showAccount(parts, digest)))
    .all(answerMethodNotAllowed('GET', 'HEAD'));
  posted('/v1/session/passkeys/options', nothingSchema, (_body, _client, digest) => beginPasskey(parts, digest));
  posted('/v1/session/passkeys', newPasskeySchema, (body, client, digest) => addPasskey(parts, body, client, digest));
  router
    .route('/v1/session/passkeys/:id')
    .delete(
      answered((digest, _client, request) =>
        logged(digest, 'passkey-removed', () => removePasskey(parts, String(request.params['id']), digest)),
      ),
    )
    .all(answerMethodNotAllowed('DELETE'));
  router
    .route('/v1/session/ledger-policy')
    .get((_request, response) => void response.json({ policy: ledgerPolicy } satisfies PartnerPolicy))
    .all(answerMethodNotAllowed('GET', 'HEAD'));
}

type Read = (caller: Caller, request: Request, response: Response) => Promise<void>;

function readingRoutes(router: Router, desk: PortalDesk): void {
  const { context } = desk.parts;
  const pace = new TokenBuckets(PERSON_RATE, context.clock);
  const get = (path: string, call: keyof typeof ROLES_OF, read: Read) =>
    router
      .route(path)
      .get(async (request, response) => {
        const caller = await callerIn(desk, digestIn(request));
        if (caller === undefined) return sendFailure(response, { code: 'not-signed-in' });
        const retryAfterS = pace.take(caller.person);
        if (retryAfterS > 0) {
          desk.onRefused('partner-over-quota');
          return sendFailure(response, { code: 'rate-limited', retryAfterS });
        }
        if (!ROLES_OF[call].some((role) => caller.roles.includes(role)))
          return refuse(desk, caller, response, call, 'not-entitled');
        await read(caller, request, response);
      })
      .all(answerMethodNotAllowed('GET', 'HEAD'));

  get('/v1/agreements', 'agreements', async (caller, _request, response) => {
    const answer = await ownAgreements(context, caller);
    await record(desk, caller, 'agreements', 'done');
    response.json(answer);
  });
  get('/v1/deliveries', 'list', async (caller, _request, response) => {
    const answer = await ownDeliveries(context, caller);
    await record(desk, caller, 'list', 'done');
    response.json(answer);
  });
  get('/v1/deliveries/:digest', 'download', (caller, request, response) => download(desk, caller, request, response));
  get('/v1/deliveries/:digest/proof', 'proof', async (caller, request, response) => {
    const delivery = await ownDelivery(context.knex, caller, request);
    if (delivery === undefined) return refuse(desk, caller, response, 'proof', 'not-found');
    const concern = { agreement: delivery.agreement, delivery: delivery.digest ?? undefined };
    await sendProof(desk, caller, response, { call: 'proof', subject: `export/${delivery.digest}`, concern });
  });
  get('/v1/log', 'log', async (caller, _request, response) => {
    const log = await readLog(context.knex, caller.partner.id, Math.round(context.clock.wallMs()));
    await record(desk, caller, 'log', 'done');
    response.json(log);
  });
  get('/v1/log/:call/proof', 'log-proof', async (caller, request, response) => {
    const id = String(request.params['call']);
    const table = /^[0-9a-f]{32}$/.test(id) ? await tableOfCall(context.knex, caller.partner.id, id) : undefined;
    if (table === undefined) return refuse(desk, caller, response, 'log-proof', 'not-found');
    await sendProof(desk, caller, response, { call: 'log-proof', subject: rowSubject(table, [id]) });
  });
}

type PersonCaller = Caller & { readonly person: string; readonly roles: readonly PartnerRole[] };

/** The signed-in person with the present record of their partner. */
async function callerIn(
  { parts: { context, sessions } }: PortalDesk,
  digest: string,
): Promise<PersonCaller | undefined> {
  const open = await sessions.find(digest);
  if (open === undefined) return undefined;
  const party = await findParty(context.knex, open.person.party);
  if (party?.party.role !== 'partner') return undefined;
  return { partner: party.party, record: party.digest, person: open.person.id, roles: open.person.roles };
}

async function sessionIn(desk: PortalDesk, digest: string): Promise<PartnerSession> {
  const { context, sessions, people } = desk.parts;
  const open = await sessions.find(digest);
  const party = open && (await findParty(context.knex, open.person.party));
  const person =
    open === undefined || party === undefined
      ? null
      : {
          name: open.person.name,
          party: open.person.party,
          partyName: party.party.name,
          roles: [...open.person.roles],
          device: open.session.device,
          signedInAt: open.session.signedInAt,
          endsAt: open.session.endsAt,
        };
  return {
    person,
    now: Math.round(context.clock.wallMs()),
    idleMs: IDLE_MS,
    isRehearsal: people.config.mode === 'rehearsal',
    hasInvented: people.config.mode === 'development',
  };
}

async function showInvitation(
  parts: PortalParts,
  body: z.infer<typeof invitationCodeSchema>,
  client: PortalClient,
): Promise<PortalAnswer> {
  const invited = await invitedBy(parts, body, client);
  if (invited.kind === 'refused') return invited;
  const { name, party, roles, codeUntil: until } = invited.person;
  return { kind: 'done', value: { name, party, roles: [...roles], until } satisfies PartnerInvitation };
}

function send(request: Request, response: Response, answer: PortalAnswer): void {
  if (answer.kind === 'refused') {
    const code = CODES[answer.code];
    sendFailure(response, answer.retryAfterS === undefined ? { code } : { code, retryAfterS: answer.retryAfterS });
    return;
  }
  const { token, value } = answer;
  if (token !== undefined) {
    const line =
      token === null ? cookieLine(request, 'postern-partner', '', 0) : cookieLine(request, 'postern-partner', token);
    response.set('Set-Cookie', line);
    if (token === null) response.set('Clear-Site-Data', '"cache"');
  }
  if (value === undefined) response.status(204).end();
  else response.json(value);
}

function clientOf(request: Request): PortalClient {
  return {
    remoteAddress: request.socket.remoteAddress ?? '',
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 512),
  };
}

/** Without a cookie, a digest that no session has. */
function digestIn(request: Request): string {
  const token = sessionTokenOf(request, 'postern-partner');
  return token === undefined ? '' : digestOf(token);
}

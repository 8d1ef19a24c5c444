/** The HTTP API for traders' programs and the portal for their people, in the process that seals. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Clock } from '../../../../hardware/host/clock.ts';
import type { RiskModel } from '../../../../models/risk/risk-model.ts';
import { TokenBuckets } from '../../../../hardware/host/token-bucket.ts';
import type { SelectionSet } from '../../../contract/rules/selection-set.ts';
import { ConnectionLimits } from '../../../lanes/fleet/connection-limits.ts';
import { hasTwoHosts } from '../../../../hardware/host/two-hosts.ts';
import { answerClientError } from '../../../platform/http/client-error.ts';
import { networkOf } from '../../../platform/http/network-of.ts';
import type { SealingNumber, TraderProblem } from '../api/answers.ts';
import { openApiOfTraders } from '../api/openapi.ts';
import {
  HEADER_FORMS,
  LIST_PLACE,
  MEDIA_TYPES,
  PRINCIPAL_HEADER,
  SUBMISSION_HEADER,
  SUBMISSION_KEY,
  traderIdSchema,
  type TraderRefusal,
} from '../api/vocabulary.ts';
import { MESSAGE_FORMATS, type MessageFormat } from '../read-declaration.ts';
import type { Jurisdiction } from '../rules/context.ts';
import type { Readers } from '../sealing/readers.ts';
import type { SealingOffices } from '../sealing/seal-declaration.ts';
import { STATES } from '../sealing/readable-facts.ts';
import { type Answered, refusal, refused, send, shown } from './answered.ts';
import { credentialOf } from './credential.ts';
import type { Admitted, Call, Caller, FrontSettings, ListAsked, RequestNote } from './messages.ts';
import { readPortalFiles } from './portal-files.ts';
import { act, fileAnswer } from './portal-handlers.ts';
import type { PlainMemory } from './plain-memory.ts';
import { portalOriginAt } from '../../../platform/http/portal-origin.ts';
import { PORTAL_ROUTES } from './portal-routes.ts';
import { BodySlots } from './body-slots.ts';
import { FairTurns } from './fair-turns.ts';
import { type NotReceived, receiveBody, wipeReads } from './receive-body.ts';
import { takeSealed } from './take-sealed.ts';
import { takeDeclaration } from './take-declaration.ts';

const LIMITS = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  maxHeaderSize: 8_192,
  connectionsCheckingInterval: 1_000,
};
/** As at the other ports, with fewer connections in all. */
const CONNECTIONS = { total: 1_024, strangers: 768, leftToStrangers: 128, network: 128, client: 64 };
/** A sealed declaration is longer by base64 and the keys of the offices. */
const SEALED_BYTES = 4_194_304;
const NETWORK_RATE = { perSecond: 200, burst: 400 };

export interface TraderServerParts {
  readonly tls: FrontSettings['tls'];
  readonly portal: FrontSettings['portal'];
  readonly proxies: FrontSettings['proxies'];
  readonly jurisdiction: Jurisdiction;
  readonly offices: SealingOffices;
  readonly readers: Readers;
  readonly fingerprintKey: Uint8Array;
  /** `undefined`: its file cannot be used. */
  readonly riskModel: RiskModel | undefined;
  readonly clock: Clock;
  readonly call: Call;
  readonly note: (note: RequestNote) => void;
  readonly memory: PlainMemory;
  /** Called when a connection is refused or displaced. */
  readonly onConnectionRefused: () => void;
}

/** Shared by the requests of all clients. */
interface Shared {
  readonly limits: ConnectionLimits;
  readonly slots: BodySlots;
  readonly turns: FairTurns;
  readonly held: HeldSet;
}

type Handler = (request: IncomingMessage, parameter: string) => Promise<Answered>;
interface Route {
  readonly method: string;
  /** For the log. */
  readonly name: string;
  readonly path: RegExp;
  readonly handle: Handler;
}

export function traderServer(parts: TraderServerParts): Server {
  const limits = new ConnectionLimits(parts.onConnectionRefused, { rules: CONNECTIONS, proxies: parts.proxies });
  const turns = new FairTurns(parts.clock);
  const shared: Shared = { limits, slots: new BodySlots(), turns, held: { rules: undefined } };
  const answer = answererOf(parts, (port) => {
    const portal = parts.portal && portalOriginAt(parts.portal, port);
    return [...apiRoutes(parts, shared, portal), ...(portal === undefined ? [] : portalRoutes(parts, portal))];
  });
  const server = parts.tls
    ? createTlsServer({ ...LIMITS, minVersion: 'TLSv1.3', handshakeTimeout: 5_000, ...parts.tls }, answer)
    : createServer(LIMITS, answer);
  limits.watch(server);
  server.on('clientError', answerClientError);
  server.on(parts.tls ? 'secureConnection' : 'connection', wipeReads);
  return server;
}

function answererOf({ clock, note }: TraderServerParts, routesAt: (port: number) => readonly Route[]) {
  /** The system may choose the port, which is in the origin of the development's portal. */
  let routes: readonly Route[] | undefined;
  const networks = new TokenBuckets(NETWORK_RATE, clock);
  const judge = async (request: IncomingMessage, found: readonly Route[], path: string): Promise<Answered> => {
    const retryAfterS = networks.take(networkOf(request.socket.remoteAddress ?? ''));
    if (retryAfterS > 0) return { ...refused('rate-limited'), retryAfterS, cut: true };
    // A proxy in front may have judged the other one (RFC 9112 §3.2)
    if (hasTwoHosts(request)) return { ...refused('malformed-request'), cut: true };
    // Node sends no body in answer to HEAD
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const route = found.find((one) => one.method === method);
    if (route === undefined) return { ...refused(found.length === 0 ? 'not-found' : 'method-not-allowed'), cut: true };
    return route.handle(request, route.path.exec(path)?.[1] ?? '').catch(() => refused('internal'));
  };
  return (request: IncomingMessage, response: ServerResponse): void => {
    const from = clock.monotonicMs();
    const [path = ''] = (request.url ?? '').split('?', 1);
    routes ??= routesAt(request.socket.localPort ?? 0);
    const found = routes.filter((one) => one.path.test(path));
    request.on('error', () => undefined);
    void judge(request, found, path).then((answered) => {
      send(request, response, answered);
      const route = found[0]?.name ?? 'none';
      const durationMs = Math.max(0, Math.round(clock.monotonicMs() - from));
      note({ method: request.method ?? '', route, status: answered.status, durationMs });
    });
  };
}

function apiRoutes(parts: TraderServerParts, shared: Shared, portal: string | undefined): readonly Route[] {
  const { call } = parts;
  const document = openApiOfTraders();
  return [
    {
      method: 'POST',
      name: '/v1/declarations',
      path: /^\/v1\/declarations$/,
      handle: (request) => submit(request, parts, portal, shared),
    },
    {
      method: 'GET',
      name: '/v1/declarations',
      path: /^\/v1\/declarations$/,
      handle: (request) =>
        withCredential(request, portal, async (caller) => {
          const asked = listAskedOf(request);
          return asked === undefined ? refused('malformed-request') : shown(await call('declarations', caller, asked));
        }),
    },
    {
      method: 'GET',
      name: '/v1/office-keys',
      path: /^\/v1\/office-keys$/,
      handle: () => Promise.resolve({ status: 200, json: parts.readers }),
    },
    {
      method: 'POST',
      name: '/v1/sealed-declarations/numbers',
      path: /^\/v1\/sealed-declarations\/numbers$/,
      handle: (request) => withCredential(request, portal, (caller) => numberFor(caller, parts)),
    },
    {
      method: 'POST',
      name: '/v1/sealed-declarations',
      path: /^\/v1\/sealed-declarations$/,
      handle: (request) => submitSealed(request, parts, portal, shared),
    },
    {
      method: 'GET',
      name: '/v1/declarations/:id',
      path: /^\/v1\/declarations\/([0-9a-f]{32})$/,
      handle: (request, id) =>
        withCredential(request, portal, async (caller) => shown(await call('declaration', caller, { id }))),
    },
    {
      method: 'GET',
      name: '/v1/viewings',
      path: /^\/v1\/viewings$/,
      handle: async (request) => {
        const after = afterOf(request);
        if (after === undefined) return refused('malformed-request');
        return withCredential(request, portal, async (caller) => shown(await call('viewings', caller, { after })));
      },
    },
    {
      method: 'GET',
      name: '/v1/openapi.json',
      path: /^\/v1\/openapi\.json$/,
      handle: () => Promise.resolve({ status: 200, json: document }),
    },
  ];
}

function portalRoutes({ call, clock }: TraderServerParts, origin: string): readonly Route[] {
  const files = readPortalFiles();
  return [
    ...PORTAL_ROUTES.map((route) => ({
      ...route,
      handle: (request: IncomingMessage, parameter: string) => act(request, route, parameter, { origin, call, clock }),
    })),
    {
      method: 'GET',
      name: '/',
      path: /^(\/(?:|[a-z-]+\.(?:js|svg|css)|assets\/[\w.-]+))$/,
      handle: (_request, path) => Promise.resolve(fileAnswer(files, path)),
    },
  ];
}

const LIST_PARAMETERS = new Set(['before', 'state']);

/** `undefined` for a query with anything else. */
function listAskedOf({ url = '' }: IncomingMessage): ListAsked | undefined {
  const query = new URL(url, 'http://localhost').searchParams;
  const names = [...query.keys()];
  if (names.some((name) => !LIST_PARAMETERS.has(name)) || new Set(names).size !== names.length) return undefined;
  const [before, state] = [query.get('before') ?? undefined, query.get('state') ?? undefined];
  const known = STATES.find((one) => one === state);
  if ((state !== undefined && known === undefined) || (before !== undefined && !LIST_PLACE.test(before)))
    return undefined;
  return { before, state: known };
}

async function submit(
  request: IncomingMessage,
  parts: TraderServerParts,
  portal: string | undefined,
  { limits, slots, turns, held }: Shared,
): Promise<Answered> {
  const { call, clock, memory } = parts;
  const format = formatOf(request);
  if (format === undefined) return cut('unsupported-media-type');
  const submissionKey = request.headers[SUBMISSION_HEADER];
  if (typeof submissionKey !== 'string' || !SUBMISSION_KEY.test(submissionKey))
    return withHeader(cut('submission-key-required'), HEADER_FORMS['submission-key-required']);
  const principal = traderIdSchema.optional().safeParse(request.headers[PRINCIPAL_HEADER]);
  if (!principal.success) return withHeader(cut('malformed-request'), HEADER_FORMS['principal-malformed']);
  const credential = credentialOf(request, portal);
  if (credential.kind === 'refused') return cut(credential.code);
  const { caller } = credential;
  const before = held.rules;
  const admitted = await call('admit', caller, {
    scope: 'declarations.submit',
    ...(principal.data !== undefined && { principal: principal.data }),
    ...(before !== undefined && { rules: before.digest }),
  });
  if (admitted.kind === 'refused') return { ...refusal(admitted), cut: true };
  const { traderId, filer, declarationId, rates, traderDays } = admitted;
  limits.recognise(request.socket, filer);
  const retryAfterS = turns.overdrawnS(filer);
  if (retryAfterS > 0) return { ...cut('rate-limited'), retryAfterS };
  let leave: (() => void) | undefined;
  try {
    const begin = () => (leave = slots.take(filer, caller.network)) !== undefined;
    const bytes = await receiveBody(request, { clock, begin });
    if (!(bytes instanceof Uint8Array)) return notReceived(bytes);
    const nowMs = clock.wallMs();
    const rules = rulesOf(admitted, before, held);
    const { offices, fingerprintKey, jurisdiction, riskModel } = parts;
    const today = new Date(nowMs).toISOString().slice(0, 10);
    const take = () =>
      takeDeclaration(
        { bytes, format, submissionKey, filer },
        { traderId, declarationId },
        {
          offices,
          fingerprintKey,
          riskModel,
          rules,
          traderDays: traderDays ?? undefined,
          nowMs,
          context: { jurisdiction, today, ...(rates !== null && { rates }) },
        },
      );
    const taken = await turns.run(filer, () => memory.use(take));
    if (taken.kind === 'refused') return refused(taken.code, taken.line);
    const stored = await call('submit', caller, taken.submission);
    return stored.kind === 'refused' ? refusal(stored) : { status: 201, json: stored.value };
  } finally {
    leave?.();
    memory.used();
  }
}

const cut = (code: TraderRefusal): Answered => ({ ...refused(code), cut: true });

/** Names the header that is missing or has another form. */
function withHeader(answered: Answered, header: NonNullable<TraderProblem['header']>): Answered {
  return { ...answered, json: { ...(answered.json as TraderProblem), header } satisfies TraderProblem };
}

function notReceived(why: NotReceived): Answered {
  switch (why) {
    case 'gone':
      return cut('malformed-request');
    case 'no-room':
      return { ...cut('unavailable'), retryAfterS: 1 };
    case 'too-large':
    case 'too-slow':
      return cut(why);
  }
}

/** A number to which a trader's own program seals, and what it needs to judge the declaration as the front would. */
async function numberFor(caller: Caller, { call, clock, jurisdiction }: TraderServerParts): Promise<Answered> {
  const admitted = await call('admit', caller, { scope: 'declarations.submit' });
  if (admitted.kind === 'refused') return refusal(admitted);
  const { declarationId: number, traderId: trader, rates } = admitted;
  const today = new Date(clock.wallMs()).toISOString().slice(0, 10);
  return { status: 201, json: { number, trader, jurisdiction, today, rates } satisfies SealingNumber };
}

/** Takes a declaration that its trader sealed. No part of the front sees its plaintext. */
async function submitSealed(
  request: IncomingMessage,
  { call, clock, readers, fingerprintKey }: TraderServerParts,
  portal: string | undefined,
  { limits, slots, turns }: Shared,
): Promise<Answered> {
  if (formatOf(request) !== 'json') return cut('unsupported-media-type');
  const submissionKey = request.headers[SUBMISSION_HEADER];
  if (typeof submissionKey !== 'string' || !SUBMISSION_KEY.test(submissionKey))
    return withHeader(cut('submission-key-required'), HEADER_FORMS['submission-key-required']);
  if (request.headers[PRINCIPAL_HEADER] !== undefined) return cut('malformed-request');
  const credential = credentialOf(request, portal);
  if (credential.kind === 'refused') return cut(credential.code);
  const { caller } = credential;
  const known = await call('identify', caller, { scope: 'declarations.submit' });
  if (known.kind === 'refused') return { ...refusal(known), cut: true };
  const { trader } = known;
  limits.recognise(request.socket, trader);
  const retryAfterS = turns.overdrawnS(trader);
  if (retryAfterS > 0) return { ...cut('rate-limited'), retryAfterS };
  let leave: (() => void) | undefined;
  try {
    const begin = () => (leave = slots.take(trader, caller.network)) !== undefined;
    const bytes = await receiveBody(request, { clock, begin, mostBytes: SEALED_BYTES });
    if (!(bytes instanceof Uint8Array)) return notReceived(bytes);
    const parts = { readers, fingerprintKey, nowMs: clock.wallMs() };
    const taken = await turns.run(trader, () => Promise.resolve(takeSealed({ bytes, submissionKey }, parts)));
    if (taken.kind === 'refused') {
      const answer = refused('envelope-refused');
      return { ...answer, json: { ...(answer.json as TraderProblem), fault: taken.fault } };
    }
    const stored = await call('submitSealed', caller, taken.submission);
    return stored.kind === 'refused' ? refusal(stored) : { status: 201, json: stored.value };
  } finally {
    leave?.();
  }
}

/** The set of selection rules that the front got last. */
interface HeldSet {
  rules: { readonly digest: string; readonly set: SelectionSet } | undefined;
}

/** The server sends a set that the front does not have. @param before the set that the front has named to the server */
function rulesOf({ rules }: Admitted, before: HeldSet['rules'], held: HeldSet): HeldSet['rules'] {
  if (rules === null) return undefined;
  const { digest, set } = rules;
  if (set === undefined) return before;
  held.rules = { digest, set };
  return held.rules;
}

async function withCredential(
  request: IncomingMessage,
  portal: string | undefined,
  work: (caller: Caller) => Promise<Answered>,
): Promise<Answered> {
  const credential = credentialOf(request, portal);
  return credential.kind === 'refused' ? refused(credential.code) : work(credential.caller);
}

/** The number in `?after=`, 0 without a query; `undefined` for any other query. */
function afterOf({ url = '' }: IncomingMessage): number | undefined {
  const query = url.split('?')[1];
  if (query === undefined) return 0;
  const [, number] = /^after=(0|[1-9]\d{0,8})$/.exec(query) ?? [];
  return number === undefined ? undefined : Number(number);
}

/** `undefined` for another type, and for a body with an encoding. */
function formatOf({ headers }: IncomingMessage): MessageFormat | undefined {
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') return undefined;
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return MESSAGE_FORMATS.find((format) => MEDIA_TYPES[format].includes(type));
}

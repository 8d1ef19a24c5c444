/** Routes that name their act: nobody reaches a handler whom the table does not let do it. */
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { readJsonBytes } from '../http/body.ts';
import { refuseMethodsBut } from '../http/errors.ts';
import { refuseQuery } from '../http/query.ts';
import { sendFailure } from '../http/wire-failure.ts';
import type { WireErrorCode } from '../contract/wire-error.ts';
import { ACCESS_TABLE } from './access-table.ts';
import type { AccessGate } from './gate.ts';
import { coverageOf, judgeAct, judgeAnywhere, judgeEntry, reachOf, type Judgement } from './judge.ts';
import type { Duty, Principal, Reach, Target } from './principal.ts';
import type { Act } from './vocabulary.ts';

/** What a guard has found out before it let a request through. */
export interface Permit {
  readonly principal: Principal;
  /** The one that is exercised. */
  readonly duty: Duty;
  readonly act: Act;
  /** As the database has it; empty where the act is about no one lane. */
  readonly target: Target;
  /** The lanes that the person's duties reach with this act: every list is narrowed to them. */
  readonly reach: Reach;
  /** Whether that holds of one target. */
  covers(target: Target): boolean;
}

export type PermittedHandler = (request: Request, response: Response, permit: Permit) => Promise<void> | void;
export type PersonalHandler = (request: Request, response: Response, principal: Principal) => Promise<void> | void;

export interface RouteOptions {
  /**
   * Looks up, in the database, what a request names; `undefined` when there is no such thing. Required for acts about one lane. The
   * body has been read by then, as bytes.
   */
  readonly targetOf?: (request: Request) => Promise<Target | undefined>;
  /** Of `POST`, `PUT` and `PATCH`, whose body must be JSON and is left as bytes; the default is 16 KiB. `'none'`: no body is read. */
  readonly bodyLimitBytes?: number | 'none';
  /** The address takes no parameter: any is refused. */
  readonly takesNoQuery?: boolean;
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Define = (path: string, act: Act, ...rest: [PermittedHandler] | [RouteOptions, PermittedHandler]) => void;

export interface GuardedRouter extends Readonly<Record<Method, Define>> {
  readonly router: Router;
  /** A route about one's own account and session: for everybody who is signed in, whatever their duties. */
  ofOneself(method: Method, path: string, ...rest: [PersonalHandler] | [RouteOptions, PersonalHandler]): void;
}

/** What stands before a handler. */
export type Guard = Act | 'of-oneself';

const guards = new WeakMap<RequestHandler, Guard>();

/** The guard that a handler of a route is, or `undefined` when it is none. */
export function guardOf(handler: RequestHandler): Guard | undefined {
  return guards.get(handler);
}

const BODY_LIMIT_BYTES = 16_384;

/** Throws when a route is not sound: an act about one lane without a target, or an address given twice. */
export function guardedRouter(gate: AccessGate): GuardedRouter {
  const router = express.Router({ strict: true, caseSensitive: true });
  const methods = new Map<string, Set<string>>();

  const add = (method: Method, path: string, guard: Guard, handlers: readonly RequestHandler[]) => {
    const [entry] = handlers;
    if (entry !== undefined) guards.set(entry, guard);
    let known = methods.get(path);
    if (known === undefined) {
      known = new Set();
      methods.set(path, known);
      router.all(path, refuseMethodsBut(known));
    }
    if (known.has(method.toUpperCase())) throw new Error(`${method} ${path} is there already`);
    known.add(method.toUpperCase());
    if (method === 'get') known.add('HEAD');
    router[method](path, ...handlers);
  };

  const define =
    (method: Method): Define =>
    (path, act, ...rest) => {
      const [options, handler] = rest.length === 2 ? rest : [{}, rest[0]];
      if (ACCESS_TABLE[act].about === 'one-lane' && options.targetOf === undefined) {
        throw new Error(`${method} ${path} does not say which lane it is about`);
      }
      add(method, path, act, [enter(gate, act), ...readers(method, options), permit(gate, act, options, handler)]);
    };

  return {
    router,
    get: define('get'),
    post: define('post'),
    put: define('put'),
    patch: define('patch'),
    delete: define('delete'),
    ofOneself(method, path, ...rest) {
      const [options, handler] = rest.length === 2 ? rest : [{}, rest[0]];
      add(method, path, 'of-oneself', [identify(gate), ...readers(method, options), personal(gate, handler)]);
    },
  };
}

/** Before anything of the body is read: whoever can do this nowhere is told so. */
function enter(gate: AccessGate, act: Act): RequestHandler {
  return async (request, response, next) => {
    const principal = await gate.principalOf(request);
    const judgement = judgeEntry(principal, act, gate.clock.wallMs());
    if (judgement.kind === 'allowed') next();
    else refuse(gate, principal, act, judgement, request, response);
  };
}

/** Asks anew who it is: reading a body takes time, in which a session may have ended. */
function permit(gate: AccessGate, act: Act, options: RouteOptions, handler: PermittedHandler): RequestHandler {
  const { about } = ACCESS_TABLE[act];
  return async (request, response) => {
    const found = options.targetOf === undefined ? {} : await options.targetOf(request);
    const principal = await gate.principalOf(request);
    const now = gate.clock.wallMs();
    const target = found ?? {};
    const judgement = about === 'one-lane' ? judgeAct(principal, act, target, now) : judgeAnywhere(principal, act, now);
    if (judgement.kind === 'refused' || principal === undefined) {
      refuse(gate, principal, act, judgement, request, response);
    } else if (found === undefined) {
      sendFailure(response, { code: 'not-found' });
    } else {
      const reach = reachOf(principal, act, now);
      const covers = coverageOf(principal, act, now);
      await handler(request, response, { principal, duty: judgement.duty, act, target, reach, covers });
    }
  };
}

function identify(gate: AccessGate): RequestHandler {
  return async (request, response, next) => {
    if ((await gate.principalOf(request)) === undefined) turnAway(request, response, 'not-signed-in');
    else next();
  };
}

function personal(gate: AccessGate, handler: PersonalHandler): RequestHandler {
  return async (request, response) => {
    const principal = await gate.principalOf(request);
    if (principal === undefined) turnAway(request, response, 'not-signed-in');
    else await handler(request, response, principal);
  };
}

function refuse(
  gate: AccessGate,
  principal: Principal | undefined,
  act: Act,
  judgement: Judgement,
  request: Request,
  response: Response,
): void {
  const code = judgement.kind === 'refused' ? judgement.code : 'not-signed-in';
  if (principal !== undefined) gate.noteRefusal(principal, act, code);
  turnAway(request, response, code);
}

/** What is left of a body that nobody wanted is not waited for. */
function turnAway(request: Request, response: Response, code: WireErrorCode): void {
  if (!request.complete) response.set('Connection', 'close');
  sendFailure(response, { code });
}

function readers(method: Method, { takesNoQuery, bodyLimitBytes = BODY_LIMIT_BYTES }: RouteOptions): RequestHandler[] {
  const hasBody = method !== 'get' && method !== 'delete' && bodyLimitBytes !== 'none';
  return [...(takesNoQuery === true ? [refuseQuery] : []), ...(hasBody ? [readJsonBytes(bodyLimitBytes)] : [])];
}

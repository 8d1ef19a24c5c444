/** Routes that name their act. A handler runs only if the access table allows the act. */
import type { Request, RequestHandler, Response, Router } from 'express';
import {
  answerRequest,
  type Asked,
  type Method,
  readersOf,
  type Result,
  type RouteForm,
  routeTable,
} from '../http/route.ts';
import { sendFailure } from '../http/wire-failure.ts';
import type { WireErrorCode } from '../../contract/wire-error.ts';
import { ACCESS_TABLE } from './access-table.ts';
import type { AccessGate } from './gate.ts';
import { coverageOf, judgeAct, judgeAnywhere, judgeEntry, mustProve, reachOf, type Judgement } from './judge.ts';
import type { Duty, Principal, Reach, Target } from './principal.ts';
import type { Act } from './vocabulary.ts';

/** The result of a guard that admitted a request. */
export interface Permit {
  readonly principal: Principal;
  /** The exercised duty. */
  readonly duty: Duty;
  readonly act: Act;
  /** As stored in the database; empty for an act that is not about one lane. */
  readonly target: Target;
  /** The lanes where the person's duties allow this act. Every list is narrowed to them. */
  readonly reach: Reach;
  /** Whether `reach` includes this target. */
  covers(target: Target): boolean;
}

type PermittedHandler = (request: Request, response: Response, permit: Permit) => Promise<void> | void;
type PersonalHandler = (request: Request, response: Response, principal: Principal) => Promise<void> | void;

interface GuardedForm<Query = unknown, Body = unknown, Value = unknown> extends RouteForm<Query, Body, Value> {
  /**
   * Looks up the request's target in the database; `undefined` if it does not exist. Required for acts about one lane. The body has been
   * read as bytes before.
   */
  readonly targetOf?: (request: Request) => Promise<Target | undefined>;
  /**
   * The request carries the person's signature over what they do, or asks for what is to be signed. The handler verifies it, and it is a
   * fresher proof than a step-up, so that none is required besides.
   */
  readonly isProof?: true;
}

interface AskedByPerson<Path extends string, Query, Body> extends Asked<Path, Query, Body> {
  /** The server's wall time, whole ms. */
  readonly now: number;
}

type HandleFor<Who, Path extends string, Query, Body, Value> = (
  asked: AskedByPerson<Path, Query, Body>,
  who: Who,
) => Promise<Result<NoInfer<Value>>> | Result<NoInfer<Value>>;

type Define = <const Path extends string, Query = undefined, Body = undefined, Value = undefined>(
  path: Path,
  act: Act,
  form: GuardedForm<Query, Body, Value>,
  handle: HandleFor<Permit, Path, Query, Body, Value>,
) => void;

export interface GuardedRoutes extends Readonly<Record<Method, Define>> {
  readonly router: Router;
  /** A route about the caller's own account and session, for all signed-in people with any duties. */
  ofOneself<const Path extends string, Query = undefined, Body = undefined, Value = undefined>(
    method: Method,
    path: Path,
    form: RouteForm<Query, Body, Value>,
    handle: HandleFor<Principal, Path, Query, Body, Value>,
  ): void;
}

/** The guard of a handler. */
export type Guard = Act | 'of-oneself';

const guards = new WeakMap<RequestHandler, Guard>();

/** The guard that this handler is; `undefined` for another handler. */
export function guardOf(handler: RequestHandler): Guard | undefined {
  return guards.get(handler);
}

const MAX_BODY_BYTES = 16_384;

/** Throws for an invalid route: an act about one lane without a target, or a duplicate address. */
export function guardedRoutes(gate: AccessGate): GuardedRoutes {
  const { router, add } = routeTable();

  const define =
    (method: Method): Define =>
    (path, act, form, handle) => {
      if (ACCESS_TABLE[act].about === 'one-lane' && form.targetOf === undefined) {
        throw new Error(`${method} ${path} does not name the lane that it is about`);
      }
      const answer = permit(gate, act, form, (request, response, permitted) =>
        answerRequest(form, { request, response, now: now(gate) }, handle, permitted),
      );
      add(method, path, form, guarding(act, enter(gate, act)), ...readersOf(method, form, MAX_BODY_BYTES), answer);
    };

  return {
    router,
    get: define('get'),
    post: define('post'),
    put: define('put'),
    patch: define('patch'),
    delete: define('delete'),
    ofOneself(method, path, form, handle) {
      const answer = personal(gate, (request, response, principal) =>
        answerRequest(form, { request, response, now: now(gate) }, handle, principal),
      );
      const entry = guarding('of-oneself', identify(gate));
      add(method, path, form, entry, ...readersOf(method, form, MAX_BODY_BYTES), answer);
    },
  };
}

function guarding(guard: Guard, handler: RequestHandler): RequestHandler {
  guards.set(handler, guard);
  return handler;
}

function now({ clock }: AccessGate): number {
  return Math.round(clock.wallMs());
}

/** Runs before the body is read: refuses a person who can do this act nowhere. */
function enter(gate: AccessGate, act: Act): RequestHandler {
  return async (request, response, next) => {
    const principal = await gate.principalOf(request);
    const judgement = judgeEntry(principal, act, gate.clock.wallMs());
    if (judgement.kind === 'allowed') next();
    else refuse(gate, principal, act, judgement, request, response);
  };
}

/** Authenticates again after the body was read, because the session may have ended in the meantime. */
function permit(gate: AccessGate, act: Act, form: GuardedForm, handler: PermittedHandler): RequestHandler {
  const { about } = ACCESS_TABLE[act];
  return async (request, response) => {
    const found = form.targetOf === undefined ? {} : await form.targetOf(request);
    const signedIn = await gate.principalOf(request);
    const now = gate.clock.wallMs();
    const principal = form.isProof === true ? asProved(signedIn, now) : signedIn;
    const target = found ?? {};
    const judgement = about === 'one-lane' ? judgeAct(principal, act, target, now) : judgeAnywhere(principal, act, now);
    if (judgement.kind === 'refused' || principal === undefined) {
      refuse(gate, principal, act, judgement, request, response);
    } else if (found === undefined) {
      sendFailure(response, { code: 'not-found' });
    } else {
      const reach = reachOf(principal, act, now);
      const covers = coverageOf(principal, act, now);
      if (judgement.duty.role === 'regulator') {
        await gate.noteReading(principal, judgement.duty.role, act, recordIdOf(request));
      }
      await handler(request, response, { principal, duty: judgement.duty, act, target, reach, covers });
    }
  };
}

/** A restriction that requires a proof is not lifted: it asks for the sign-in's own. */
function asProved(principal: Principal | undefined, now: number): Principal | undefined {
  return principal === undefined || mustProve(principal, now) ? principal : { ...principal, steppedUpAt: now };
}

/** The id in the address, where it has the form of a record's. */
function recordIdOf({ params }: Request): string | undefined {
  const id = params['id'];
  return typeof id === 'string' && /^[0-9a-z][0-9a-z-]{0,63}$/.test(id) ? id : undefined;
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
  // A page that asks again in the background until the person proves themselves is no misuse
  const isAsked = principal !== undefined && mustProve(principal, gate.clock.wallMs());
  if (principal !== undefined && !isAsked) gate.noteRefusal(principal, act, code);
  turnAway(request, response, code);
}

/** Does not wait for the rest of a refused body. */
function turnAway(request: Request, response: Response, code: WireErrorCode): void {
  if (!request.complete) response.set('Connection', 'close');
  sendFailure(response, { code });
}

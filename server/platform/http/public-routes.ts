/** Routes that need no duty. Each states why. */
import type { Request, RequestHandler, Router } from 'express';
import {
  answerRequest,
  type Asked,
  type Method,
  readersOf,
  type Refused,
  type Result,
  type RouteForm,
  routeTable,
} from './route.ts';
import { sendFailure } from './wire-failure.ts';

/** Enough for all these messages except an authenticator's, which needs sixteen kilobytes. */
const MAX_BODY_BYTES = 2_048;

export const FOR_VERIFIERS = 'verifiers and witnesses need no account';

interface PublicForm<Query, Body, Value> extends RouteForm<Query, Body, Value> {
  /** Refuses a request before its body is read. */
  readonly admit?: (request: Request) => Refused | undefined;
}

type Define = <const Path extends string, Query = undefined, Body = undefined, Value = undefined>(
  path: Path,
  why: string,
  form: PublicForm<Query, Body, Value>,
  handle: (asked: Asked<Path, Query, Body>) => Promise<Result<NoInfer<Value>>> | Result<NoInfer<Value>>,
) => void;

export interface PublicRoutes extends Readonly<Record<Method, Define>> {
  readonly router: Router;
}

const reasons = new WeakMap<RequestHandler, string>();

/** Why the route that begins with this handler is public; `undefined` for another handler. */
export function reasonOf(handler: RequestHandler): string | undefined {
  return reasons.get(handler);
}

/** Throws for a duplicate address. */
export function publicRoutes(): PublicRoutes {
  const { router, add } = routeTable();
  const define =
    (method: Method): Define =>
    (path, why, form, handle) => {
      const entry: RequestHandler = (request, response, next) => {
        const refused = form.admit?.(request);
        if (refused === undefined) next();
        else sendFailure(response, refused);
      };
      reasons.set(entry, why);
      add(method, path, form, entry, ...readersOf(method, form, MAX_BODY_BYTES), (request, response) =>
        answerRequest(form, { request, response }, handle, undefined),
      );
    };
  return {
    router,
    get: define('get'),
    post: define('post'),
    put: define('put'),
    patch: define('patch'),
    delete: define('delete'),
  };
}

import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { WireErrorCode } from '../../contract/wire-error.ts';
import type { Events } from '../base/events.ts';
import { KeyError } from '../base/key-error.ts';
import { isConnectionLost } from '../database/engine-error.ts';
import { StoreError } from '../database/store-error.ts';
import { requestIdOf } from './request-watch.ts';
import { sendFailure } from './wire-failure.ts';

export const answerNotFound: RequestHandler = (_request, response) => sendFailure(response, { code: 'not-found' });

const methodRefusals = new WeakSet<RequestHandler>();

/** Whether a handler only refuses methods. */
export function isMethodRefusal(handler: RequestHandler): boolean {
  return methodRefusals.has(handler);
}

/** Answers other methods for a known address. */
export function answerMethodNotAllowed(...allowed: readonly string[]): RequestHandler {
  return refuseMethodsBut(new Set(allowed));
}

/** Like `answerMethodNotAllowed`, as middleware: passes the methods that `allowed` contains at that time. */
export function refuseMethodsBut(allowed: ReadonlySet<string>): RequestHandler {
  const refusal: RequestHandler = (request, response, next) => {
    if (allowed.has(request.method)) {
      next();
      return;
    }
    response.set('Allow', [...allowed].join(', '));
    sendFailure(response, { code: 'method-not-allowed' });
  };
  methodRefusals.add(refusal);
  return refusal;
}

/** Maps a handler's exception to one wire error. Logs faults of the server without their message. */
export function answerErrors(events: Events): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const code = codeOf(error);
    if (code === 'internal' || code === 'unavailable') {
      events.emit({ event: 'fault', where: 'api', requestId: requestIdOf(response), error });
    }
    if (response.headersSent) {
      next(error);
      return;
    }
    if (code === 'unavailable') sendFailure(response, { code, retryAfterS: 1 });
    else sendFailure(response, { code });
  };
}

/** The router and the file server set a status on their errors. */
function codeOf(error: unknown): WireErrorCode {
  if (error instanceof KeyError) return 'unavailable';
  if (error instanceof StoreError) return error.code === 'damaged' ? 'internal' : 'unavailable';
  if (isConnectionLost(error)) return 'unavailable';
  const status: unknown = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  if (status === 404) return 'not-found';
  if (typeof status === 'number' && status >= 400 && status < 500) return 'malformed-request';
  return 'internal';
}

import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Clock } from '../../../hardware/host/clock.ts';
import { WIRE_ERRORS, type WireErrorCode } from '../../contract/wire-error.ts';
import type { Events } from '../base/events.ts';
import { methodLabel, type Metrics } from './metrics.ts';

export interface WatchParts {
  readonly clock: Clock;
  readonly events: Events;
  readonly metrics: Metrics;
}

const ID = 'X-Request-Id';
const FAILURE = 'failure';

/**
 * Gives each request a new id, in its answer and in the log, and counts the result. An id in the request is ignored: it is a client's text,
 * and two requests could share it. Only the route of the address is logged.
 */
export function watchRequests({ clock, events, metrics }: WatchParts): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID();
    const startedAt = clock.monotonicMs();
    response.set(ID, requestId);
    response.once('close', () => {
      const durationMs = Math.max(0, Math.round(clock.monotonicMs() - startedAt));
      const code = failureOf(response);
      const answered = { route: routeOf(request), method: methodLabel(request.method), durationMs, code };
      // The client disconnected before the answer; nginx uses this number.
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.note({ ...answered, status });
      events.emit({ event: 'request', requestId, ...answered, status });
    });
    next();
  };
}

export function requestIdOf(response: Response): string | undefined {
  const id = response.getHeader(ID);
  return typeof id === 'string' ? id : undefined;
}

/** Records the refusal's code for the log and the counters. */
export function noteFailure(response: Response, code: WireErrorCode): void {
  response.locals[FAILURE] = code;
}

function failureOf(response: Response): WireErrorCode | undefined {
  const code: unknown = response.locals[FAILURE];
  return typeof code === 'string' && Object.hasOwn(WIRE_ERRORS, code) ? (code as WireErrorCode) : undefined;
}

function routeOf(request: Request): string {
  const route = request.route as { readonly path?: unknown } | undefined;
  return typeof route?.path === 'string' ? route.path : 'none';
}

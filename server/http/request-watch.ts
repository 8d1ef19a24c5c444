import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Clock } from '../../hardware/host/clock.ts';
import { WIRE_ERRORS, type WireErrorCode } from '../contract/wire-error.ts';
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
 * Gives each request an id of ours, in its answer and in the log, and notes how it was answered. One that comes with the request is
 * not looked at: it would be a stranger's text in the log, and two requests could share it. Of the address only the route is noted.
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
      // Whoever hung up before the answer got none; nginx's number for it.
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

/** For the log and the counters: which refusal this is. */
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

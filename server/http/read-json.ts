import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { bytesOf, readJsonBytes } from './body.ts';
import { sendFailure } from './wire-failure.ts';
import { faultsOf } from '../contract/fault.ts';
import { parseJson } from '../contract/payload.ts';

/** Two kilobytes carry any of these messages but an authenticator's, which sixteen do. */
const LIMIT_BYTES = 2_048;

/** Reads a JSON body that satisfies `schema` and hands it on; answers for any other. JSON only: a form of another page is none. */
export function withJson<T>(
  schema: z.ZodType<T>,
  handle: (body: T, request: Request, response: Response) => Promise<void>,
  limitBytes = LIMIT_BYTES,
): RequestHandler[] {
  return [
    readJsonBytes(limitBytes),
    async (request, response) => {
      const body = messageOf(schema, request, response);
      if (body !== undefined) await handle(body, request, response);
    },
  ];
}

/** The body that a guard has read, as a message; `undefined` when it is none, which has been answered then. */
export function messageOf<T>(schema: z.ZodType<T>, request: Request, response: Response): T | undefined {
  const value = parseJson(bytesOf(request.body));
  if (value === undefined) {
    sendFailure(response, { code: 'malformed-request' });
    return undefined;
  }
  const parsed = schema.safeParse(value.json);
  if (parsed.success) return parsed.data;
  sendFailure(response, { code: 'invalid-message', faults: faultsOf(parsed.error) });
  return undefined;
}

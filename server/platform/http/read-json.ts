import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { bytesOf, readJsonBytes } from './body.ts';
import { sendFailure } from './wire-failure.ts';
import { faultsOf } from '../../contract/fault.ts';
import { parseJson } from '../../contract/payload.ts';

/** Enough for all these messages except an authenticator's, which needs sixteen kilobytes. */
const LIMIT_BYTES = 2_048;

/** Reads a JSON body that satisfies `schema` and passes it on; answers any other. HTML forms cannot send JSON. */
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

/** Parses the body that a guard has read; `undefined` if it is invalid, which has then been answered. */
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

import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { bytesOf, readJsonBytes } from '../api/body.ts';
import { sendFailure } from '../api/wire-failure.ts';
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
      const value = parseJson(bytesOf(request.body));
      if (value === undefined) {
        sendFailure(response, { code: 'malformed-request' });
        return;
      }
      const parsed = schema.safeParse(value.json);
      if (parsed.success) await handle(parsed.data, request, response);
      else sendFailure(response, { code: 'invalid-message', faults: faultsOf(parsed.error) });
    },
  ];
}

import type { Router } from 'express';
import { NOT_FOUND } from '../../platform/http/route.ts';
import { z } from 'zod';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import { readMessage } from '../../platform/http/message.ts';
import { listRequests } from '../tables/access-requests.ts';
import {
  accessRequestListSchema,
  accessRequestSchema,
  changedRequestSchema,
  letterSchema,
} from '../answers/access-request.ts';
import type { PrivacyDesk } from '../privacy-desk.ts';
import {
  changeRequest,
  changeRequestSchema,
  draftLetter,
  openRequest,
  openRequestSchema,
  viewOf,
} from './request-desk.ts';

/** Maximum number of listed requests: enough for all open ones in the foreseeable future. */
const LISTED = 200;
const idSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** Routes to enter, answer and close travellers' requests. */
export function requestRoutes(desk: PrivacyDesk): Router {
  const { gate, context } = desk;
  const routes = guardedRoutes(gate);

  const ofList = { query: 'any', answer: accessRequestListSchema } as const;
  routes.get('/v1/privacy/requests', 'access-requests.see', ofList, async ({ now }) => ({
    serverTime: now,
    requests: (await listRequests(context.knex, LISTED)).map(viewOf),
  }));

  const act = 'access-request.answer';
  const ofNew = { body: openRequestSchema, answer: accessRequestSchema, status: 201 };
  routes.post('/v1/privacy/requests', act, ofNew, async ({ body }, { principal, duty }) => {
    const answer = await openRequest(desk, { principal, role: duty.role }, body);
    return answer.kind === 'refused' ? answer : answer.request;
  });

  const ofLetter = { query: 'any', answer: letterSchema } as const;
  routes.get('/v1/privacy/requests/:id/letter', act, ofLetter, async ({ params }) => {
    const id = idSchema.safeParse(params.id).data;
    return (id === undefined ? undefined : await draftLetter(desk, id, { state: 'answered' })) ?? NOT_FOUND;
  });

  const ofChange = { bytes: changeRequestSchema, answer: changedRequestSchema };
  routes.post('/v1/privacy/requests/:id', act, ofChange, async ({ params, bytes }, { principal, duty }) => {
    const id = idSchema.safeParse(params.id).data;
    if (id === undefined) return NOT_FOUND;
    const read = readMessage(changeRequestSchema, bytes);
    if (read.kind === 'refused') return read;
    const answer = await changeRequest(desk, { principal, role: duty.role }, id, read.message);
    return answer.kind === 'refused' ? answer : { request: answer.request, letter: answer.letter ?? null };
  });

  return routes.router;
}

import type { Router } from 'express';
import { z } from 'zod';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import { bytesOf } from '../../platform/http/body.ts';
import { readMessage } from '../../platform/http/message.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { listRequests } from '../tables/access-requests.ts';
import type { AccessRequestList, ChangedRequest } from '../answers/access-request.ts';
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
  const routes = guardedRouter(gate);

  routes.get('/v1/privacy/requests', 'access-requests.see', async (_request, response) => {
    const requests = (await listRequests(context.knex, LISTED)).map(viewOf);
    response.json({ serverTime: context.clock.wallMs(), requests } satisfies AccessRequestList);
  });

  routes.post('/v1/privacy/requests', 'access-request.answer', async (request, response, { principal, duty }) => {
    const read = readMessage(openRequestSchema, bytesOf(request.body));
    const answer =
      read.kind === 'refused' ? read : await openRequest(desk, { principal, role: duty.role }, read.message);
    if (answer.kind === 'refused') sendFailure(response, answer);
    else response.status(201).json(answer.request);
  });

  routes.get('/v1/privacy/requests/:id/letter', 'access-request.answer', async (request, response) => {
    const id = idSchema.safeParse(request.params['id']);
    const letter = id.success ? await draftLetter(desk, id.data, { state: 'answered' }) : undefined;
    if (letter === undefined) sendFailure(response, { code: 'not-found' });
    else response.json(letter);
  });

  routes.post('/v1/privacy/requests/:id', 'access-request.answer', async (request, response, { principal, duty }) => {
    const id = idSchema.safeParse(request.params['id']);
    const read = readMessage(changeRequestSchema, bytesOf(request.body));
    if (!id.success) return sendFailure(response, { code: 'not-found' });
    if (read.kind === 'refused') return sendFailure(response, read);
    const answer = await changeRequest(desk, { principal, role: duty.role }, id.data, read.message);
    if (answer.kind === 'refused') sendFailure(response, answer);
    else response.json({ request: answer.request, letter: answer.letter ?? null } satisfies ChangedRequest);
  });

  return routes.router;
}

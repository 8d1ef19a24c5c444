import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRouter } from '../../../platform/access/guarded-router.ts';
import { bytesOf } from '../../../platform/http/body.ts';
import { readMessage } from '../../../platform/http/message.ts';
import { readQuery } from '../../../platform/http/query.ts';
import { sendFailure } from '../../../platform/http/wire-failure.ts';
import { DATA_SETS } from '../form/declaration.ts';
import { RULE_IDS } from '../rules/rule-texts.ts';
import { CHANNELS, MASS_BANDS, STATES, VALUE_BANDS } from '../sealing/readable-facts.ts';
import { findContent, findDeclaration, listDeclarations, type StoredDeclaration } from '../tables/declarations.ts';
import { declarationIdSchema, traderIdSchema } from '../api/vocabulary.ts';
import { controlOfDeclaration } from '../controls/show-controls.ts';
import type { DeclarationDetail, DeclarationList, ListedDeclaration, ViewedContent, ViewingGrant } from './answers.ts';
import { contentOfViewing, grantViewing, type ViewingDesk, viewingRequestSchema } from './grant-viewing.ts';
import { groupsReadableBy, membershipsOf } from './offices-in-force.ts';
import { countViewings } from './viewing-table.ts';

const PAGE = 50;

export const declarationQuerySchema = z.strictObject({
  state: z.enum(STATES).optional(),
  channel: z.enum(CHANNELS).optional(),
  'data-set': z.enum(DATA_SETS).optional(),
  chapter: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
  value: z.enum(VALUE_BANDS).optional(),
  mass: z.enum(MASS_BANDS).optional(),
  rule: z.enum(RULE_IDS).optional(),
  trader: traderIdSchema.optional(),
  /** The `next` of the page before. */
  after: z
    .string()
    .regex(/^\d{1,15}\.[0-9a-f]{32}$/)
    .optional(),
});

/** The console's side of declarations: their readable facts, and viewings of their sealed groups. */
export function viewingRoutes(gate: AccessGate, desk: ViewingDesk): Router {
  const { knex, clock } = desk.context;
  const routes = guardedRouter(gate);

  routes.get('/v1/declarations', 'declarations.see', async (request, response) => {
    const read = readQuery(declarationQuerySchema, request.query);
    if (read.kind === 'refused') return sendFailure(response, { code: 'invalid-query', faults: read.faults });
    const found = await listDeclarations(knex, read.query, PAGE + 1);
    const last = found.length > PAGE ? found[PAGE - 1] : undefined;
    response.json({
      serverTime: clock.wallMs(),
      declarations: found.slice(0, PAGE).map(listed),
      next: last === undefined ? null : `${last.receivedAt}.${last.id}`,
    } satisfies DeclarationList);
  });

  routes.get('/v1/declarations/:id', 'declarations.see', { takesNoQuery: true }, async (request, response, permit) => {
    const id = declarationIdSchema.safeParse(request.params['id']);
    const declaration = id.success ? await findDeclaration(knex, { id: id.data }) : undefined;
    if (declaration === undefined) return sendFailure(response, { code: 'not-found' });
    const content = await findContent(knex, declaration.id);
    const list = desk.offices.list(clock.wallMs());
    const mine = list === undefined || content === undefined ? [] : membershipsOf(list, permit.principal.personId);
    const offices = mine.flatMap(({ office }) => {
      const groups = content === undefined ? [] : groupsReadableBy(office, content);
      return groups.length === 0 ? [] : [{ office: office.office, groups }];
    });
    const viewings = await countViewings(knex, declaration.id);
    const control = await controlOfDeclaration(knex, declaration);
    response.json({ declaration: listed(declaration), offices, viewings, control } satisfies DeclarationDetail);
  });

  routes.post('/v1/declarations/:id/viewings', 'declaration.view', async (request, response, permit) => {
    const id = declarationIdSchema.safeParse(request.params['id']);
    const read = readMessage(viewingRequestSchema, bytesOf(request.body));
    if (!id.success) return sendFailure(response, { code: 'not-found' });
    if (read.kind === 'refused') return sendFailure(response, read);
    const answer = await grantViewing(desk, permit, id.data, read.message);
    if (answer.kind === 'refused') return sendFailure(response, answer);
    const { kind: _kind, ...granted } = answer;
    response.status(201).json(granted satisfies ViewingGrant);
  });

  const takesNoQuery = true;
  routes.get(
    '/v1/declaration-viewings/:id',
    'declaration.view',
    { takesNoQuery },
    async (request, response, permit) => {
      const id = declarationIdSchema.safeParse(request.params['id']);
      if (!id.success) return sendFailure(response, { code: 'not-found' });
      const answer = await contentOfViewing(desk, permit, id.data);
      if (answer.kind === 'refused') sendFailure(response, answer);
      else response.json(answer.content satisfies ViewedContent);
    },
  );

  return routes.router;
}

function listed(stored: StoredDeclaration): ListedDeclaration {
  const { id, trader, filed, receivedAt, facts, keepUntil, erasedAt } = stored;
  return { id, trader, filedBy: filed?.by ?? null, receivedAt, ...facts, keptUntil: keepUntil, erasedAt };
}

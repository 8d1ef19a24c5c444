import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRoutes } from '../../../platform/access/guarded-router.ts';
import { readMessage } from '../../../platform/http/message.ts';
import { NOT_FOUND } from '../../../platform/http/route.ts';
import { DATA_SETS } from '../form/declaration.ts';
import { RULE_IDS } from '../rules/rule-texts.ts';
import { CHANNELS, MASS_BANDS, STATES, VALUE_BANDS } from '../sealing/readable-facts.ts';
import { findContent, findDeclaration, listDeclarations, type StoredDeclaration } from '../tables/declarations.ts';
import { declarationIdSchema, traderIdSchema } from '../api/vocabulary.ts';
import { controlOfDeclaration } from '../controls/show-controls.ts';
import {
  declarationDetailSchema,
  declarationListSchema,
  type ListedDeclaration,
  viewedContentSchema,
  viewingGrantSchema,
} from './answers.ts';
import { contentOfViewing, grantViewing, type ViewingDesk, viewingRequestSchema } from './grant-viewing.ts';
import { groupsReadableBy, membershipsOf } from './offices-in-force.ts';
import { countViewings } from './viewing-table.ts';

const PAGE = 50;

const declarationQuerySchema = z.strictObject({
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
  const { knex } = desk.context;
  const routes = guardedRoutes(gate);

  const ofList = { query: declarationQuerySchema, answer: declarationListSchema };
  routes.get('/v1/declarations', 'declarations.see', ofList, async ({ query, now }) => {
    const found = await listDeclarations(knex, query, PAGE + 1);
    const last = found.length > PAGE ? found[PAGE - 1] : undefined;
    return {
      serverTime: now,
      declarations: found.slice(0, PAGE).map(listed),
      next: last === undefined ? null : `${last.receivedAt}.${last.id}`,
    };
  });

  const ofOne = { answer: declarationDetailSchema };
  routes.get('/v1/declarations/:id', 'declarations.see', ofOne, async ({ params, now }, permit) => {
    const id = declarationIdSchema.safeParse(params.id).data;
    const declaration = id === undefined ? undefined : await findDeclaration(knex, { id });
    if (declaration === undefined) return NOT_FOUND;
    const content = await findContent(knex, declaration.id);
    const list = desk.offices.list(now);
    const mine = list === undefined || content === undefined ? [] : membershipsOf(list, permit.principal.personId);
    const offices = mine.flatMap(({ office }) => {
      const groups = content === undefined ? [] : groupsReadableBy(office, content);
      return groups.length === 0 ? [] : [{ office: office.office, groups }];
    });
    const viewings = await countViewings(knex, declaration.id);
    const control = await controlOfDeclaration(knex, declaration);
    return { declaration: listed(declaration), offices, viewings, control };
  });

  const ofViewing = { bytes: viewingRequestSchema, answer: viewingGrantSchema, status: 201 };
  routes.post('/v1/declarations/:id/viewings', 'declaration.view', ofViewing, async ({ params, bytes }, permit) => {
    const id = declarationIdSchema.safeParse(params.id).data;
    if (id === undefined) return NOT_FOUND;
    const read = readMessage(viewingRequestSchema, bytes);
    if (read.kind === 'refused') return read;
    const answer = await grantViewing(desk, permit, id, read.message);
    if (answer.kind === 'refused') return answer;
    const { kind: _kind, ...granted } = answer;
    return granted;
  });

  const ofContent = { answer: viewedContentSchema };
  routes.get('/v1/declaration-viewings/:id', 'declaration.view', ofContent, async ({ params }, permit) => {
    const id = declarationIdSchema.safeParse(params.id).data;
    if (id === undefined) return NOT_FOUND;
    const answer = await contentOfViewing(desk, permit, id);
    return answer.kind === 'refused' ? answer : answer.content;
  });

  return routes.router;
}

function listed(stored: StoredDeclaration): ListedDeclaration {
  const { id, trader, filed, receivedAt, facts, keepUntil, erasedAt } = stored;
  return { id, trader, filedBy: filed?.by ?? null, receivedAt, ...facts, keptUntil: keepUntil, erasedAt };
}

/** The OpenAPI document of the traders' API, from its schemas. */
import { z } from 'zod';
import { declarationSchema as messageSchema } from '../form/declaration.ts';
import { readersSchema } from '../sealing/readers.ts';
import { sealedEnvelopeSchema } from '../sealing/sealed-envelope.ts';
import { declarationSchema, problemSchema, sealingNumberSchema, viewingLogSchema } from './answers.ts';
import { declarationListSchema } from './portal-answers.ts';
import { STATES } from '../sealing/readable-facts.ts';
import {
  LIST_PLACE,
  PRINCIPAL_HEADER,
  statusOf,
  SUBMISSION_HEADER,
  TRADER_REFUSALS,
  traderIdSchema,
  type TraderScope,
} from './vocabulary.ts';

const refusals = () => {
  const byStatus = new Map<number, string[]>();
  for (const code of TRADER_REFUSALS) byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      { description: codes.join(', '), content: { 'application/problem+json': { schema: ref('Problem') } } },
    ]),
  );
};
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const answer = (description: string, name: string) => ({
  description,
  content: { 'application/json': { schema: ref(name) } },
});
const needs = (scope: TraderScope) => [{ key: [scope] }];

const SUBMISSION_KEY = {
  in: 'header',
  name: SUBMISSION_HEADER,
  required: true,
  schema: { type: 'string', minLength: 8, maxLength: 128 },
};

export function openApiOfTraders(): Readonly<Record<string, unknown>> {
  return {
    openapi: '3.1.0',
    info: { title: "Traders' declarations", version: '1' },
    paths: {
      '/v1/declarations': {
        post: {
          summary: 'Submit a declaration',
          description:
            'Judged and sealed before the answer. The same submission key with the same message gives the same answer.',
          security: needs('declarations.submit'),
          parameters: [
            SUBMISSION_KEY,
            {
              in: 'header',
              name: PRINCIPAL_HEADER,
              required: false,
              description:
                'Id of the trader for whom it is filed. It is rejected without a mandate in force that covers it.',
              schema: z.toJSONSchema(traderIdSchema),
            },
          ],
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: ref('Message') },
              'application/xml': { schema: { type: 'string', description: 'WCO data model 3.6, DEC-DMS:2' } },
            },
          },
          responses: { '201': answer('Stored', 'Declaration'), ...refusals() },
        },
        get: {
          summary: 'The caller’s own declarations, newest first, at most 50 in an answer',
          security: needs('declarations.read'),
          parameters: [
            { in: 'query', name: 'before', schema: { type: 'string', pattern: LIST_PLACE.source } },
            { in: 'query', name: 'state', schema: { type: 'string', enum: STATES } },
          ],
          responses: { '200': answer('The list; `next` is `before` of the next request', 'List'), ...refusals() },
        },
      },
      ...sealedPaths(),
      '/v1/declarations/{id}': {
        get: {
          summary: 'The state and the findings of one of the caller’s own declarations',
          security: needs('declarations.read'),
          parameters: [
            { in: 'path', name: 'id', required: true, schema: { type: 'string', pattern: '^[0-9a-f]{32}$' } },
          ],
          responses: { '200': answer('The declaration', 'Declaration'), ...refusals() },
        },
      },
      '/v1/viewings': {
        get: {
          summary: 'Who has viewed own declarations, with proofs',
          description:
            'Each viewing is an entry of the public ledger. Its proof file is verified offline: `postern-server verify FILE --policy POLICY`.',
          security: needs('viewings.read'),
          parameters: [{ in: 'query', name: 'after', required: false, schema: { type: 'integer', minimum: 0 } }],
          responses: { '200': answer('A page of viewings', 'ViewingLog'), ...refusals() },
        },
      },
    },
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key of the form postern-trader-…' } },
      schemas: {
        Message: z.toJSONSchema(messageSchema),
        Declaration: z.toJSONSchema(declarationSchema),
        Readers: z.toJSONSchema(readersSchema),
        SealingNumber: z.toJSONSchema(sealingNumberSchema),
        Envelope: z.toJSONSchema(sealedEnvelopeSchema),
        ViewingLog: z.toJSONSchema(viewingLogSchema),
        List: z.toJSONSchema(declarationListSchema),
        Problem: z.toJSONSchema(problemSchema),
      },
    },
  };
}

/** Declarations that a trader's own program seals. */
function sealedPaths() {
  return {
    '/v1/office-keys': {
      get: {
        summary: 'The offices to which a declaration is sealed',
        description:
          'A program that seals compares the SHA-256 of the canonical JSON (RFC 8785) with the digest that the customs authority gave to the trader.',
        responses: { '200': answer('The readers', 'Readers') },
      },
    },
    '/v1/sealed-declarations/numbers': {
      post: {
        summary: 'A number to which one declaration is sealed, within 30 seconds',
        security: needs('declarations.submit'),
        responses: { '201': answer('The number', 'SealingNumber'), ...refusals() },
      },
    },
    '/v1/sealed-declarations': {
      post: {
        summary: 'Submit a declaration that was sealed by its sender',
        description:
          'The server sees the readable part and ciphertexts. It judges the envelope; the documents of each such declaration are controlled. The same submission key with the same bytes gives the same answer.',
        security: needs('declarations.submit'),
        parameters: [SUBMISSION_KEY],
        requestBody: { required: true, content: { 'application/json': { schema: ref('Envelope') } } },
        responses: { '201': answer('Stored', 'Declaration'), ...refusals() },
      },
    },
  };
}

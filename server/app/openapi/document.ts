/** The API as an OpenAPI 3.1 document, generated from the app's routes and the schemas that validate requests. */
import type { Express } from 'express';
import { z } from 'zod';
import { ACCESS_TABLE } from '../../access/access-table.ts';
import { PUBLIC_ROUTES } from '../../access/public-routes.ts';
import { routesOf, type ListedRoute } from '../../access/routes-of.ts';
import { PROBLEM_TYPE, problemSchema } from '../../contract/wire-error.ts';
import { OPERATIONS, type Operation } from './operations.ts';

type Json = Readonly<Record<string, unknown>>;

const VERSION = '1';
const PROBLEM = { $ref: '#/components/responses/Problem' };

export function openApiDocument(app: Express): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routesOf(app)) {
    const path = route.path.replaceAll(/[:*]([A-Za-z]+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operationOf(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Postern server', version: VERSION, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      responses: {
        Problem: {
          description: 'A refusal, RFC 9457. Programs should use `error.code`.',
          content: { [PROBLEM_TYPE]: { schema: schemaOf(problemSchema) } },
        },
      },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'session' } },
    },
  };
}

function operationOf({ method, path, guard }: ListedRoute): Json {
  const name = `${method} ${path}`;
  const operation: Operation = OPERATIONS[name] ?? { answers: {} };
  const parameters = [...pathParameters(path), ...queryParameters(operation.query)];
  return {
    operationId: name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replace(/-$/, ''),
    summary: summaryOf(method, path, guard),
    ...(guard === undefined ? { security: [] } : { security: [{ session: [] }] }),
    ...(guard !== undefined && guard !== 'of-oneself' && { 'x-act': guard }),
    ...(parameters.length > 0 && { parameters }),
    ...(operation.body !== undefined && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(operation.body) } } },
    }),
    responses: { ...answersOf(operation.answers), default: PROBLEM },
  };
}

/** The summary from the table of acts, or from the list of public routes. */
function summaryOf(method: string, path: string, guard: ListedRoute['guard']): string {
  if (guard === 'of-oneself') return "The caller's own account and session";
  if (guard !== undefined) return ACCESS_TABLE[guard].says;
  return `Public: ${PUBLIC_ROUTES.find((one) => one.method === method && one.path === path)?.why ?? 'no reason given'}`;
}

function answersOf(answers: Operation['answers']): Json {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => {
      const description = status.startsWith('2') ? 'Done' : 'Not now';
      if (answer === null) return [status, { description }];
      const content =
        answer instanceof z.ZodType
          ? { 'application/json': { schema: schemaOf(answer, 'output') } }
          : Object.fromEntries(answer.map((type) => [type, {}]));
      return [status, { description, content }];
    }),
  );
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/[:*]([A-Za-z]+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: z.ZodType | undefined): Json[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(query) as { properties?: Json; required?: readonly string[] };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

/** The schema of the wire format, before transformations. JSON Schema cannot express every rule; a refusal explains the others. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'input'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

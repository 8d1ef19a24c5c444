/** The API as an OpenAPI 3.1 document, generated from the app's routes and the schemas that validate requests. */
import type { Express } from 'express';
import { z } from 'zod';
import { ACCESS_TABLE } from '../../../platform/access/access-table.ts';
import { routesOf, type ListedRoute } from '../../../platform/access/routes-of.ts';
import { PROBLEM_TYPE, problemSchema } from '../../../contract/wire-error.ts';
import type { Operation } from '../../../platform/http/route.ts';

type Json = Readonly<Record<string, unknown>>;

const VERSION = '1';
const PROBLEM = { $ref: '#/components/responses/Problem' };

export function openApiDocument(app: Express): Json & { readonly openapi: '3.1.0' } {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routesOf(app)) {
    const path = route.path.replaceAll(/[:*]([A-Za-z]+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operationOf(route);
  }
  const schemas = nameShared(paths);
  const tags = [...new Set(routesOf(app).map(({ path }) => tagOf(path)))].sort();
  return {
    openapi: '3.1.0',
    info: { title: 'Postern server', version: VERSION, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    tags: tags.map((name) => ({ name })),
    paths,
    components: {
      schemas,
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

function operationOf(route: ListedRoute): Json {
  const { method, path, guard, operation: own } = route;
  const name = `${method} ${path}`;
  const operation: Operation = own ?? { answers: {} };
  const parameters = [...pathParameters(path), ...queryParameters(operation.query)];
  return {
    operationId: name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replace(/-$/, ''),
    tags: [tagOf(path)],
    summary: summaryOf(route),
    ...(guard === undefined ? { security: [] } : { security: [{ session: [] }] }),
    ...(guard !== undefined && guard !== 'of-oneself' && { 'x-act': guard }),
    ...(parameters.length > 0 && { parameters }),
    ...(operation.body !== undefined && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(operation.body) } } },
    }),
    responses: { ...answersOf(operation.answers), default: PROBLEM },
  };
}

/** The room of a route: the first part of its path after the version. */
function tagOf(path: string): string {
  return path.split('/').find((part) => /^[a-z][a-z-]*$/.test(part) && part !== 'v1') ?? 'server';
}

type Paths = Record<string, Record<string, unknown>>;
type Answered = { operationId: string; responses: Record<string, { content?: Record<string, { schema?: Json }> }> };

/** Gives a name to each answer that several routes have, by the first of them, and replaces it by a reference. Changes `paths`. */
function nameShared(paths: Paths): Json {
  const uses = new Map<string, { readonly name: string; readonly content: { schema?: Json } }[]>();
  for (const operation of Object.values(paths).flatMap((one) => Object.values(one) as Answered[])) {
    for (const { content = {} } of Object.values(operation.responses)) {
      const json = content['application/json'];
      if (json?.schema === undefined) continue;
      const text = JSON.stringify(json.schema);
      const name = operation.operationId
        .replaceAll(/(^|-)v1(?=-|$)/g, '')
        .replaceAll(/(?:^|-)([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
      uses.set(text, [...(uses.get(text) ?? []), { name, content: json }]);
    }
  }
  const schemas: Record<string, Json> = {};
  for (const shared of uses.values()) {
    const [first] = shared;
    if (first?.content.schema === undefined || shared.length < 2) continue;
    const base = `${first.name}Answer`;
    let name = base;
    for (let number = 2; name in schemas; number += 1) name = `${base}${number}`;
    schemas[name] = first.content.schema;
    for (const { content } of shared) content.schema = { $ref: `#/components/schemas/${name}` };
  }
  return schemas;
}

/** From the table of acts, or the reason why a route is public. */
function summaryOf({ guard, why }: ListedRoute): string {
  if (guard === 'of-oneself') return "The caller's own account and session";
  return guard === undefined ? `Public: ${why}` : ACCESS_TABLE[guard].says;
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
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => moveUnicodePatterns(jsonSchema as Record<string, unknown>),
  });
  return rest;
}

/**
 * A pattern with classes of Unicode characters (`\p{L}`) goes to `x-ecmascript-pattern`: engines of other languages do not accept it in
 * `pattern`. The server still applies it.
 */
function moveUnicodePatterns(schema: Record<string, unknown>): void {
  const { pattern } = schema;
  if (typeof pattern === 'string' && /\\[pP]\{/.test(pattern)) {
    delete schema['pattern'];
    schema['x-ecmascript-pattern'] = pattern;
  }
  if (!Array.isArray(schema['allOf'])) return;
  for (const part of schema['allOf'] as Record<string, unknown>[]) moveUnicodePatterns(part);
}

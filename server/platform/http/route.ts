/** One description of a route: what its request has, what it answers. The server reads requests by it, and the OpenAPI document derives from it. */
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { z } from 'zod';
import type { Answer } from '../base/answer.ts';
import type { WireErrorCode } from '../../contract/wire-error.ts';
import { bytesOf, readJsonBytes } from './body.ts';
import { refuseMethodsBut } from './errors.ts';
import { readQuery, refuseQuery } from './query.ts';
import { messageOf } from './read-json.ts';
import { sendFailure, type WireFailure } from './wire-failure.ts';

export type MediaType = `${'text' | 'application' | 'image'}/${string}`;
/** By status: JSON of a schema, a file of one of these media types, or no body. */
export type Answers = { readonly [Status in number]: z.ZodType | readonly MediaType[] | null };

export interface Operation {
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answers: Answers;
}

export interface RouteForm<Query = unknown, Body = unknown, Value = unknown> {
  /** `'none'`, the default of `GET`: a parameter is refused. `'any'`, the default of other methods: parameters are not read. */
  readonly query?: z.ZodType<Query> | 'none' | 'any';
  /** JSON. Without it no body is read. */
  readonly body?: z.ZodType<Body>;
  /** JSON whose bytes the handler parses. */
  readonly bytes?: z.ZodType;
  readonly maxBodyBytes?: number;
  /** The schema of the value that the handler returns. Without it the answer has no body. */
  readonly answer?: z.ZodType<Value>;
  /** Default 200, or 204 without a body. */
  readonly status?: number;
  /** The answers of a handler that sends them itself, such as files. It returns only a refusal. */
  readonly sends?: Answers;
}

type NamesIn<Path extends string> = Path extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer More}`
    ? Name | NamesIn<More>
    : Rest
  : never;

export interface Asked<Path extends string = string, Query = unknown, Body = unknown> {
  readonly params: { readonly [Name in NamesIn<Path>]: string };
  readonly query: Query;
  readonly body: Body;
  readonly bytes: Uint8Array;
  readonly request: Request;
  /** For headers; the route sends the answer, unless its form has `sends`. */
  readonly response: Response;
}

export type Refused = WireFailure & { readonly kind: 'refused' };
export const NOT_FOUND = refused('not-found');

export function refused(code: WireErrorCode): Refused {
  return { kind: 'refused', code };
}

type Done = void | { readonly kind: string; readonly code?: never };
export type Result<Value> = Refused | ([Value] extends [undefined] ? Done : Answer<z.ZodType<Value>>);

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

const operations = new WeakMap<RequestHandler, Operation>();

/** The operation of a route, by the first handler of its method. */
export function operationOf(handler: RequestHandler): Operation | undefined {
  return operations.get(handler);
}

export interface RouteTable {
  readonly router: Router;
  /** @param entry the first handler, which is of this route only */
  add(method: Method, path: string, form: RouteForm, entry: RequestHandler, ...rest: readonly RequestHandler[]): void;
}

/** A router that refuses other methods of its addresses. Throws for a duplicate address. */
export function routeTable(): RouteTable {
  const router = express.Router({ strict: true, caseSensitive: true });
  const methods = new Map<string, Set<string>>();
  return {
    router,
    add(method, path, form, entry, ...rest) {
      operations.set(entry, described(form));
      let known = methods.get(path);
      if (known === undefined) {
        known = new Set();
        methods.set(path, known);
        router.all(path, refuseMethodsBut(known));
      }
      if (known.has(method.toUpperCase())) throw new Error(`${method} ${path} is already defined`);
      known.add(method.toUpperCase());
      if (method === 'get') known.add('HEAD');
      router[method](path, entry, ...rest);
    },
  };
}

function described({ query, body, bytes, answer, status, sends }: RouteForm): Operation {
  const isRead = body ?? bytes;
  return {
    ...(query instanceof z.ZodType && { query }),
    ...(isRead !== undefined && { body: isRead }),
    answers: sends ?? { [status ?? (answer === undefined ? 204 : 200)]: answer ?? null },
  };
}

/** The handlers that read a request before it is answered. */
export function readersOf(
  method: Method,
  { query, body, bytes, maxBodyBytes }: RouteForm,
  defaultMaxBodyBytes: number,
): RequestHandler[] {
  return [
    ...((query ?? (method === 'get' ? 'none' : 'any')) === 'none' ? [refuseQuery] : []),
    ...((body ?? bytes) === undefined ? [] : [readJsonBytes(maxBodyBytes ?? defaultMaxBodyBytes)]),
  ];
}

/** Parses the request, and answers what `handle` returns. @param given added to what `handle` receives */
export async function answerRequest<Who>(
  { query, body, answer, status, sends }: RouteForm,
  given: { readonly request: Request; readonly response: Response; readonly now?: number },
  handle: (asked: never, who: Who) => unknown,
  who: Who,
): Promise<void> {
  const { request, response } = given;
  const read = query instanceof z.ZodType ? readQuery(query, request.query) : undefined;
  if (read?.kind === 'refused') return sendFailure(response, { code: 'invalid-query', faults: read.faults });
  const message = body === undefined ? undefined : messageOf(body, request, response);
  if (body !== undefined && message === undefined) return;
  const parsed = { params: request.params, query: read?.query, body: message, bytes: bytesOf(request.body) };
  // The types of a handler's parameters are those of its path and its form
  const result = await handle({ ...given, ...parsed } as never, who);
  if (isRefused(result)) return sendFailure(response, result);
  if (sends !== undefined) return;
  response.status(status ?? (answer === undefined ? 204 : 200));
  if (answer === undefined) response.end();
  else response.json(result);
}

function isRefused(result: unknown): result is Refused {
  return typeof result === 'object' && result !== null && 'kind' in result && result.kind === 'refused';
}

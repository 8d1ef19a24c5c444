import type { Express, RequestHandler } from 'express';
import { isMethodRefusal } from '../http/errors.ts';
import { reasonOf } from '../http/public-routes.ts';
import { operationOf, type Operation } from '../http/route.ts';
import { guardOf, type Guard } from './guarded-router.ts';

export interface ListedRoute {
  /** Upper case. */
  readonly method: string;
  readonly path: string;
  /** The first guard before its handler. */
  readonly guard: Guard | undefined;
  /** Why it is public. */
  readonly why: string | undefined;
  readonly operation: Operation | undefined;
}

/** express's internal layer, which its types omit. */
interface Layer {
  readonly handle: RequestHandler & { readonly stack?: readonly Layer[] };
  readonly method?: string;
  /** Mounted at the root. */
  readonly slash?: boolean;
  readonly route?: { readonly path: string; readonly stack: readonly Layer[] };
}

/** Every route of an app in matching order. Throws for one that it cannot inspect: mounted under a path, or for all methods. */
export function routesOf(app: Express): ListedRoute[] {
  return listed((app.router as unknown as { readonly stack: readonly Layer[] }).stack);
}

function listed(stack: readonly Layer[]): ListedRoute[] {
  return stack.flatMap(({ route, handle, slash }) => {
    if (route !== undefined) return methodsOf(route.path, route.stack);
    if (slash !== true) throw new Error('a router is mounted under a path');
    return handle.stack === undefined ? [] : listed(handle.stack);
  });
}

function methodsOf(path: string, stack: readonly Layer[]): ListedRoute[] {
  const first = new Map<string, RequestHandler>();
  for (const { method, handle } of stack) {
    if (method === undefined && !isMethodRefusal(handle)) throw new Error(`${path} answers every method`);
    if (method !== undefined && !first.has(method)) first.set(method, handle);
  }
  return [...first].map(([method, handle]) => {
    const described = { guard: guardOf(handle), why: reasonOf(handle), operation: operationOf(handle) };
    return { method: method.toUpperCase(), path, ...described };
  });
}

/** Throws if a route is neither guarded nor public; such a server does not start. */
export function assertGuarded(app: Express): void {
  const open = routesOf(app).filter(({ guard, why }) => guard === undefined && why === undefined);
  if (open.length === 0) return;
  throw new Error(`no guard before ${open.map(({ method, path }) => `${method} ${path}`).join(', ')}`);
}

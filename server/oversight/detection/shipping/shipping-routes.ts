import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRoutes } from '../../../platform/access/guarded-router.ts';
import { DELIVERY_RESULTS } from '../../alerts/vocabulary.ts';
import { type Answer, wallMs } from '../../../platform/base/answer.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { EXPORT_FORMATS } from '../export/export-formats.ts';
import { loadShipping } from './state-table.ts';
import { placeOf, type ShippingConfig } from './target.ts';

const shippingSchema = z.strictObject({
  serverTime: wallMs,
  /** `null`: the configuration names no receiver. */
  shipping: z
    .strictObject({
      kind: z.enum(['syslog', 'https']),
      /** Host and port. */
      place: z.string(),
      format: z.enum(EXPORT_FORMATS),
      withEvents: z.boolean(),
      /** Findings and events that were accepted since the first start. */
      shipped: z.int(),
      /** When nothing was left to send; `null` before the first look. */
      currentAt: wallMs.nullable(),
      /** The last attempt. */
      lastAt: wallMs.nullable(),
      lastResult: z.enum(DELIVERY_RESULTS).nullable(),
      /** Attempts that failed since the last one that succeeded. */
      failures: z.int(),
    })
    .nullable(),
});
export type ShippingAnswer = Answer<typeof shippingSchema>;

type Parts = Pick<RoomContext, 'knex'>;

/** How shipping goes, for those who see where alerts go. */
export function shippingRoutes(gate: AccessGate, { knex }: Parts, config: ShippingConfig | undefined): Router {
  const routes = guardedRoutes(gate);
  routes.get('/v1/shipping', 'alerts.see', { answer: shippingSchema }, async ({ now: serverTime }) => {
    if (config === undefined) return { serverTime, shipping: null };
    const { target, format, withEvents } = config;
    const state = await loadShipping(knex);
    return {
      serverTime,
      shipping: {
        kind: target.kind,
        place: placeOf(target),
        format,
        withEvents,
        shipped: state?.shipped ?? 0,
        currentAt: state?.currentAt ?? null,
        lastAt: state?.lastAt ?? null,
        lastResult: state?.lastResult ?? null,
        failures: state?.failures ?? 0,
      },
    };
  });
  return routes.router;
}

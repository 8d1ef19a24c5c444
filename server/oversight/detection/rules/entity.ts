import type { EventKind } from '../events/event.ts';

export const ENTITY_KINDS = ['person', 'lane', 'site', 'console', 'partner', 'trader', 'server'] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

/** The subject of a finding. It is never a traveller. */
export interface Entity {
  readonly kind: EntityKind;
  readonly id: string;
}

/** An event that a finding names: where to look it up, without its content. */
export interface EventReference {
  readonly at: number;
  readonly kind: EventKind;
  readonly entry?: number | undefined;
}

/** A finding names its latest events, at most this many. */
export const MAX_REFERENCES = 10;

export function entityKey({ kind, id }: Entity): string {
  return `${kind} ${id}`;
}

/** Where lanes stand on the plan of their site, as administrators recorded it, and the officer's choice between the strip and the plan. */
import { signal } from '@preact/signals';
import type { SiteList } from '../../../records/sites/answers.ts';
import { read } from '../ask.ts';
import type { Position } from './lane-positions.ts';

export const LANE_VIEWS = ['strip', 'plan'] as const;
export type LanesView = (typeof LANE_VIEWS)[number];

const KEY = 'postern-lanes';

function stored(): LanesView {
  try {
    return localStorage.getItem(KEY) === 'plan' ? 'plan' : 'strip';
  } catch {
    return 'strip';
  }
}

/** Stays in this browser. */
export const lanesView = signal<LanesView>(stored());

export function chooseLanesView(view: LanesView): void {
  lanesView.value = view;
  try {
    localStorage.setItem(KEY, view);
  } catch {
    // Without a storage the choice lasts as long as the page
  }
}

/** By kiosk. A lane without a recorded position is missing. */
export const positions = signal<ReadonlyMap<string, Position>>(new Map());

/** Reads them once; they change seldom, and the plan reads them again when it is opened. */
export async function readPositions(): Promise<void> {
  const asked = await read<SiteList>('/v1/sites');
  if (asked.kind === 'refused') return;
  const lanes = asked.value.sites.flatMap((site) => site.lanes);
  positions.value = new Map(
    lanes.flatMap(({ kioskId, position }) => (kioskId === null || position === null ? [] : [[kioskId, position]])),
  );
}

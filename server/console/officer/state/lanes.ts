/**
 * Lanes as signals, one each: a message of one lane redraws one card. Messages that arrive between two frames are drawn together, so
 * that many lanes that report often cost no more than the screen can show.
 */
import { batch, computed, signal, type Signal } from '@preact/signals';
import type { LaneView } from '../../../records/kiosks/answers.ts';
import { comparePlaces } from '../../lane-place.ts';
import { isOlder, placeOf } from './latest.ts';

/** While the page is hidden no frame comes. */
const HIDDEN_MS = 1_000;
/** The part of a frame of 16 ms that drawing lanes may take; the browser needs the rest. */
const DRAWN_MS = 4;

const byKiosk = new Map<string, Signal<LaneView>>();
const waiting = new Map<string, LaneView>();
let isDue = false;

/** By site and lane, numbers by value; `null` before the server has sent them. Changes when a lane comes, goes or moves. */
export const laneSignals = signal<readonly Signal<LaneView>[] | null>(null);

export interface SiteLanes {
  readonly site: string;
  readonly lanes: readonly Signal<LaneView>[];
}

export const sites = computed<readonly SiteLanes[]>(() => {
  const grouped = new Map<string, Signal<LaneView>[]>();
  for (const lane of laneSignals.value ?? []) {
    const { site } = lane.peek();
    const known = grouped.get(site);
    if (known === undefined) grouped.set(site, [lane]);
    else known.push(lane);
  }
  return [...grouped].map(([site, lanes]) => ({ site, lanes }));
});

export function laneOf(kioskId: string): LaneView | undefined {
  return byKiosk.get(kioskId)?.peek();
}

/** Lanes have spoken. */
export function takeWords(lanes: readonly LaneView[]): void {
  for (const lane of lanes) waiting.set(lane.kioskId, lane);
  if (isDue) return;
  isDue = true;
  drawSoon();
}

/** All lanes at once. For a lane that has reported in the meantime the later status is kept. */
export function takeLanes(all: readonly LaneView[]): void {
  batch(() => {
    const gone = new Set(byKiosk.keys());
    for (const lane of all) {
      gone.delete(lane.kioskId);
      const known = byKiosk.get(lane.kioskId);
      if (known === undefined) byKiosk.set(lane.kioskId, signal(lane));
      else if (!isOlder(lane, known.peek())) known.value = lane;
    }
    for (const kioskId of gone) {
      byKiosk.delete(kioskId);
      waiting.delete(kioskId);
    }
    order();
  });
}

/** As many as fit into a part of a frame; the others come with the next one. */
function draw(): void {
  const until = performance.now() + DRAWN_MS;
  batch(() => {
    let hasNew = false;
    for (const lane of waiting.values()) {
      if (performance.now() > until) break;
      waiting.delete(lane.kioskId);
      const known = byKiosk.get(lane.kioskId);
      if (known === undefined) byKiosk.set(lane.kioskId, signal(lane));
      if (known === undefined || placeOf(known.peek()) !== placeOf(lane)) hasNew = true;
      if (known !== undefined && !isOlder(lane, known.peek())) known.value = lane;
    }
    if (hasNew) order();
  });
  isDue = waiting.size > 0;
  if (isDue) drawSoon();
}

function drawSoon(): void {
  if (document.hidden) setTimeout(draw, HIDDEN_MS);
  else requestAnimationFrame(draw);
}

function order(): void {
  laneSignals.value = [...byKiosk.values()].sort((one, other) => comparePlaces(one.peek(), other.peek()));
}

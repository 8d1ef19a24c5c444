import { RETENTION_CLASSES } from '../../contract/retention.ts';
import type { LaneKeeping } from '../tables/keeping.ts';
import type { HeldLane, HeldView } from '../answers/privacy.ts';
import { dueTotals, retentionCurve } from './retention-curve.ts';
import { isHolding, judgeLane } from './overdue.ts';

/** Items that lanes hold now: where, how old, when due, and which are overdue. Pure. */
export function heldNow(lanes: readonly LaneKeeping[], nowMs: number): HeldView {
  const held = lanes.map((lane) => heldLane(lane, nowMs));
  const counts = held.flatMap(({ classes }) => classes.map((one) => one.counts));
  return { serverTime: nowMs, lanes: held, due: dueTotals(counts), dying: retentionCurve(counts, nowMs) };
}

function heldLane(lane: LaneKeeping, nowMs: number): HeldLane {
  const { kioskId, site, lane: place, said } = lane;
  const classes = RETENTION_CLASSES.flatMap((retentionClass) => {
    const counts = said?.keeping[retentionClass];
    return counts === undefined ? [] : [{ retentionClass, counts }];
  });
  const overdue = judgeLane({ ...lane, isHolding: isHolding(said?.keeping) }, nowMs);
  return { kioskId, site, lane: place, at: said?.at ?? null, classes, overdue };
}

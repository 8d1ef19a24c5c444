import type { RoomContext } from '../../../../../server/records/context/room-context.ts';
import type { DetectionEvent } from '../../../../../server/oversight/detection/events/event.ts';
import { readBatch, START } from '../../../../../server/oversight/detection/stream/stream.ts';
import { everythingEntered } from '../../../fixtures/entries-of.ts';

/** The events of all entries so far, in their order. The history of a test is shorter than a page. */
export async function streamEvents(
  context: Pick<RoomContext, 'knex' | 'ledger' | 'clock'>,
): Promise<readonly DetectionEvent[]> {
  await everythingEntered(context);
  const { items } = await readBatch(context.knex, START, { nowMs: context.clock.wallMs(), passGap: true });
  return items.flatMap((item) => (item.kind === 'event' ? [item.event] : []));
}

import type { Clearance } from '../clearance/clearance.ts';
import { raiseAndEnter } from '../clearance/enter-alarm.ts';
import { takeOverdueOpenings } from '../store/emergency-openings.ts';
import type { Alarm } from '../views/alarm.ts';
import { lookAgain } from '../look-again.ts';

const LOOK_EVERY_MS = 15_000;

/**
 * Raises an alarm for each emergency opening of which no second person has said anything in time: now, because the server may have been away,
 * and every 15 s. Mark, alarm and entry are one transaction, so each is raised once, whichever server looks and whenever it stops.
 */
export function watchEmergencies(clearance: Clearance): () => Promise<void> {
  const { queue, clock, alarms, ledger, events } = clearance;
  const look = async (): Promise<void> => {
    const raised = await queue.run(async (transaction) => {
      const at = Math.round(clock.wallMs());
      const raised: Alarm[] = [];
      for (const { kioskId } of await takeOverdueOpenings(transaction, at)) {
        const reason = { kind: 'emergency-unconfirmed', kioskId, fromSequence: null, toSequence: null } as const;
        raised.push(await raiseAndEnter(transaction, reason, at));
      }
      return raised;
    });
    for (const alarm of raised) alarms.announce(alarm);
    if (raised.length > 0) await ledger.settle();
  };
  return lookAgain(clock, LOOK_EVERY_MS, look, (error) => events.emit({ event: 'fault', where: 'emergencies', error }));
}

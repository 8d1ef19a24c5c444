import type { RoomContext } from '../../../records/context/room-context.ts';
import { startOf } from '../standing.ts';
import { CONCLUDED_EXAM_DAYS, DRILL_ANSWER_DAYS } from '../vocabulary.ts';
import { drillCounts } from './counts.ts';
import { type AnswerSealer, endOf, openAnswer } from './drill-decoys.ts';
import { concludeDrill, eraseDrill, listDrills } from './drill-table.ts';
import { eraseParts, listParts } from './part-table.ts';

const DAY_MS = 86_400_000;

/**
 * Ends drills whose days have passed: only the counts that may be shown are stored and entered in the ledger. People's answers are erased a year
 * after the end, and the drill itself as long after its end as an exam.
 */
export async function keepDrills(
  { queue, ledger, clock }: Pick<RoomContext, 'queue' | 'ledger' | 'clock'>,
  sealer: AnswerSealer,
): Promise<void> {
  const now = Math.round(clock.wallMs());
  const changed = await queue.run(async (transaction) => {
    let count = 0;
    for (const drill of await listDrills(transaction)) {
      const { id, endedAt } = drill;
      if (endedAt === null && now >= endOf(drill)) {
        const answers = (await listParts(transaction, { drill: id })).map((part) => openAnswer(sealer, part));
        await concludeDrill(transaction, id, { at: now, counts: drillCounts(answers) });
        count += 1;
      } else if (endedAt !== null && now >= startOf(drill.untilDay) + CONCLUDED_EXAM_DAYS * DAY_MS) {
        await eraseDrill(transaction, id);
        count += 1;
      }
      if (now >= endOf(drill) + DRILL_ANSWER_DAYS * DAY_MS) await eraseParts(transaction, id);
    }
    return count;
  });
  if (changed > 0) await ledger.settle();
}

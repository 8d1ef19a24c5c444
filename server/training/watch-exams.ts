import { poll } from '../base/poll.ts';
import type { RoomContext } from '../context/room-context.ts';
import { DAY_MS, endIfOver, type TrainingDesk } from './exams.ts';
import { eraseExams, listExpired } from './tables/exam-table.ts';
import { CONCLUDED_EXAM_DAYS } from './vocabulary.ts';

const HOUR_MS = 3_600_000;
const AT_ONCE = 50;

type Watched = Pick<TrainingDesk, 'queue' | 'ledger' | 'clock' | 'courses'>;

/** Concludes exams whose time is over, and erases those that ended long ago. */
export async function keepExams(parts: Watched): Promise<void> {
  const { queue, ledger, clock } = parts;
  const now = Math.round(clock.wallMs());
  const rounds: readonly ((transaction: Parameters<Parameters<typeof queue.run>[0]>[0]) => Promise<number>)[] = [
    async (transaction) => {
      const over = await listExpired(transaction, now, AT_ONCE);
      for (const exam of over) await endIfOver(parts, transaction, exam, now);
      return over.length;
    },
    (transaction) => eraseExams(transaction, now - CONCLUDED_EXAM_DAYS * DAY_MS, AT_ONCE),
  ];
  for (const round of rounds) {
    for (;;) {
      const some = await queue.run(round);
      if (some > 0) await ledger.settle();
      if (some < AT_ONCE) break;
    }
  }
}

/** Looks now and every hour. @returns a function that stops */
export function watchExams(parts: Watched & Pick<RoomContext, 'events'>): () => Promise<void> {
  const { clock, events } = parts;
  return poll(
    clock,
    HOUR_MS,
    () => keepExams(parts),
    (error) => events.emit({ event: 'fault', where: 'training', error }),
  );
}

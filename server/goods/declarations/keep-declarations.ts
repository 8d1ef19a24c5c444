/** Erases the content of declarations when its time has expired, later their facts, what is kept of rejected ones, old mandates and drafts, and uses of keys. */
import { poll } from '../../platform/base/poll.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { deleteOldDrafts } from './tables/drafts.ts';
import { deleteOldKeyUses } from './tables/key-uses.ts';
import { deleteOldPortalUses } from './tables/portal-uses.ts';
import { factsNeededSince } from './tables/kept-years.ts';
import { deleteOldMandates } from './tables/mandates.ts';
import { forgetPassages } from './tables/passages.ts';
import { deleteOldFacts, deleteRejected, eraseContent, forgetReferences, listDue } from './tables/declarations.ts';

const LOOK_EVERY_MS = 3_600_000;
const AT_ONCE = 100;
/** As long as detection can look back. */
const KEY_USES_KEPT_MS = 90 * 86_400_000;

type Parts = Pick<RoomContext, 'queue' | 'ledger' | 'clock'>;

/** Resolves to the number of declarations whose content was erased. */
export async function eraseDue({ queue, ledger, clock }: Parts): Promise<number> {
  let erased = 0;
  for (;;) {
    const now = Math.round(clock.wallMs());
    const [count, forgotten] = await queue.run(async (transaction) => {
      await deleteRejected(transaction, now);
      await deleteOldMandates(transaction, now);
      await deleteOldDrafts(transaction, now);
      await deleteOldKeyUses(transaction, now - KEY_USES_KEPT_MS);
      await deleteOldPortalUses(transaction, now - KEY_USES_KEPT_MS);
      await forgetReferences(transaction, now);
      await forgetPassages(transaction, now);
      const due = await listDue(transaction, now, AT_ONCE);
      for (const id of due) await eraseContent(transaction, id, now);
      return [due.length, await deleteOldFacts(transaction, factsNeededSince(now), AT_ONCE)] as const;
    });
    await ledger.settle();
    erased += count;
    if (count < AT_ONCE && forgotten < AT_ONCE) return erased;
  }
}

/** Looks now and every hour. @returns a function that stops */
export function watchDeclarations(parts: Parts & Pick<RoomContext, 'events'>): () => Promise<void> {
  const { clock, events } = parts;
  return poll(
    clock,
    LOOK_EVERY_MS,
    () => eraseDue(parts),
    (error) => events.emit({ event: 'fault', where: 'declarations', error }),
  );
}

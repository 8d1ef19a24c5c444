/** How long one person may watch lanes in one go, and what is asked of them after. Pure. */
import type { PersonId, SiteId } from '../access/vocabulary.ts';
import type { ReferralRefusal } from './vocabulary.ts';

/** Attention to rare events falls off within the first half hour (Mackworth 1948); after an hour somebody else watches. */
export const WATCH_MS = 3_600_000;
/** A shorter break counts as watching on. */
export const BREAK_MS = 900_000;
/** Watches that began longer ago say nothing about now: no watch and no break reaches so far. */
export const WATCHES_COUNT_MS = 6 * WATCH_MS;

export interface Watch {
  readonly id: string;
  readonly site: SiteId;
  readonly person: PersonId;
  readonly startedAt: number;
  /** When relief is due: then it is over, whoever looks at the screen. */
  readonly endsAt: number;
  /** `null` while nobody has ended it. */
  readonly endedAt: number | null;
}

/** When a watch was or will be over. */
export function endOf({ endsAt, endedAt }: Watch): number {
  return Math.min(endedAt ?? endsAt, endsAt);
}

export function isOpen(watch: Watch, now: number): boolean {
  return watch.startedAt <= now && now < endOf(watch);
}

export type StartJudgement =
  /** Until then at most. */
  | { readonly kind: 'may-start'; readonly endsAt: number }
  /** Watches already, here or elsewhere: nobody watches two sites. */
  | { readonly kind: 'watching'; readonly watch: Watch }
  /** An hour was watched without a break that counts as one. */
  | { readonly kind: 'break-due'; readonly until: number };

/** `past`: the person's watches of the last `WATCHES_COUNT_MS`, in any order. */
export function judgeStart(past: readonly Watch[], now: number): StartJudgement {
  const current = past.find((watch) => isOpen(watch, now));
  if (current !== undefined) return { kind: 'watching', watch: current };
  const newestFirst = past.filter((watch) => endOf(watch) <= now).sort((one, other) => endOf(other) - endOf(one));
  let watchedMs = 0;
  let resumedAt = now;
  for (const watch of newestFirst) {
    const end = endOf(watch);
    if (resumedAt - end >= BREAK_MS) break;
    watchedMs += end - watch.startedAt;
    resumedAt = watch.startedAt;
  }
  const [latest] = newestFirst;
  if (watchedMs < WATCH_MS || latest === undefined) return { kind: 'may-start', endsAt: now + WATCH_MS - watchedMs };
  return { kind: 'break-due', until: endOf(latest) + BREAK_MS };
}

/** Whether somebody may take up new work at a site. What they hold already they may finish whenever they like. */
export function judgeWatching(past: readonly Watch[], site: string, now: number): ReferralRefusal | undefined {
  const judgement = judgeStart(past, now);
  if (judgement.kind === 'watching') return judgement.watch.site === site ? undefined : 'watching-elsewhere';
  return judgement.kind === 'break-due' ? 'relief-due' : 'not-on-watch';
}

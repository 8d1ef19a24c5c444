/** How long one person may watch lanes without a break. Pure. */
import type { PersonId, SiteId } from '../../platform/access/vocabulary.ts';
import type { ReferralRefusal } from './vocabulary.ts';

/** Attention to rare events declines within the first half hour (Mackworth 1948); after an hour another person watches. */
export const WATCH_MS = 3_600_000;
/** A shorter break does not interrupt the watch. */
export const BREAK_MS = 900_000;
/** Older watches have no effect on the judgement. */
export const WATCHES_COUNT_MS = 6 * WATCH_MS;

export interface Watch {
  readonly id: string;
  readonly site: SiteId;
  readonly person: PersonId;
  readonly startedAt: number;
  /** Wall ms at which relief is due; the watch ends then even without a relief. */
  readonly endsAt: number;
  /** `null` until the watch is ended. */
  readonly endedAt: number | null;
}

/** Wall ms of the actual or expected end. */
export function endOf({ endsAt, endedAt }: Watch): number {
  return Math.min(endedAt ?? endsAt, endsAt);
}

export function isOpen(watch: Watch, now: number): boolean {
  return watch.startedAt <= now && now < endOf(watch);
}

export type StartJudgement =
  /** `endsAt`: latest end of the new watch. */
  | { readonly kind: 'may-start'; readonly endsAt: number }
  /** The person already watches this or another site. */
  | { readonly kind: 'watching'; readonly watch: Watch }
  /** The person watched for an hour without a sufficient break. */
  | { readonly kind: 'break-due'; readonly until: number };

/** @param past the person's watches of the last `WATCHES_COUNT_MS`, in any order */
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

/** Whether a person may take new work at a site. They may always finish what they hold. */
export function judgeWatching(past: readonly Watch[], site: string, now: number): ReferralRefusal | undefined {
  const judgement = judgeStart(past, now);
  if (judgement.kind === 'watching') return judgement.watch.site === site ? undefined : 'watching-elsewhere';
  return judgement.kind === 'break-due' ? 'relief-due' : 'not-on-watch';
}

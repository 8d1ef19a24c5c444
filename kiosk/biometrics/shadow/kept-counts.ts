/**
 * The counts of a shadow passage on the lane's disk. A batch is added to the reported counts when it holds enough travellers: the
 * judged ones, and those not judged, each for themselves, so that a candidate that always fails is reported too. A traveller is entered before the candidate begins, so that a stop in between counts as not judged.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { replaceFile } from '../../../hardware/host/durable-file.ts';
import type { DeclarationVerdict } from '../../rules/declaration/judge-declaration.ts';
import { serialQueue } from '../../../hardware/host/serial-queue.ts';
import {
  channelPair,
  combineCounts,
  type DeclarationCounts,
  DISTANCE_BAND_ENDS,
  JUDGED_CHANNELS,
  judgedIn,
  noCounts,
  type NotJudgedReason,
  type ShadowCounts,
  shadowCountsSchema,
} from '../../../server/contract/shadow-passage.ts';

export type ShadowOutcome =
  | {
      readonly kind: 'judged';
      readonly current: Verdict;
      readonly candidate: Verdict;
      /** How both judged the answers to the customs questions, where both did. */
      readonly declarations?: DeclarationPair | undefined;
    }
  | { readonly kind: 'not-judged'; readonly why: NotJudgedReason };

export interface DeclarationPair {
  readonly inUse: DeclarationVerdict;
  readonly candidate: DeclarationVerdict;
}

export type Verdict =
  | { readonly kind: 'below-threshold' }
  | { readonly kind: 'match'; readonly logLikelihoodRatio: number };

const keptSchema = z.strictObject({
  version: z.literal(1),
  digest: z.string(),
  against: z.string(),
  run: z.string().regex(/^[0-9a-f]{32}$/),
  reported: shadowCountsSchema,
  /** The incomplete batch. It never leaves the lane. */
  batch: shadowCountsSchema,
  /** Travellers whom the candidate judges now. */
  begun: z.int().min(0).max(1_000),
});
type Kept = z.infer<typeof keptSchema>;

export interface CountedPassage {
  /** SHA-256 of the candidate's file, and over those of the models in use. */
  readonly digest: string;
  readonly against: string;
  /** The fewest judged travellers of a batch. */
  readonly reportAfter: number;
}

export interface KeptCounts {
  /** The complete batches. */
  reported(): { readonly run: string; readonly counts: ShadowCounts };
  /** Enters a traveller. */
  begin(): Promise<void>;
  /** Counts a traveller who was entered. Resolves to whether a batch is complete. */
  settle(outcome: ShadowOutcome): Promise<boolean>;
}

/** Continues the counts of the same candidate and models; otherwise, and for a damaged file, starts from zero. */
export async function openKeptCounts(
  file: string,
  { digest, against, reportAfter }: CountedPassage,
): Promise<KeptCounts> {
  const { run: inTurn } = serialQueue();
  let kept = (await readKept(file, digest, against)) ?? newRun(digest, against);
  const interrupted = kept.begun;
  if (interrupted > 0) {
    const { notJudged } = noCounts();
    const missed = { ...noCounts(), notJudged: { ...notJudged, interrupted } };
    kept = { ...kept, begun: 0, batch: combineCounts(kept.batch, missed) };
  }
  const write = async (next: Kept): Promise<void> => {
    kept = next;
    await replaceFile(file, JSON.stringify(next));
  };
  await write(kept);

  return {
    reported: () => ({ run: kept.run, counts: kept.reported }),
    begin: () => inTurn(() => write({ ...kept, begun: kept.begun + 1 })),
    settle: (outcome) =>
      inTurn(async () => {
        const batch = combineCounts(kept.batch, countsOf(outcome));
        const complete = completeOf(batch, reportAfter);
        const rest = combineCounts(batch, complete, (all, reported) => all - reported);
        const reported = combineCounts(kept.reported, complete);
        await write({ ...kept, begun: Math.max(0, kept.begun - 1), batch: rest, reported });
        return JSON.stringify(complete) !== JSON.stringify(noCounts());
      }),
  };
}

/** One traveller as counts. Pure. */
export function countsOf(outcome: ShadowOutcome): ShadowCounts {
  if (outcome.kind === 'not-judged') {
    const counts = noCounts();
    return { ...counts, notJudged: { ...counts.notJudged, [outcome.why]: 1 } };
  }
  const counts = { ...noCounts(), ...declarationsOf(outcome.declarations) };
  const { current, candidate } = outcome;
  if (current.kind === 'match' && candidate.kind === 'match') {
    const distance = Math.abs(current.logLikelihoodRatio - candidate.logLikelihoodRatio) / Math.LN10;
    const before = DISTANCE_BAND_ENDS.findIndex((end) => distance <= end);
    const own = before === -1 ? DISTANCE_BAND_ENDS.length : before;
    return { ...counts, agreedPass: 1, distances: counts.distances.map((_count, band) => (band === own ? 1 : 0)) };
  }
  if (current.kind === candidate.kind) return { ...counts, agreedRefuse: 1 };
  return current.kind === 'match' ? { ...counts, wouldRefuse: 1 } : { ...counts, wouldPass: 1 };
}

function declarationsOf(pair: DeclarationPair | undefined): Pick<ShadowCounts, 'declarations'> {
  if (pair === undefined) return {};
  const { inUse, candidate } = pair;
  const at = channelPair(inUse.channel, candidate.channel);
  const names = [...new Set([...inUse.rules, ...candidate.rules])].sort();
  const rules = names.map((name) => {
    const [one, other] = [inUse.rules.includes(name), candidate.rules.includes(name)];
    return [name, [one && other, one && !other, other && !one].map(Number)] as const;
  });
  return {
    declarations: {
      channels: Array.from({ length: JUDGED_CHANNELS.length ** 2 }, (_none, index) => (index === at ? 1 : 0)),
      rules: Object.fromEntries(rules) as DeclarationCounts['rules'],
    },
  };
}

/** The part of a batch that may leave the lane. Pure. */
function completeOf(batch: ShadowCounts, reportAfter: number): ShadowCounts {
  const { notJudged } = batch;
  const missed = Object.values(notJudged).reduce((sum, count) => sum + count, 0);
  const judged = judgedIn(batch) >= reportAfter ? batch : noCounts();
  return { ...judged, notJudged: missed >= reportAfter ? notJudged : noCounts().notJudged };
}

function newRun(digest: string, against: string): Kept {
  const run = randomBytes(16).toString('hex');
  return { version: 1, digest, against, run, reported: noCounts(), batch: noCounts(), begun: 0 };
}

async function readKept(file: string, digest: string, against: string): Promise<Kept | undefined> {
  try {
    const read = keptSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return read.success && read.data.digest === digest && read.data.against === against ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The counts of a month on the lane's disk, with the secret of that month's randomised answers. A batch is added to the reported counts when it
 * holds enough answers; the last, incomplete batch of a month is dropped. The secret ends with its month.
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { replaceFile } from '../../../hardware/host/durable-file.ts';
import { serialQueue } from '../../../hardware/host/serial-queue.ts';
import {
  addGroupCounts,
  answersIn,
  MIN_GROUP_BATCH,
  type GroupMonth,
  groupCountsSchema,
  groupMonthOf,
  groupMonthSchema,
  type GroupOutcome,
  type GroupResponse,
  mapGroupCounts,
  noGroupCounts,
} from '../../../server/contract/group-counts.ts';

const SECRET_BYTES = 32;
const hexSchema = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));

const reportedSchema = z.strictObject({ month: groupMonthSchema, run: hexSchema(16), counts: groupCountsSchema });

const keptSchema = z.strictObject({
  version: z.literal(1),
  secret: hexSchema(SECRET_BYTES),
  current: reportedSchema,
  /** The incomplete batch. It never leaves the lane. */
  batch: groupCountsSchema,
  before: reportedSchema.nullable(),
});
type Kept = z.infer<typeof keptSchema>;

export interface KeptGroupCounts {
  /** 32 bytes. A new one at the first call of a month. */
  secret(wallMs: number): Uint8Array;
  /** Counts an answer. Resolves to whether a batch is complete. */
  add(response: GroupResponse, outcome: GroupOutcome, wallMs: number): Promise<boolean>;
  /** The complete batches of this month and the previous one. */
  reported(): readonly GroupMonth[];
}

export interface KeptGroupCountsOptions {
  readonly file: string;
  readonly wallMs: number;
  /** @returns this many random bytes */
  readonly random: (bytes: number) => Uint8Array;
}

/** Continues the counts of this month. Nothing is written before the first answer. A file that is damaged or from a later month is replaced. */
export async function openKeptGroupCounts({ file, wallMs, random }: KeptGroupCountsOptions): Promise<KeptGroupCounts> {
  const { run: inTurn } = serialQueue();
  const hex = (bytes: number): string => Buffer.from(random(bytes)).toString('hex');
  const begin = (month: string, before: Kept['before']): Kept => ({
    version: 1,
    secret: hex(SECRET_BYTES),
    current: { month, run: hex(16), counts: noGroupCounts() },
    batch: noGroupCounts(),
    before,
  });
  const month = groupMonthOf(wallMs);
  const read = await readKept(file);
  let kept = read === undefined || read.current.month > month ? begin(month, null) : read;
  const inMonth = (now: string): void => {
    // A clock that was set back continues the later month
    if (now > kept.current.month) kept = begin(now, kept.current);
  };
  const write = (): Promise<void> => replaceFile(file, JSON.stringify(kept));
  inMonth(month);

  return {
    secret(nowMs) {
      inMonth(groupMonthOf(nowMs));
      return Uint8Array.from(Buffer.from(kept.secret, 'hex'));
    },
    add: (response, outcome, nowMs) =>
      inTurn(async () => {
        inMonth(groupMonthOf(nowMs));
        const batch = addGroupCounts(kept.batch, countOf(response, outcome));
        const isComplete = answersIn(batch) >= MIN_GROUP_BATCH;
        const { current } = kept;
        kept = isComplete
          ? { ...kept, batch: noGroupCounts(), current: { ...current, counts: addGroupCounts(current.counts, batch) } }
          : { ...kept, batch };
        await write();
        return isComplete;
      }),
    reported: () =>
      [kept.before, kept.current].filter((one) => one !== null).filter(({ counts }) => answersIn(counts) > 0),
  };
}

function countOf(response: GroupResponse, ended: GroupOutcome) {
  return mapGroupCounts((attribute, group, outcome) =>
    attribute === response.attribute && group === response.group && outcome === ended ? 1 : 0,
  );
}

async function readKept(file: string): Promise<Kept | undefined> {
  try {
    const read = keptSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

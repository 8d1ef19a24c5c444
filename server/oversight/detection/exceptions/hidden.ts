import type { Connection } from '../../../platform/database/connection.ts';
import { findingsAbout } from '../findings/finding-table.ts';
import type { Entity } from '../rules/entity.ts';
import type { RuleId } from '../rules/rule-ids.ts';
import { HIDDEN_SHOWN_DAYS } from '../vocabulary.ts';

const DAY_MS = 86_400_000;

/** The findings of the last days that an exception would have hidden. Its proposer and its approver see it. */
export interface HiddenByException {
  readonly days: number;
  readonly count: number;
  readonly judgedTrue: number;
  readonly latestAt: number | null;
}

export async function hiddenByException(
  database: Connection,
  about: { readonly rule: RuleId; readonly entity: Entity },
  nowMs: number,
): Promise<HiddenByException> {
  const hidden = await findingsAbout(database, { ...about, since: nowMs - HIDDEN_SHOWN_DAYS * DAY_MS });
  return {
    days: HIDDEN_SHOWN_DAYS,
    count: hidden.length,
    judgedTrue: hidden.filter(({ disposition }) => disposition === 'true').length,
    latestAt: hidden[0]?.at ?? null,
  };
}

/** The selection rules in use, and what each found in a month or in the last 30 days. */
import { z } from 'zod';
import { openAlarmsOf } from '../../../records/alarms/alarm-table.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { TRIAL_DAYS } from '../../../contract/rules/selection-set.ts';
import { ruleEffects, type UsedSet } from '../selection/rule-effects.ts';
import { SELECTION_REFUSALS } from '../selection/vocabulary.ts';
import type { Period } from '../tables/control-counts.ts';
import { countDays, countSelected } from '../tables/selected-declarations.ts';
import { listSelections, type TakenSelection } from '../tables/selection-sets.ts';
import type { SelectionEffects } from './answers.ts';

const DAY_MS = 86_400_000;
const DAYS = 30;

export const monthSchema = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-11');

/** @param month `undefined`: the last 30 days, today included */
export async function effectsOfRules(
  database: Connection,
  serverTime: number,
  month: string | undefined,
): Promise<SelectionEffects> {
  const period = periodOf(month, serverTime);
  const taken = await listSelections(database);
  const sets: UsedSet[] = [];
  for (const [at, { selection, takenAt }] of taken.entries()) {
    const from = Math.max(period.from, takenAt);
    const until = Math.min(period.until, taken[at + 1]?.takenAt ?? period.until);
    const declared = from < until ? await countDays(database, { from, until }) : new Map<number, number>();
    sets.push({ set: selection?.set ?? null, version: selection?.version ?? null, takenAt, declared });
  }
  const last = taken.at(-1);
  const set = last?.selection?.set;
  const effects =
    set === undefined
      ? []
      : ruleEffects(set, { sets, counts: await countSelected(database, period), nowMs: serverTime });
  return {
    serverTime,
    from: period.from,
    until: Math.min(period.until, serverTime),
    refusal: await refusalNow(database),
    set: last === undefined ? null : setOf(last, serverTime),
    rules: effects.map(({ rule, ...effect }) => ({
      id: rule.id,
      version: rule.version,
      text: rule.text,
      state: rule.state,
      control: rule.control,
      from: rule.from,
      until: rule.until,
      source: rule.source,
      urgency: rule.urgency ?? null,
      ...effect,
      days: [...effect.days],
    })),
  };
}

function setOf({ selection, takenAt }: TakenSelection, nowMs: number): NonNullable<SelectionEffects['set']> | null {
  if (selection === null) return null;
  const { set, version, digest } = selection;
  const { from, until, currency, trialDays = TRIAL_DAYS } = set;
  return { version, digest, takenAt, from, until, currency, trialDays, isExpired: until < dayOf(nowMs) };
}

async function refusalNow(database: Connection): Promise<SelectionEffects['refusal']> {
  const [alarm] = await openAlarmsOf(database, ['selection-rules-refused']);
  const code = SELECTION_REFUSALS.find((one) => alarm?.about === `selection-rules/${one}`);
  return alarm === undefined || code === undefined ? null : { code, since: alarm.firstAt };
}

/** Months are of UTC. */
function periodOf(month: string | undefined, nowMs: number): Period {
  if (month === undefined) {
    const tomorrow = (Math.floor(nowMs / DAY_MS) + 1) * DAY_MS;
    return { from: tomorrow - DAYS * DAY_MS, until: tomorrow };
  }
  const [year = 0, number = 0] = month.split('-').map(Number);
  return { from: Date.UTC(year, number - 1), until: Date.UTC(year, number) };
}

const dayOf = (wallMs: number): string => new Date(wallMs).toISOString().slice(0, 10);

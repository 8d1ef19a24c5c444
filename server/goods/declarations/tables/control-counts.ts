/** Numbers of controls and their results in a period, for the audit of the selection. */
import { RISK_BANDS, type RiskBand } from '../../../../models/risk/risk-model.ts';
import { integerColumn, nullableTextColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { wordColumn } from '../../../platform/database/word-column.ts';
import type { RuleId } from '../rules/rule-texts.ts';
import type { ControlRoute, KnownLines } from '../selection/vocabulary.ts';
import { type ControlResult, controls, isSettled } from './controls.ts';
import { findDeclarations } from './declarations.ts';

/** Wall ms of receipt; `until` is not included. */
export interface Period {
  readonly from: number;
  readonly until: number;
}

function controlsOf(database: Connection, { from, until }: Period) {
  return database('declaration_controls').where('received_at', '>=', from).where('received_at', '<', until);
}

/** The model that scored the latest declaration with a band. */
export async function newestModel(database: Connection, period: Period): Promise<string | undefined> {
  const row: { model?: unknown } | undefined = await controlsOf(database, period)
    .whereNotNull('model')
    .orderBy('received_at', 'desc')
    .first('model');
  return nullableTextColumn(row?.model ?? null) ?? undefined;
}

export interface ControlCounts {
  readonly accepted: number;
  readonly waiting: number;
  readonly settled: number;
  readonly waived: number;
  /** Declarations of each band that the model scored. */
  readonly bands: Readonly<Record<RiskBand, number>>;
  /** Green ones among them. */
  readonly green: number;
}

export async function countControls(
  database: Connection,
  period: Period,
  model: string | undefined,
): Promise<ControlCounts> {
  const count = async (query: ReturnType<typeof controlsOf>): Promise<number> => {
    const row: { count?: unknown } | undefined = await query.count({ count: '*' }).first();
    return integerColumn(row?.count);
  };
  const all = () => controlsOf(database, period);
  const inQueue = () => all().where('place', '>', 0);
  const settled = await count(
    inQueue().where((one) => void one.where('outcome', '!=', 'waived').orWhereNotNull('confirmed_by')),
  );
  const bands: Record<RiskBand, number> = { high: 0, raised: 0, low: 0 };
  if (model !== undefined) {
    const rows: readonly Record<string, unknown>[] = await all()
      .where({ model })
      .groupBy('band')
      .count({ rows: '*' })
      .select('band');
    for (const row of rows) bands[wordColumn(RISK_BANDS, row['band'])] = integerColumn(row['rows']);
  }
  const green = all()
    .where({ model: model ?? '' })
    .whereIn('id', database('declarations').where({ channel: 'green' }).select('id'));
  return {
    accepted: await count(all()),
    waiting: (await count(inQueue())) - settled,
    settled,
    waived: await count(inQueue().where({ outcome: 'waived' }).whereNotNull('confirmed_by')),
    bands,
    green: await count(green),
  };
}

export interface AuditedControl {
  readonly trader: string;
  readonly offices: readonly string[] | null;
  /** `null` for a declaration that an earlier program scored. */
  readonly lines: KnownLines | null;
  readonly rules: readonly RuleId[];
  readonly band: RiskBand;
  readonly drawn: boolean;
  readonly route: ControlRoute;
  readonly result: ControlResult;
}

/** Accepted declarations of each trader. */
export async function countByTrader(
  database: Connection,
  { from, until }: Period,
): Promise<ReadonlyMap<string, number>> {
  const rows: readonly Record<string, unknown>[] = await database('declarations')
    .where({ state: 'accepted' })
    .where('received_at', '>=', from)
    .where('received_at', '<', until)
    .groupBy('trader')
    .count({ rows: '*' })
    .select('trader');
  return new Map(rows.map((row) => [textColumn(row['trader']), integerColumn(row['rows'])]));
}

const PART = 500;

/** Controls with a settled result whose declarations the model scored. */
export async function listSettled(database: Connection, period: Period, model: string): Promise<AuditedControl[]> {
  const decided = await controls.all(
    controlsOf(database, period).where({ model }).whereNotNull('decided_at').orderBy('id'),
  );
  const settled = decided.filter(isSettled);
  const found: AuditedControl[] = [];
  for (let at = 0; at < settled.length; at += PART) {
    const part = settled.slice(at, at + PART);
    const declarations = await findDeclarations(
      database,
      part.map(({ id }) => id),
    );
    for (const { id, risk, offices, drawn, route, result } of part) {
      const declaration = declarations.get(id);
      if (risk.kind === 'unscored' || route === null || result === null || declaration === undefined) continue;
      const rules = [...new Set(declaration.facts.findings.map(({ rule }) => rule))];
      const about = { trader: declaration.trader, offices, lines: risk.lines ?? null };
      found.push({ ...about, rules, band: risk.band, drawn, route, result });
    }
  }
  return found;
}

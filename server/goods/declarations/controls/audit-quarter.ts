/** The audit of a quarter from the results that officers recorded. */
import { z } from 'zod';
import { RISK_BANDS } from '../../../../models/risk/risk-model.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { auditOf, type Dispositions } from '../selection/audit.ts';
import { isLess, type TraderSize } from '../selection/vocabulary.ts';
import {
  type AuditedControl,
  countByTrader,
  countControls,
  listSettled,
  newestModel,
  type Period,
} from '../tables/control-counts.ts';
import type { ControlAudit } from './answers.ts';

export const quarterSchema = z.string().regex(/^20\d{2}-Q[1-4]$/, 'must be a quarter such as 2026-Q4');

type Quarter = Dispositions['current'];

export async function auditOfQuarter(database: Connection, serverTime: number, quarter: string): Promise<ControlAudit> {
  const period = periodOf(quarter);
  const model = await newestModel(database, period);
  const counts = await countControls(database, period, model);
  const shown = {
    accepted: counts.accepted,
    notScored: counts.accepted - RISK_BANDS.reduce((sum, band) => sum + counts.bands[band], 0),
    waiting: counts.waiting,
    settled: counts.settled,
    waived: counts.waived,
  };
  if (model === undefined) return { serverTime, quarter, model: null, counts: shown, audit: null };
  const current = await factsOf(database, period, model);
  const before = await factsOf(database, periodBefore(period), model);
  const hasBefore = RISK_BANDS.some((band) => before.accepted[band] > 0);
  const { rules, bands, drift, ...audit } = auditOf({
    quarter,
    model,
    current,
    ...(hasBefore && { before }),
  });
  return {
    serverTime,
    quarter,
    model,
    counts: shown,
    audit: {
      ...audit,
      drift: drift ?? null,
      bands: bands.map((one) => ({ ...one, accepted: current.accepted[one.band] })),
      rules: rules.flatMap(({ rule, precision, missed, standing }) =>
        standing === 'dead' ? [] : [{ rule, precision, missed, standing }],
      ),
      deadRules: rules.flatMap(({ rule, standing }) => (standing === 'dead' ? [rule] : [])),
    },
  };
}

async function factsOf(database: Connection, period: Period, model: string): Promise<Quarter> {
  const { bands, green } = await countControls(database, period, model);
  const settled = await listSettled(database, period, model);
  const declared = await countByTrader(database, period);
  return { accepted: bands, green, inspected: settled.flatMap((control) => inspected(control, declared)) };
}

/** A waived control gives no information about the goods, nor does a lesser one that found nothing. */
function inspected(control: AuditedControl, declared: ReadonlyMap<string, number>): Quarter['inspected'] {
  const { trader, offices, lines, rules, band, drawn, route, result } = control;
  const { made, outcome } = result;
  if (outcome === 'waived' || (outcome !== 'fraud' && isLess(made, route))) return [];
  const about = {
    traderSize: sizeOf(declared.get(trader) ?? 0),
    ...(offices !== null && { offices: [...offices] }),
    ...(lines !== null && { lines }),
  };
  return [{ ...about, rules: [...rules], band, drawn, outcome: outcome === 'fraud' ? 'fraud' : 'no-fraud' }];
}

function sizeOf(count: number): TraderSize {
  if (count <= 1) return '1';
  return count < 20 ? '2-19' : '20-or-more';
}

/** Quarters are of UTC. */
function periodOf(quarter: string): Period {
  const month = 3 * (Number(quarter.slice(-1)) - 1);
  const year = Number(quarter.slice(0, 4));
  return { from: Date.UTC(year, month), until: Date.UTC(year, month + 3) };
}

function periodBefore({ from }: Period): Period {
  const start = new Date(from);
  return { from: Date.UTC(start.getUTCFullYear(), start.getUTCMonth() - 3), until: from };
}

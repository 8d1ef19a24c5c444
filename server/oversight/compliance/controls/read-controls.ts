/** The certification pack, with the figures of the running system. */
import type { Connection } from '../../../platform/database/connection.ts';
import { listReports } from '../../observatory/publication/report-table.ts';
import { heldNow } from '../../../privacy/held/held-now.ts';
import { listKeeping } from '../../../privacy/tables/keeping.ts';
import { listPolicies } from '../../../privacy/tables/retention-policies.ts';
import { decisionsSince } from '../../../border/referrals/tables/referrals.ts';
import { COURSES } from '../../../people/training/courses/catalogue.ts';
import { listTrainedDuties } from '../../../people/training/trained-duties.ts';
import { listBreaches } from '../breaches/breach-table.ts';
import { caseDuties, isLate, isSettled } from '../breaches/case-duties.ts';
import { decisionsOf, noticesOf } from '../breaches/notice-table.ts';
import { countConflicts, type LegalSettings } from '../frameworks/legal-check.ts';
import type { ControlFigure, ControlsAnswer } from './answers.ts';
import { HASTY_MS, oversightOf } from './oversight.ts';
import { STANDARDS } from './pack.ts';

const FOUR_WEEKS_MS = 28 * 86_400_000;
const MAX = 1_000;
/** A large airport has fewer in four weeks. */
const MAX_DECISIONS = 20_000;

export async function readControls(
  database: Connection,
  settings: LegalSettings,
  nowMs: number,
): Promise<ControlsAnswer> {
  const since = nowMs - FOUR_WEEKS_MS;
  const decided = await decisionsSince(database, since, MAX_DECISIONS);
  const day = new Date(nowMs).toISOString().slice(0, 10);
  const { outcomes, ...oversight } = oversightOf(decided);
  return {
    serverTime: nowMs,
    standards: STANDARDS.map(({ id: standard, title, controls }) => ({
      standard,
      title,
      controls: controls.map(({ id, subject, tests, queries, documents }) => ({
        id,
        subject,
        tests: [...tests],
        queries: [...queries],
        documents: documents.map((one) => ({ ...one, isExpired: one.expires <= day })),
      })),
    })),
    figures: await figuresNow(database, settings, nowMs, decided.length),
    oversight: {
      since,
      isCut: decided.length === MAX_DECISIONS,
      ...oversight,
      hastyWithinMs: HASTY_MS,
      outcomes: [...outcomes],
    },
  };
}

async function figuresNow(
  database: Connection,
  settings: LegalSettings,
  nowMs: number,
  decisions: number,
): Promise<ControlFigure[]> {
  const duties = await listTrainedDuties({ courses: COURSES }, database, nowMs, MAX);
  const lapsed = duties.filter(
    ({ validFrom, trainingValidUntil }) => validFrom <= nowMs && trainingValidUntil <= nowMs,
  );
  const [policy] = await listPolicies(database, 1);
  const { lanes } = heldNow(await listKeeping(database), nowMs);
  const overdue = lanes.reduce((sum, lane) => sum + lane.overdue.length, 0);
  const { open, late } = await breachesNow(database, nowMs);
  const reports = await listReports(database);
  const latest = reports.length === 0 ? null : Math.max(...reports.map(({ madeAt }) => madeAt));
  return [
    figure('duties-in-force', duties.length - lapsed.length),
    fault('lapsed-trainings', lapsed.length),
    {
      query: 'retention-policy',
      count: policy?.policy.number ?? null,
      at: policy === undefined ? null : Math.round(policy.approvedAt),
      state: policy === undefined ? 'attention' : 'good',
    },
    fault('overdue-items', overdue),
    figure('open-breaches', open),
    fault('late-notices', late),
    settings.frameworks.length === 0
      ? { query: 'legal-conflicts', count: null, at: null, state: 'attention' }
      : fault('legal-conflicts', await countConflicts(database, settings, nowMs)),
    {
      query: 'error-rate-reports',
      count: reports.length,
      at: latest,
      state: latest === null ? 'figure' : 'good',
    },
    figure('decisions-of-people', decisions),
  ];
}

async function breachesNow(database: Connection, nowMs: number): Promise<{ open: number; late: number }> {
  const open = (await listBreaches(database, MAX)).filter(({ state }) => state === 'open');
  let late = 0;
  for (const one of open) {
    const duties = caseDuties(one, await noticesOf(database, one.id), await decisionsOf(database, one.id));
    late += duties.filter((duty) => !isSettled(duty) && isLate(duty, nowMs)).length;
  }
  return { open: open.length, late };
}

function figure(query: ControlFigure['query'], count: number): ControlFigure {
  return { query, count, at: null, state: 'figure' };
}

/** A count that must be zero. */
function fault(query: ControlFigure['query'], count: number): ControlFigure {
  return { query, count, at: null, state: count === 0 ? 'good' : 'attention' };
}

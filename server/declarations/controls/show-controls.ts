/** Controls as officers see them: before a result nothing tells why a green declaration was selected. */
import type { Connection } from '../../database/connection.ts';
import { findDeclarations, type StoredDeclaration } from '../tables/declarations.ts';
import {
  type ControlWithResult,
  countWaiting,
  findControl,
  isSettled,
  listQueue,
  type QueuePlace,
} from '../tables/controls.ts';
import type { ControlRoute } from '../selection/vocabulary.ts';
import type { ControlQueue, DeclaredControl } from './answers.ts';

const PAGE = 50;

type Queued = ControlQueue['controls'][number];

export async function controlOfDeclaration(
  database: Connection,
  { id, facts }: StoredDeclaration,
): Promise<DeclaredControl | null> {
  const control = await findControl(database, id);
  if (control === undefined) return null;
  const { route, result, drawn } = control;
  const settled = isSettled(control);
  const isShown = settled || facts.channel === 'orange';
  return {
    route,
    ...(isShown ? riskOf(control) : withoutBand(control)),
    result: result && {
      made: result.made,
      outcome: result.outcome,
      reason: result.reason,
      decidedAt: result.decidedAt,
      decidedBy: result.decidedBy,
      isSettled: settled,
    },
    drawn: settled ? drawn : null,
  };
}

export async function showQueue(
  database: Connection,
  serverTime: number,
  asked: { readonly route?: ControlRoute | undefined; readonly after?: QueuePlace | undefined },
): Promise<ControlQueue> {
  const found = await listQueue(database, asked, PAGE + 1);
  const page = found.slice(0, PAGE);
  const last = found.length > PAGE ? page.at(-1) : undefined;
  const declarations = await findDeclarations(
    database,
    page.map(({ id }) => id),
  );
  return {
    serverTime,
    waiting: await countWaiting(database),
    controls: page.flatMap((control) => queued(control, declarations.get(control.id))),
    next: last === undefined ? null : `${last.place}.${last.receivedAt}.${last.id}`,
  };
}

function queued(control: ControlWithResult, declaration: StoredDeclaration | undefined): Queued[] {
  const { id, receivedAt, route, result } = control;
  const channel = declaration?.facts.channel ?? null;
  if (declaration === undefined || channel === null || route === null) return [];
  const { trader, facts } = declaration;
  return [
    {
      id,
      trader,
      receivedAt,
      channel,
      route,
      dataSet: facts.dataSet,
      rules: [...new Set(facts.findings.map(({ rule }) => rule))],
      ...(channel === 'orange' ? riskOf(control) : withoutBand(control)),
      waitsForSecond: result !== null,
    },
  ];
}

function riskOf({ risk }: ControlWithResult): Pick<DeclaredControl, 'risk' | 'unscored'> {
  return risk.kind === 'scored'
    ? { risk: { band: risk.band, reasons: [...risk.reasons] }, unscored: null }
    : { risk: null, unscored: risk.cause };
}

function withoutBand(control: ControlWithResult): Pick<DeclaredControl, 'risk' | 'unscored'> {
  return { ...riskOf(control), risk: null };
}

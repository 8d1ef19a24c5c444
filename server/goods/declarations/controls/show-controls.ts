/** Controls as officers see them: until there is a result, they do not show why a green declaration was selected. */
import type { Connection } from '../../../platform/database/connection.ts';
import { findDeclarations, type StoredDeclaration } from '../tables/declarations.ts';
import {
  type ControlWithResult,
  countWaiting,
  findControl,
  isSettled,
  listQueue,
  type QueuePlace,
} from '../tables/controls.ts';
import { findHeld } from '../tables/selected-declarations.ts';
import { listSelections } from '../tables/selection-sets.ts';
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
  const rules = await rulesOf(database, [id]);
  const settled = isSettled(control);
  const isShown = settled || facts.channel === 'orange';
  return {
    route,
    ...(isShown ? riskOf(control) : withoutBand(control)),
    selectedBy: rules(id),
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
  const rules = await rulesOf(
    database,
    page.map(({ id }) => id),
  );
  return {
    serverTime,
    waiting: await countWaiting(database),
    controls: page.flatMap((control) => queued(control, declarations.get(control.id), rules(control.id))),
    next: last === undefined ? null : `${last.place}.${last.receivedAt}.${last.id}`,
  };
}

function queued(
  control: ControlWithResult,
  declaration: StoredDeclaration | undefined,
  selectedBy: Queued['selectedBy'],
): Queued[] {
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
      selectedBy,
      waitsForSecond: result !== null,
    },
  ];
}

/** The texts of the rules in force that hold for each of these declarations. An officer sees them for green ones too: a rule is no draw. */
async function rulesOf(
  database: Connection,
  ids: readonly string[],
): Promise<(id: string) => { readonly id: string; readonly text: string }[]> {
  const held = await findHeld(database, ids);
  const some = [...held.values()].some((one) => one.held.length > 0);
  const texts = new Map<string, string>();
  for (const { selection } of some ? await listSelections(database) : []) {
    for (const { id, text } of selection?.set.rules ?? []) texts.set(`${selection?.version} ${id}`, text);
  }
  return (id) => {
    const found = held.get(id);
    return (found?.held ?? []).map((rule) => ({ id: rule, text: texts.get(`${found?.set} ${rule}`) ?? '' }));
  };
}

function riskOf({ risk }: ControlWithResult): Pick<DeclaredControl, 'risk' | 'unscored'> {
  return risk.kind === 'scored'
    ? { risk: { band: risk.band, reasons: [...risk.reasons] }, unscored: null }
    : { risk: null, unscored: risk.cause };
}

function withoutBand(control: ControlWithResult): Pick<DeclaredControl, 'risk' | 'unscored'> {
  return { ...riskOf(control), risk: null };
}

/** The lane's moves as a diagram and as a table, for its README. */
import { LANE_PHASES } from '../../../../../server/contract/vocabulary.ts';
import { exploreLane, type Move } from './explore.ts';

const REST = '`idle` or `out-of-service`';
const isRest = (state: string): boolean => state === 'idle' || state === 'out-of-service';
const phaseOf = (state: string): string => state.split(',')[0] as string;
const withoutDetail = (text: string): string => text.split(':')[0] as string;
const code = (text: string): string => `\`${text}\``;
const orderOf = (phase: string): number => LANE_PHASES.findIndex((one) => one === phase);
const unique = <T>(items: Iterable<T>): T[] => [...new Set(items)];

let explored: readonly Move[] | undefined;
const moves = (): readonly Move[] => (explored ??= exploreLane());

/** Who is asked for more time, and whether an order moves the gate, is in the text beside the table. */
const plain = (state: string): string => state.replace(', asked', '').replace(', ordered', '');

/** Mermaid: what leads from one phase to another. An emergency, which leads out of every phase, is left out. */
export function statesInMermaid(): string {
  const edges = new Map<string, string[]>();
  for (const { from, event, to } of moves()) {
    const [begin, end] = [phaseOf(from), phaseOf(to)];
    if (begin === end || begin === 'emergency' || end === 'emergency') continue;
    const edge = `${begin} ${end}`;
    edges.set(edge, unique([...(edges.get(edge) ?? []), withoutDetail(event)]));
  }
  const id = (phase: string): string => phase.replaceAll('-', '_');
  const lines = [...edges].map(([edge, events]) => {
    const [begin = '', end = ''] = edge.split(' ');
    return { begin, end, line: `    ${id(begin)} --> ${id(end)}: ${events.join(', ')}` };
  });
  lines.sort((a, b) => orderOf(a.begin) - orderOf(b.begin) || orderOf(a.end) - orderOf(b.end));
  return [
    '```mermaid',
    'stateDiagram-v2',
    '    state "out-of-service" as out_of_service',
    '    [*] --> starting',
    ...lines.map(({ line }) => line),
    '```',
  ].join('\n');
}

/** One row for all moves that have their result in common. */
export function statesInMarkdown(): string {
  const rows = new Map<string, { from: string[]; events: string[]; to: string; effects: string }>();
  for (const [result, events] of eventsByResult()) {
    const { from, to, effects } = JSON.parse(result) as { from: string; to: string; effects: string };
    const key = JSON.stringify([events, to === from ? 'the same' : to, effects]);
    const row = rows.get(key) ?? { from: [], events, to: to === from ? 'the same' : to, effects };
    row.from = unique([...row.from, from]);
    rows.set(key, row);
  }
  const ordered = [...rows.values()].sort((a, b) => rank(a.from) - rank(b.from));
  return [
    '| phase | event | next phase | effects |',
    '| --- | --- | --- | --- |',
    ...ordered.map(
      ({ from, events, to, effects }) =>
        `| ${listOf(from)} | ${listOf(grouped(events))} | ${nextOf(to)} | ${effects} |`,
    ),
  ].join('\n');
}

/** The events of moves that begin and end alike and have the same effects. */
function eventsByResult(): Map<string, string[]> {
  const effectsOf = (kinds: readonly string[]): string => kinds.map((kind) => code(withoutDetail(kind))).join(', ');
  const found = new Map<string, { from: string; event: string; to: Set<string>; effects: string }>();
  for (const { from, event, to, effects } of moves()) {
    const move = { from: plain(from), event, effects: effectsOf(effects) };
    const key = JSON.stringify([move, isRest(to)]);
    const seen = found.get(key) ?? { ...move, to: new Set<string>() };
    seen.to.add(isRest(to) ? to : plain(to));
    if (!isRest(to)) found.set(JSON.stringify([move, to]), { ...move, to: new Set([nameOfNext(to)]) });
    else found.set(key, seen);
  }
  const byResult = new Map<string, string[]>();
  for (const { from, event, to, effects } of found.values()) {
    const result = JSON.stringify({ from, to: to.size > 1 ? REST : ([...to][0] as string), effects });
    byResult.set(result, unique([...(byResult.get(result) ?? []), event]));
  }
  return byResult;
}

const nameOfNext = (state: string): string => state.replace(', ordered', '');

/** `gate: a` and `gate: b` as `gate: a, b`. */
function grouped(events: readonly string[]): string[] {
  const kinds = new Map<string, string[]>();
  for (const event of events) {
    const [kind = '', detail] = event.split(': ');
    kinds.set(kind, [...(kinds.get(kind) ?? []), ...(detail === undefined ? [] : [detail])]);
  }
  return [...kinds].map(([kind, details]) => (details.length === 0 ? kind : `${kind}: ${details.join(', ')}`));
}

function listOf(names: readonly string[]): string {
  return names.map(code).join('; ');
}

function nextOf(to: string): string {
  return to === REST || to === 'the same' ? to : code(to);
}

function rank(from: readonly string[]): number {
  return from.length > 3 ? LANE_PHASES.length : orderOf(phaseOf(from[0] as string));
}

/** The elements that each data set requires and excludes. Regulation (EU) 2015/2446, Annex B, Title I, columns H1, H7 and B1. */
import type { DataSet } from '../form/declaration.ts';
import type { Judged, Report } from './context.ts';

type Place = readonly [dataSets: string, path: string];

/** Required: `A` in the column, without a condition that this program cannot judge. Paths of the header, then of an item. */
const HEADER: readonly Place[] = [
  ['H1 H7 B1', 'lrn'],
  ['H1 B1', 'declarationType'],
  ['H1 H7 B1', 'additionalType'],
  ['H1 H7 B1', 'declarant'],
  ['H1 H7 B1', 'location'],
  ['H1 H7 B1', 'goods'],
  ['H1', 'importer'],
  ['H7', 'importer'],
  ['H1', 'transport/modeAtBorder'],
  ['B1', 'transport/modeAtBorder'],
  ['B1', 'offices/exit'],
];

const ITEM: readonly Place[] = [
  ['H1 H7 B1', 'number'],
  ['H1 B1', 'procedure/requested'],
  ['H1 B1', 'procedure/previous'],
  ['H1 H7 B1', 'description'],
  ['H1 H7 B1', 'commodity/hs'],
  ['H1 B1', 'commodity/cn'],
  ['H1 H7 B1', 'grossMass'],
  ['H1 B1', 'netMass'],
  ['H7', 'intrinsicValue'],
  ['H1 B1', 'packaging'],
];

const NOT_ALLOWED: readonly Place[] = [
  ['H1 B1', 'intrinsicValue'],
  ['H7 B1', 'preference'],
  ['H7 B1', 'valuationMethod'],
  ['H7', 'statisticalValue'],
];

/** Either in the header or in each item, not in both. */
const EITHER: readonly Place[] = [
  ['H1', 'countryOfDispatch'],
  ['H1 B1', 'countryOfDestination'],
];

/** Simplified declarations (columns I1 and C1) need less; a supplementary declaration gives the rest. */
const SIMPLIFIED = new Set(['B', 'C', 'E', 'F']);

/** Groups that must not have two values: in the header and in an item. The British system accepts the same value in both. */
const ONE_PLACE: readonly Place[] = [
  ['H1 B1', 'natureOfTransaction'],
  ['H1 H7 B1', 'ucr'],
  ['B1', 'consignee'],
];

export function judgeObligations({ declaration, dataSet, items }: Judged, report: Report): void {
  if (SIMPLIFIED.has(declaration.additionalType ?? '')) {
    for (const path of ['lrn', 'declarant', 'goods'] as const)
      if (isEmpty(declaration[path])) report('CDS10001', `/${path}`);
    return;
  }
  for (const path of inForce(HEADER, dataSet)) if (isEmpty(at(declaration, path))) report('CDS10001', `/${path}`);
  const [inItems, excluded] = [inForce(ITEM, dataSet), inForce(NOT_ALLOWED, dataSet)];
  for (const [index, item] of items.entries()) {
    for (const path of inItems) if (isEmpty(at(item, path))) report('CDS10001', `/goods/${index}/${path}`);
    for (const path of excluded) if (!isEmpty(at(item, path))) report('CDS10002', `/goods/${index}/${path}`);
  }
  judgePlaces({ declaration, dataSet, items }, report);
}

function judgePlaces({ declaration, dataSet, items }: Omit<Judged, 'context'>, report: Report): void {
  const either = inForce(EITHER, dataSet);
  for (const path of [...either, ...inForce(ONE_PLACE, dataSet)]) {
    const inHeader = !isEmpty(at(declaration, path));
    for (const [index, item] of items.entries()) {
      const inItem = !isEmpty(at(item, path));
      const differs = !isSame(at(declaration, path), at(item, path));
      if (inHeader && inItem && differs) report('CDS12071', `/goods/${index}/${path}`);
      if (!inHeader && !inItem && either.includes(path)) report('CDS12073', `/goods/${index}/${path}`);
    }
  }
}

const inForce = (places: readonly Place[], dataSet: DataSet): readonly string[] =>
  places.filter(([sets]) => sets.split(' ').includes(dataSet)).map(([, path]) => path);

function at(value: unknown, path: string): unknown {
  return path
    .split('/')
    .reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], value);
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === '') return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** Whether two values of JSON are equal, whatever the order of their names. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  const [left, right] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return left.size === right.size && [...left].every(([name, value]) => isSame(value, right.get(name)));
}

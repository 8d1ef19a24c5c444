import { BULK_PACKAGES, UNPACKED } from '../code-lists/packages.ts';
import type { Item } from '../form/declaration.ts';
import type { Judged, Report } from './context.ts';

type Packaging = NonNullable<Item['packaging']>[number];

export function judgePackages({ declaration, items }: Judged, report: Report): void {
  const counted = countedMarks(items);
  let sum = 0;
  for (const [index, item] of items.entries()) {
    const packaging = item.packaging ?? [];
    for (const [place, one] of packaging.entries()) {
      const pointer = `/goods/${index}/packaging/${place}`;
      judgeCount(one, pointer, report);
      sum += Number(one.count ?? 0);
      if (one.count !== '0') continue;
      if (!counted.has(one.marks ?? '')) report('R0364', `${pointer}/count`);
    }
    judgeZeros(packaging, item, `/goods/${index}`, report);
  }
  if (declaration.packageCount !== undefined && Number(declaration.packageCount) < sum)
    report('R0983', '/packageCount');
}

/** Bulk: no count. Unpacked: a count. Others: a count, and marks. */
function judgeCount({ type, count, marks }: Packaging, pointer: string, report: Report): void {
  if (type === undefined) return;
  if (BULK_PACKAGES.has(type)) {
    if (count !== undefined) report('C0060', `${pointer}/count`);
    return;
  }
  if (count === undefined) report('C0060', `${pointer}/count`);
  if (marks === undefined && !UNPACKED.has(type)) report('C0060', `${pointer}/marks`);
}

/** One item either counts its packages or refers to packages of other items. */
function judgeZeros(packaging: readonly Packaging[], item: Item, pointer: string, report: Report): void {
  const zeros = packaging.filter(({ count }) => count === '0').length;
  if (zeros === 0) return;
  if (packaging.some(({ count }) => count !== undefined && count !== '0')) report('R0219', `${pointer}/packaging`);
  if (item.grossMass !== undefined && Number(item.grossMass) > 0) report('R0221', `${pointer}/grossMass`);
}

function countedMarks(items: readonly Item[]): ReadonlySet<string> {
  const marks = items.flatMap(({ packaging = [] }) =>
    packaging.filter(({ count }) => count !== undefined && count !== '0').map((one) => one.marks ?? ''),
  );
  return new Set(marks);
}

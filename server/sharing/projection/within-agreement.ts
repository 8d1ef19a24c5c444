/**
 * Whether a delivery is what the agreement names. The partner's program and the report of a year refuse anything else, also where it is more than
 * was agreed. Pure.
 */
import { type AgreedTable, tableOf } from '../agreement/agreed-table.ts';
import type { Agreement } from '../agreement/agreement.ts';
import { beginsAt, endsAt } from '../agreement/state.ts';
import { periodAt } from './periods.ts';
import { CellCounts, type Projected } from './project.ts';
import type { SealedDocuments } from './sealed-documents.ts';

/** Dataset, period, fields, values and protection are the agreed ones, and no shown count is smaller than the agreed cell. */
export function isWithin(agreement: Agreement, content: Projected | SealedDocuments): boolean {
  const agreed = agreement.datasets.find((one) => one.dataset === content.dataset);
  if (agreed === undefined) return false;
  const { name, from, to } = content.period;
  if (from < beginsAt(agreement) || to > endsAt(agreement)) return false;
  const period = periodAt(agreed.granularity, from);
  if (period.name !== name || period.from !== from || period.to !== to) return false;
  if (content.dataset === 'documents') return true;
  const table = tableOf(agreed);
  return table !== undefined && hasForm(table, content) && isProtected(table, content);
}

/** Each combination of the agreed values once, in their order. */
function hasForm(table: AgreedTable, { fields, cells }: Projected): boolean {
  const agreed = new CellCounts(table).cells();
  return (
    isSame(
      fields,
      table.fields.map(({ field }) => field),
    ) &&
    cells.length === agreed.length &&
    cells.every(({ values }, at) => isSame(values, agreed[at]?.values ?? []))
  );
}

function isProtected({ protection: agreed, smallestCell }: AgreedTable, { protection, cells }: Projected): boolean {
  if (protection.kind === 'noise')
    return agreed.kind === 'noise' && protection.epsilonThousandths === agreed.epsilonThousandths;
  return (
    agreed.kind === 'suppression' &&
    protection.smallestCell === smallestCell &&
    cells.every(({ count }) => count === null || count >= smallestCell)
  );
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one, at) => one === others[at]);
}

/**
 * The only way from records to a delivery. It counts the records by the fields and values of the agreement, forgets everything else, and
 * protects the counts as the agreement says. Pure: the same records give the same delivery.
 */
import { z } from 'zod';
import { sha256HexSchema } from '../../contract/field.ts';
import type { AgreedTable } from '../agreement/agreed-table.ts';
import { type Agreement, agreementDigest, agreementIdSchema, MAX_CELLS } from '../agreement/agreement.ts';
import { PROJECTED_DATASETS, PROJECTED_FIELDS, type ProjectedField } from '../agreement/vocabulary.ts';
import { noiseOf } from './noise.ts';
import type { Period } from './periods.ts';
import { suppress } from './suppress.ts';

/** The value under which all values are counted that an agreement does not list. No value of a field has a star. */
export const OTHER = '*';

/** A record as the projection sees it: no other fact of a report can pass. */
export type SharedRow = { readonly [F in ProjectedField]?: string };

/** Counts of one dataset and period. */
export class CellCounts {
  readonly #fields: AgreedTable['fields'];
  readonly #counts: number[];

  constructor({ fields }: Pick<AgreedTable, 'fields'>) {
    this.#fields = fields;
    this.#counts = Array.from(
      { length: fields.reduce((cells, { values }) => cells * (values.length + 1), 1) },
      () => 0,
    );
  }

  /** @param times travellers with these values */
  add(row: SharedRow, times = 1): void {
    let at = 0;
    for (const { field, values } of this.#fields) {
      const index = values.indexOf(row[field] ?? OTHER);
      at = at * (values.length + 1) + (index < 0 ? values.length : index);
    }
    this.#counts[at] = (this.#counts[at] ?? 0) + times;
  }

  /** All cells, empty ones too, in the order of the agreement's values with the other ones last. */
  cells(): readonly { readonly values: readonly string[]; readonly count: number }[] {
    return this.#counts.map((count, index) => ({ values: this.#valuesAt(index), count }));
  }

  #valuesAt(index: number): string[] {
    let rest = index;
    const values: string[] = [];
    for (const { values: known } of [...this.#fields].reverse()) {
      const at = rest % (known.length + 1);
      values.unshift(known[at] ?? OTHER);
      rest = (rest - at) / (known.length + 1);
    }
    return values;
  }
}

export const projectedSchema = z.strictObject({
  form: z.literal(1),
  agreement: z.strictObject({ id: agreementIdSchema, version: z.int().min(1), digest: sha256HexSchema }),
  dataset: z.enum(PROJECTED_DATASETS),
  period: z.strictObject({ name: z.string(), from: z.int(), to: z.int() }),
  fields: z.array(z.enum(PROJECTED_FIELDS)),
  protection: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('suppression'), smallestCell: z.int() }),
    /** A count is the true one plus noise, so it can be negative. */
    z.strictObject({
      kind: z.literal('noise'),
      epsilonThousandths: z.int(),
      budgetPeriod: z.string(),
      /** To the seed of the noise, which the ledger had before. */
      commitment: sha256HexSchema,
    }),
  ]),
  cells: z
    .array(z.strictObject({ values: z.array(z.string()), /** `null`: suppressed. */ count: z.int().nullable() }))
    .max(MAX_CELLS),
  /** `null` where it is suppressed, or where the sum of cells with noise replaces it. */
  total: z.int().nullable(),
});
export type Projected = z.infer<typeof projectedSchema>;

/** The seed of the noise, with the commitment that the ledger has. */
export interface CommittedSeed {
  readonly seed: Uint8Array;
  readonly budgetPeriod: string;
  readonly commitment: string;
}

/** @param seed required for a dataset with noise; without it there is no delivery */
export function project(
  agreement: Agreement,
  dataset: AgreedTable,
  {
    period,
    counts,
    seed,
  }: { readonly period: Period; readonly counts: CellCounts; readonly seed: CommittedSeed | undefined },
): Projected {
  const digest = agreementDigest(agreement);
  const cells = counts.cells();
  const { protection, smallestCell, fields } = dataset;
  const common = {
    form: 1 as const,
    agreement: { id: agreement.id, version: agreement.version, digest },
    dataset: dataset.dataset,
    period: { ...period },
    fields: fields.map(({ field }) => field),
  };
  if (protection.kind === 'suppression') {
    const kept = suppress(
      cells.map(({ count }) => count),
      smallestCell,
    );
    return {
      ...common,
      protection: { kind: 'suppression', smallestCell },
      cells: cells.map(({ values }, index) => ({ values: [...values], count: kept.counts[index] ?? null })),
      total: kept.total,
    };
  }
  if (seed === undefined) throw new RangeError('noise needs a committed seed');
  const { epsilonThousandths } = protection;
  const place = { digest, dataset: dataset.dataset, period: period.name };
  return {
    ...common,
    protection: { kind: 'noise', epsilonThousandths, budgetPeriod: seed.budgetPeriod, commitment: seed.commitment },
    cells: cells.map(({ values, count }) => ({
      values: [...values],
      count: count + noiseOf(seed.seed, { ...place, values }, epsilonThousandths),
    })),
    total: null,
  };
}

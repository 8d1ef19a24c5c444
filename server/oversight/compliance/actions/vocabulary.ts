/** The closed vocabulary of the register of penalties and corrective actions. Pure: the console imports it. */
export const MEASURE_KINDS = ['penalty', 'corrective-action'] as const;
export type MeasureKind = (typeof MEASURE_KINDS)[number];

/** Who asked for it. */
export const MEASURE_SOURCES = [
  'supervisory-authority',
  'court',
  'audit',
  'breach',
  'complaint',
  'own-review',
] as const;
export type MeasureSource = (typeof MEASURE_SOURCES)[number];

export const MEASURE_STATES = ['open', 'overdue', 'done', 'withdrawn'] as const;
export type MeasureState = (typeof MEASURE_STATES)[number];

/** How it ended: carried out or paid, or no longer required. */
export const MEASURE_OUTCOMES = ['done', 'withdrawn'] as const;
export type MeasureOutcome = (typeof MEASURE_OUTCOMES)[number];

/** A closed one is kept for five years after its end. The laws name no time. */
export const CLOSED_MEASURE_DAYS = 1_826;

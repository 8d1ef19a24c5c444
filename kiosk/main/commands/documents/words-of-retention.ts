import { RETENTION_CLASSES, type RetentionPolicy } from '../../../../server/contract/retention.ts';

const UNITS = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
  [1, 'millisecond'],
] as const;

/** A policy as text: one block for each class. */
export function wordsOfRetention({ number, validFrom, classes }: RetentionPolicy): string {
  const blocks = RETENTION_CLASSES.map((name) => {
    const terms = classes[name];
    if (terms === undefined) return `${name}: not kept`;
    const { limitMs, purpose, legalBasis, visibleTo } = terms;
    return [
      `${name}: ${limitMs === 0 ? 'not kept' : `kept for ${durationOf(limitMs)}`}, visible to ${visibleTo.join(', ')}`,
      `  for: ${purpose}`,
      `  by: ${legalBasis}`,
    ].join('\n');
  });
  return [`retention policy ${number}, from ${new Date(validFrom).toISOString()}`, ...blocks].join('\n');
}

/** In the largest unit that needs no fraction. */
function durationOf(milliseconds: number): string {
  const [size, name] = UNITS.find(([unit]) => milliseconds % unit === 0) ?? [1, 'millisecond'];
  const count = milliseconds / size;
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

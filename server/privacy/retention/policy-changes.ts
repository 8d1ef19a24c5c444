/** Differences between a retention policy and its predecessor, field by field. Pure. */
import { RETENTION_CLASSES, type RetentionPolicy } from '../../contract/retention.ts';
import type { PolicyChange } from '../answers/retention.ts';

const FIELDS = ['limitMs', 'purpose', 'legalBasis', 'visibleTo'] as const;

/** Without a predecessor every field is a change. */
export function changesOf(before: RetentionPolicy | undefined, after: RetentionPolicy): PolicyChange[] {
  const changes: PolicyChange[] = [];
  const note = (field: string, old: string | undefined, now: string) => {
    if (old === undefined && now === NO_CLASS) return;
    if (old !== now) changes.push({ field, before: old ?? null, after: now });
  };
  note('validFrom', before === undefined ? undefined : String(before.validFrom), String(after.validFrom));
  for (const name of RETENTION_CLASSES) {
    for (const field of FIELDS) {
      const [old, now] = [before?.classes[name]?.[field], after.classes[name]?.[field]];
      note(`${name}.${field}`, old === undefined ? undefined : textOf(old), now === undefined ? NO_CLASS : textOf(now));
    }
  }
  return changes;
}

/** A policy may omit a class. */
const NO_CLASS = '';

function textOf(value: string | number | readonly string[]): string {
  return typeof value === 'object' ? value.join(', ') : String(value);
}

import { ELEMENTS } from '../form/declaration.ts';
import { pathOf } from '../form/element.ts';
import type { Jurisdiction } from './context.ts';
import { RULES, type RuleId, type Severity } from './rule-texts.ts';

/** A finding points to a field and never repeats its value. */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** JSON pointer into the declaration; for a missing element, where it belongs. Empty: the whole declaration. */
  readonly pointer: string;
  /** Number in the data model; absent for a group of elements. */
  readonly element?: string;
  /** Line of an XML message, from 1. */
  readonly line?: number;
}

/** Rules of the European systems that the British one does not apply as errors. */
const ONLY_WARNS: Readonly<Record<Jurisdiction, ReadonlySet<RuleId>>> = { EU: new Set(), GB: new Set(['R0983']) };

export function finding(rule: RuleId, pointer: string, jurisdiction: Jurisdiction = 'EU'): Finding {
  const element = ELEMENTS.get(pathOf(pointer))?.number;
  const severity = ONLY_WARNS[jurisdiction].has(rule) ? 'warning' : RULES[rule].severity;
  return { rule, severity, pointer, ...(element === undefined ? {} : { element }) };
}

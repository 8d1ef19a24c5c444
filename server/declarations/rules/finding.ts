import { ELEMENTS } from '../form/declaration.ts';
import { pathOf } from '../form/element.ts';
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

export function finding(rule: RuleId, pointer: string): Finding {
  const element = ELEMENTS.get(pathOf(pointer))?.number;
  return { rule, severity: RULES[rule].severity, pointer, ...(element === undefined ? {} : { element }) };
}

/**
 * One fault of a message, described without repeating the input: faults are logged and sent over the wire. A fault contains the contract's
 * own names and positions in lists, and nothing that the sender chose.
 */
import type { z } from 'zod';

export interface Fault {
  /** In the contract's names: `checks[3].reason`; empty for the whole message. */
  readonly path: string;
  readonly message: string;
}

const LIMIT_FAULTS = 16;

/** zod's issues, at most 16, in the order found. Messages of the contract's own rules are kept. */
export function faultsOf(error: z.core.$ZodError): Fault[] {
  return error.issues.slice(0, LIMIT_FAULTS).map((issue) => ({ path: pathOf(issue), message: messageOf(issue) }));
}

function pathOf(issue: z.core.$ZodIssue): string {
  // The last step of an invalid key is the key itself, which the sender chose. All other steps are names of the schema.
  const steps = issue.code === 'invalid_key' ? issue.path.slice(0, -1) : issue.path;
  let text = '';
  for (const step of steps) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? String(step) : `.${String(step)}`;
  }
  return text;
}

function messageOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'has a name that the contract does not know';
    case 'invalid_key':
      return 'has a key that the contract does not know';
    case 'invalid_type':
      return `must be ${issue.expected}`;
    case 'invalid_value':
      return issue.values.length === 1 ? `must be ${String(issue.values[0])}` : 'is not one of the words allowed here';
    case 'invalid_union':
      return 'is not one of the words allowed here';
    case 'too_small':
      return `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${String(issue.minimum)}`;
    case 'too_big':
      return `must be ${issue.inclusive === false ? 'less than' : 'at most'} ${String(issue.maximum)}`;
    case 'not_multiple_of':
      return `must be a multiple of ${String(issue.divisor)}`;
    case 'invalid_format':
      // The schemas give each pattern its own message; zod's messages name the format, never the input.
      return issue.message;
    case 'custom':
      return issue.message;
    case 'invalid_element':
      return 'holds an element that is not allowed';
  }
}

/** Compares the readable part of a declaration with what an officer has opened. A trader who seals it computes the readable part alone. Pure. */
import type { FieldGroup } from '../../../contract/office-keys.ts';
import { type Declaration, ELEMENTS } from '../form/declaration.ts';
import type { Fields } from './field-groups.ts';
import { type Facts, factsOf } from './readable-facts.ts';

/** The elements from which each fact is computed. */
const ELEMENTS_OF = {
  chapters: ['/goods/*/commodity/hs'],
  items: ['/goods/*/commodity/hs'],
  value: ['/invoice/amount', '/invoice/currency'],
  mass: ['/grossMass'],
} as const satisfies { readonly [Name in keyof Facts]?: readonly string[] };
export type ComparedFact = keyof typeof ELEMENTS_OF;

export interface Compared {
  /** Facts that the opened content contradicts. */
  readonly differing: readonly ComparedFact[];
  /** Facts of groups that are not open. */
  readonly unseen: readonly ComparedFact[];
}

export function compareOpened(
  facts: Pick<Facts, Exclude<ComparedFact, 'chapters'> | 'format'> & { readonly chapters: readonly string[] },
  opened: readonly { readonly group: FieldGroup; readonly fields: Fields }[],
): Compared {
  const groups = new Set(opened.map(({ group }) => group));
  const seen = factsOf(contentOf(opened.flatMap(({ fields }) => fields)), [], facts.format);
  const names = Object.keys(ELEMENTS_OF) as ComparedFact[];
  const isOpen = (name: ComparedFact) =>
    ELEMENTS_OF[name].every((path) => {
      const group = ELEMENTS.get(path)?.group;
      return group !== undefined && group !== 'readable' && groups.has(group);
    });
  return {
    differing: names.filter((name) => isOpen(name) && String(seen[name]) !== String(facts[name])),
    unseen: names.filter((name) => !isOpen(name)),
  };
}

/** The content with these fields. The values are those that the sealing program wrote, so they are read as texts alone. */
function contentOf(fields: Fields): Declaration {
  const root: Node = {};
  for (const [pointer, value] of fields) {
    const path = pointer.split('/').slice(1);
    const last = path.pop();
    if (
      last === undefined ||
      [...path, last].some((name) => !/^[A-Za-z0-9]{1,40}$/.test(name) || name === 'constructor')
    )
      continue;
    let at = root;
    for (const name of path) {
      const next = at[name];
      at = typeof next === 'object' ? next : (at[name] = {});
    }
    at[last] = value;
  }
  const goods = typeof root['goods'] === 'object' ? Object.values(root['goods']) : [];
  return { ...root, goods } as unknown as Declaration;
}

interface Node {
  [name: string]: Node | string;
}

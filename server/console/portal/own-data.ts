/** The export of own data: what the server can read about the person and the trader. */
import type { DeclarationView } from '../../goods/declarations/api/answers.ts';
import type { DeclarationList, Drafts, Mandates, OwnKeys } from '../../goods/declarations/api/portal-answers.ts';
import type { PortalAccount } from '../../people/portals/answers.ts';
import { ask, type Problem } from './ask.ts';
import { session } from './session.ts';
import { readViewings } from './viewings-page.tsx';

/** Resolves to the data, or to the reason why there are none. Declarations are read one after the other, below the rate limit. */
export async function readOwnData(): Promise<object | Problem> {
  const account = await ask<PortalAccount>('GET', '/v1/session/account');
  const keys = await ask<OwnKeys>('GET', '/v1/session/keys');
  const mandates = await ask<Mandates>('GET', '/v1/session/mandates');
  const drafts = await ask<Drafts>('GET', '/v1/session/drafts');
  if (account.kind === 'refused') return account.code;
  if (keys.kind === 'refused') return keys.code;
  if (mandates.kind === 'refused') return mandates.code;
  if (drafts.kind === 'refused') return drafts.code;
  const declarations: DeclarationView[] = [];
  for (let before: string | null = ''; before !== null; ) {
    const query: string = before === '' ? '' : `?before=${before}`;
    const list = await ask<DeclarationList>('GET', `/v1/declarations${query}`);
    if (list.kind === 'refused') return list.code;
    for (const { id } of list.value.declarations) {
      const one = await ask<DeclarationView>('GET', `/v1/declarations/${id}`);
      // A rejected declaration may have been deleted since
      if (one.kind === 'answered') declarations.push(one.value);
      else if (one.code !== 'not-found') return one.code;
    }
    before = list.value.next;
  }
  const viewings = await readViewings();
  if (typeof viewings === 'string') return viewings;
  const { person = null, now = 0 } = session.value ?? {};
  return {
    exportedAt: new Date(now).toISOString(),
    person,
    account: account.value,
    keys: keys.value.keys,
    mandates: mandates.value.mandates,
    drafts: drafts.value.drafts,
    declarations,
    viewings: viewings.log,
  };
}

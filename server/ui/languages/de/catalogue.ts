import type { Catalogue } from '../text.ts';
import { account } from './account.ts';
import { design } from './design.ts';
import { emergency } from './emergency.ts';
import { evidence } from './evidence.ts';
import { figures } from './figures.ts';
import { orders } from './orders.ts';
import { referrals } from './referrals.ts';
import { retention } from './retention.ts';
import { shared } from './shared.ts';
import { shell } from './shell.ts';
import { signIn } from './sign-in.ts';
import { words } from './words.ts';

export const de: Catalogue = {
  ...account,
  ...design,
  ...emergency,
  ...evidence,
  ...figures,
  ...orders,
  ...referrals,
  ...retention,
  ...shared,
  ...shell,
  ...signIn,
  ...words,
};

/** Codes that people of traders show or print for the person who brings the goods. Nothing of a code is stored. */
import { TokenBuckets } from '../../../../hardware/host/token-bucket.ts';
import { goodsCodeBytes, goodsCodeEnd, goodsCodeSigningInput, goodsCodeText } from '../../../contract/goods-code.ts';
import type { GoodsCodeView } from '../api/portal-answers.ts';
import type { Refused } from '../front/messages.ts';
import type { PortalAnswered } from '../front/portal-actions.ts';
import { codedChannel, hasCodes } from '../passages/judge-passage.ts';
import { findDeclaration } from '../tables/declarations.ts';
import { type PortalParts, refused } from './portal-parts.ts';

/** For one person: the key that signs codes also signs receipts, which lanes wait for. */
const CODE_RATE = { perSecond: 0.5, burst: 30 };

/** Paces the codes of each person. */
export const codePace = ({ clock }: PortalParts['context']): TokenBuckets => new TokenBuckets(CODE_RATE, clock);

/** A code of an accepted declaration of the person's trader, or one that it filed for another. */
export async function makeGoodsCode(
  { context, sessions, codes }: PortalParts & { readonly codes: TokenBuckets },
  id: string,
  session: string,
): Promise<PortalAnswered | Refused> {
  const open = await sessions.find(session);
  if (open === undefined) return refused('sign-in-required');
  const retryAfterS = codes.take(open.person.id);
  if (retryAfterS > 0) return { ...refused('rate-limited'), retryAfterS };
  const { knex, clock, signer } = context;
  const found = /^[0-9a-f]{32}$/.test(id) ? await findDeclaration(knex, { id }) : undefined;
  const { trader } = open.person;
  if (found === undefined || (found.trader !== trader && found.filed?.by !== trader)) return refused('not-found');
  const { facts, receivedAt } = found;
  const now = clock.wallMs();
  if (!hasCodes({ state: facts.state, receivedAt }, now)) return refused('not-found');
  const endsAt = goodsCodeEnd(now);
  const bytes = goodsCodeBytes({ declaration: id, channel: codedChannel(facts), endsAt });
  const text = goodsCodeText(bytes, await signer.sign(goodsCodeSigningInput(bytes)));
  return { kind: 'done', value: { text, endsAt } satisfies GoodsCodeView };
}

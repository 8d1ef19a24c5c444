/** Judges a code of declared goods that was shown at the lane. */
import type { GoodsFinding } from '../../rules/declaration/goods-finding.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { randomBytes } from 'node:crypto';
import { type CodedChannel, readGoodsCode } from '../../../server/contract/goods-code.ts';
import type { GoodsVerdict } from '../../../server/contract/goods-question.ts';
import type { Policy } from '../../rules/decision/policy.ts';
import type { DeclarationCodes } from './lane-parts.ts';

type GoodsCodes = NonNullable<NonNullable<Policy['declaration']>['goodsCodes']>;

/** A misread code: the traveller can show it again. */
export type ShownGoods = GoodsFinding | 'malformed' | 'other-version';

/**
 * The result of the server's answer. Without one, the channel in the code counts where the policy permits it, so a lane without the server
 * gives no better channel than the trader's receipt has. Pure.
 */
export function goodsFinding(
  answer: GoodsVerdict | 'no-answer',
  coded: CodedChannel,
  codes: GoodsCodes,
): Exclude<GoodsFinding, 'stale' | 'forged'> {
  if (answer === 'green') return 'cleared';
  if (answer !== 'no-answer') return answer;
  if (codes === 'online') return 'no-answer';
  return coded === 'green' ? 'cleared' : 'control';
}

/**
 * Goods that are cleared are marked as used at this lane before the result. The same declaration is then not cleared here again while a code
 * of it can be valid, also without the server. Goods that are cleared without an answer are reported to the server later. Rejects with `StoreError`, and as the secure element does.
 *
 * @param characters of the code; not changed
 */
export async function judgeGoodsCode(
  { serverKeys, used, goods }: DeclarationCodes,
  characters: Uint8Array,
  codes: GoodsCodes,
  nowMs: number,
  signal: AbortSignal,
): Promise<ShownGoods> {
  const read = readGoodsCode(characters, { serverKeys: serverKeys(), nowMs });
  if (read.kind === 'refused') return read.code;
  const { declaration, channel, endsAt } = read.code;
  const questionId = randomBytes(16).toString('hex');
  const answer = await goods.ask({ questionId, declaration }, signal);
  const finding = goodsFinding(answer, channel, codes);
  if (finding !== 'cleared') return finding;
  // From the declaration, so that another code of it is the same use
  const use = bytesToHex(sha256(utf8ToBytes(`goods ${declaration}`)));
  if (!(await used.use(use, endsAt))) return 'used';
  if (answer === 'no-answer') await goods.owe({ questionId, declaration, endsAt });
  return 'cleared';
}

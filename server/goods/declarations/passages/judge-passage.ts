/** Whether declared goods may pass a lane, and until when their declaration can be shown there. Pure. */
import { GOODS_CODE_VALID_MS, type CodedChannel } from '../../../contract/goods-code.ts';
import type { GoodsVerdict } from '../../../contract/goods-question.ts';
import type { Facts } from '../sealing/readable-facts.ts';
import type { ControlOutcome } from '../selection/vocabulary.ts';

const DAY_MS = 86_400_000;
/** After its receipt a trader gets codes of a declaration for this long. */
export const CODES_FOR_MS = 30 * DAY_MS;
/** The last code of a declaration ends before this time after its receipt: rounding to the hour and clocks are within a day. */
const SHOWN_FOR_MS = CODES_FOR_MS + GOODS_CODE_VALID_MS + DAY_MS;

export interface DeclaredGoods {
  readonly state: Facts['state'];
  readonly channel: Facts['channel'];
  /** Wall ms. */
  readonly receivedAt: number;
  /** `undefined`: a declaration of an earlier program, which no one has selected or released. */
  readonly control: { readonly route: string | null; readonly settled: ControlOutcome | undefined } | undefined;
}

/** Wall ms from which on the declaration is not shown at a lane, so that its passage needs no memory. */
export function shownUntil({ receivedAt }: Pick<DeclaredGoods, 'receivedAt'>): number {
  return receivedAt + SHOWN_FOR_MS;
}

/** Whether the trader can have a code now. */
export function hasCodes({ state, receivedAt }: Pick<DeclaredGoods, 'state' | 'receivedAt'>, nowMs: number): boolean {
  return state === 'accepted' && nowMs < receivedAt + CODES_FOR_MS;
}

/**
 * The channel in a code: the one that the trader has been shown. The selection for control is not in it, because a trader could read it
 * there before the goods arrive.
 */
export function codedChannel({ channel }: Pick<DeclaredGoods, 'channel'>): CodedChannel {
  return channel === 'green' ? 'green' : 'other';
}

/**
 * Goods pass when no control of them is recommended, or when the control ended without a difference or was waived by two officers. Findings
 * of the rules, the risk model and the draw have the same answer.
 *
 * @param goods `undefined`: no such declaration
 */
export function judgePassage(goods: DeclaredGoods | undefined, nowMs: number): Exclude<GoodsVerdict, 'used'> {
  if (goods?.state !== 'accepted' || nowMs >= shownUntil(goods)) return 'unknown';
  const { channel, control } = goods;
  if (control === undefined) return 'control';
  if (control.settled !== undefined)
    return control.settled === 'conforming' || control.settled === 'waived' ? 'green' : 'control';
  return control.route === null && channel === 'green' ? 'green' : 'control';
}

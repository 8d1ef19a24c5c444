/**
 * Result of a code of declared goods. All but `cleared` send the traveller to the desk. `control`: customs looks at the goods. `used`: the
 * goods have passed before. `unknown`: the server has no such declaration. `no-answer`: the server did not answer, and the policy needs it.
 */
export type GoodsFinding = 'cleared' | 'control' | 'used' | 'unknown' | 'stale' | 'forged' | 'no-answer';

/** Why goods that were declared do not pass with the traveller. */
export type GoodsRefusal = Exclude<GoodsFinding, 'cleared'>;

import { typedReasons } from '../../platform/base/typed-text.ts';

/** The reasons of a decision in the words of the person who proposes it. */
export const statementSchema = typedReasons(2_000);

import { z } from 'zod';

/** The reasons of a decision in the words of the person who proposes it. */
export const statementSchema = z
  .string()
  .trim()
  .min(20, 'must have at least 20 characters')
  .max(2_000)
  .regex(/^(?:[^\p{Cc}]|\n)*$/u, 'must be lines of text');

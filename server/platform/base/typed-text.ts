/** Texts that people type: without control characters, which could change how a page, a file or a terminal shows them. Pure. */
import { z } from 'zod';

/** One line, trimmed. */
export function typedLine(least: number, most: number, tooShort?: string): z.ZodString {
  return z
    .string()
    .trim()
    .min(least, tooShort)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u, 'must be one line');
}

/** Lines, trimmed. */
export function typedLines(least: number, most: number, tooShort?: string): z.ZodString {
  return z
    .string()
    .trim()
    .min(least, tooShort)
    .max(most)
    .regex(/^(?:[^\p{Cc}]|\n)*$/u, 'must be lines of text');
}

/** The reasons of a decision, in the words of the person who proposes it. */
export function typedReasons(most: number): z.ZodString {
  return typedLines(20, most, 'must have at least 20 characters');
}

/** Value forms of the data model: `an..35` is text of at most 35 characters, `n..16,6` a decimal of 16 digits, 6 of them after the point. */
import { z } from 'zod';

/** Text without control characters and lone surrogates, which no screen shows and XML 1.0 cannot carry. */
export function text(most: number): z.ZodString {
  return z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u);
}

export function code(pattern: RegExp): z.ZodString {
  return z.string().max(64).regex(pattern);
}

/** A decimal as text, because a binary fraction would round it. */
export function decimal(digits: number, places: number): z.ZodString {
  const whole = digits - places;
  const fraction = places === 0 ? '' : String.raw`(?:\.\d{1,${places}})?`;
  return code(new RegExp(String.raw`^(?:0|[1-9]\d{0,${Math.max(whole, 1) - 1}})${fraction}$`));
}

export const whole = (digits: number): z.ZodString => decimal(digits, 0);
export const country = (): z.ZodString => code(/^[A-Z]{2}$/);
export const currency = (): z.ZodString => code(/^[A-Z]{3}$/);
export const identifier = (): z.ZodString => code(/^[\x21-\x7E]{1,17}$/);
export const office = (): z.ZodString => code(/^[A-Z]{2}[A-Z0-9]{6}$/);

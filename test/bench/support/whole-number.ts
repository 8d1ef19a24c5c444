/** Parses the whole number of an option. @throws Error that names the option */
export function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) throw new Error(`${option} must be a whole number from ${least}`);
  return value;
}
